package dev.sluice.app.posts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a file of posts; gzip is told by its first bytes, not by the file's name. */
public final class PostInput {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private PostInput() {}

    /**
     * The bytes of this file, unpacked.
     *
     * @throws IOException in one line that names the file and what is wrong with it
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(
                    "input " + file + " is a folder; allowed: a file of one JSON object a line, plain or gzip");
        }
        try {
            return unpacked(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new IOException("input " + file + " does not exist", e);
        }
    }

    /** The bytes of this stream, unpacked where it starts as gzip does. Empty streams are fine. */
    public static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream input = new BufferedInputStream(raw, BUFFER_BYTES);
        input.mark(2);
        boolean gzip = input.read() == GZIP_FIRST && input.read() == GZIP_SECOND;
        input.reset();
        return gzip ? new GZIPInputStream(input, BUFFER_BYTES) : input;
    }
}
