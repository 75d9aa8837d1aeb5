package dev.sluice.escalation.durable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads files that ought to be small, and refuses what is not: they may have come from anybody. */
public final class BoundedFiles {
    private BoundedFiles() {}

    /**
     * The file's bytes; does not follow links.
     *
     * @param limit in bytes
     * @throws IOException where it cannot be read, is too large, or is no regular file: opening a pipe would wait for
     *     ever
     */
    public static byte[] bytes(Path file, int limit) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException("larger than " + limit + " bytes");
            }
            return bytes;
        }
    }
}
