package dev.sluice.app.posts;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a file of posts; gzip is told by its first bytes, not by the file's name. */
public final class PostInput {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final String ALLOWED = "; allowed: one JSON object a line, plain or gzip";

    private PostInput() {}

    /**
     * The bytes of this file, unpacked.
     *
     * @throws InputException in one line that names the file and what is wrong with it; so do all reads
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new InputException("input " + file + " is a folder" + ALLOWED);
        }
        InputStream raw;
        try {
            raw = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new InputException("input " + file + " does not exist" + ALLOWED, e);
        }
        try {
            return unpacked(raw, "input " + file);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * The bytes of this stream, unpacked where it starts as gzip does. Empty streams are fine.
     *
     * @param name what messages call it, such as {@code standard input}
     * @throws InputException in one line that starts with the name; so do all reads
     */
    public static InputStream unpacked(InputStream raw, String name) throws IOException {
        BufferedInputStream input = new BufferedInputStream(raw, BUFFER_BYTES);
        input.mark(2);
        boolean gzip = input.read() == GZIP_FIRST && input.read() == GZIP_SECOND;
        input.reset();
        try {
            return new NamedInput(gzip ? new GZIPInputStream(input, BUFFER_BYTES) : input, name);
        } catch (IOException e) {
            throw named(name, e);
        }
    }

    /** As the other, called {@code the input}. */
    public static InputStream unpacked(InputStream raw) throws IOException {
        return unpacked(raw, "the input");
    }

    /**
     * Reads a file to its end, so that a broken one is known before anything is started for it.
     *
     * @return how many lines it has, blank ones too
     * @throws InputException where it cannot be read to its end
     */
    public static long countLines(Path file) throws IOException {
        long lines = 0;
        int last = '\n';
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream stream = open(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    last = buffer[i];
                    lines += last == '\n' ? 1 : 0;
                }
            }
        }
        return last == '\n' ? lines : lines + 1;
    }

    private static InputException named(String name, IOException failure) {
        String what = switch (failure) {
            case EOFException e -> "is gzip and ends too early; allowed: a whole file";
            case ZipException e -> "is broken gzip; allowed: one JSON object a line, plain or gzip";
            default -> "cannot be read: " + failure.getMessage();
        };
        return new InputException(name + " " + what, failure);
    }

    /** Says which input a failure is about, which the streams below do not know. */
    private static final class NamedInput extends FilterInputStream {
        private final String name;

        NamedInput(InputStream input, String name) {
            super(input);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw named(name, e);
            }
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                return super.read(buffer, from, length);
            } catch (IOException e) {
                throw named(name, e);
            }
        }
    }
}
