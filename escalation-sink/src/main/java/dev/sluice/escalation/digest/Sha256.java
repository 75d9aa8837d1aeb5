package dev.sluice.escalation.digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** SHA-256 (FIPS 180-4) in lower-case hex. */
public final class Sha256 {
    /** Length of a hash in hex digits. */
    public static final int HEX_LENGTH = 64;

    private Sha256() {}

    /** The hash of these bytes. */
    public static String hex(byte[] bytes) {
        return HashAlgorithm.SHA_256.hex(bytes);
    }

    /** The hash of this text in UTF-8. */
    public static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The hash of a file, read piece by piece; does not follow links.
     *
     * @throws IOException where it cannot be read, or is no regular file: opening a pipe would wait for ever
     */
    public static String hex(Path file) throws IOException {
        return HashAlgorithm.SHA_256.hex(file);
    }
}
