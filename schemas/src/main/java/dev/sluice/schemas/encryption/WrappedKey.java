package dev.sluice.schemas.encryption;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A data key, encrypted by a key encryption key. Safe to keep beside what it protects. Prints no bytes.
 *
 * @param keyId id of the key encryption key
 * @param bytes what that key made of the data key
 */
public record WrappedKey(String keyId, byte[] bytes) {
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9:/._@+-]{1,200}");
    private static final int LARGEST_BYTES = 4_096;

    /** Refuses an id that does not fit into one word of a line, and bytes that are no wrapped key. */
    public WrappedKey {
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException(
                    "id of a key encryption key cannot be used; allowed: up to 200 of letters,"
                            + " digits and :/._@+-");
        }
        if (bytes.length == 0 || bytes.length > LARGEST_BYTES) {
            throw new IllegalArgumentException(
                    "wrapped key has " + bytes.length + " bytes; allowed: 1 to " + LARGEST_BYTES);
        }
        bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as text. */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedKey key && key.keyId.equals(keyId) && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * keyId.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "WrappedKey[by=" + keyId + "]";
    }
}
