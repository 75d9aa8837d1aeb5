package dev.sluice.escalation.log;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash of a tree: 32 bytes that do not change. */
public final class Hash {
    /** Length of a hash in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash in these bytes, copied.
     *
     * @throws LogException where they are not 32
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new LogException("a hash has " + bytes.length + " bytes; allowed: " + BYTES);
        }
        return new Hash(bytes.clone());
    }

    /** The hash that starts at an offset of these bytes, copied. */
    static Hash at(byte[] bytes, int offset) {
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /**
     * The hash in standard Base64 (RFC 4648, section 4), with its padding.
     *
     * @throws LogException where the text is no such hash in its one canonical form
     */
    public static Hash ofBase64(String text) {
        try {
            Hash hash = of(Base64.getDecoder().decode(text));
            if (hash.base64().equals(text)) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new LogException("a hash is not in standard Base64; allowed: 44 characters, padded");
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The hash in standard Base64, padded. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The hash in lower-case hex. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
