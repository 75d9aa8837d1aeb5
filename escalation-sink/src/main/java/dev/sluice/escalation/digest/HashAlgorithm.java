package dev.sluice.escalation.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes of evidence (FIPS 180-4), in lower-case hex. */
public enum HashAlgorithm {
    /** 256 bits: 64 hex digits. */
    SHA_256("SHA-256", 64),
    /** 512 bits: 128 hex digits; kept beside the other so that evidence outlives a break of one of them. */
    SHA_512("SHA-512", 128);

    private static final int BUFFER_BYTES = 1 << 16;

    private final String platformName;
    private final int hexLength;

    HashAlgorithm(String platformName, int hexLength) {
        this.platformName = platformName;
        this.hexLength = hexLength;
    }

    /** Length of a hash in hex digits. */
    public int hexLength() {
        return hexLength;
    }

    /** The hash of these bytes. */
    public String hex(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    /**
     * The hash of a file, read piece by piece; does not follow links.
     *
     * @throws IOException where it cannot be read, or is no regular file: opening a pipe would wait for ever
     */
    public String hex(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no regular file");
        }
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(platformName);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + platformName, e);
        }
    }
}
