package dev.sluice.schemas.encryption;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The content of a field. Prints its length only.
 *
 * @param bytes the content
 */
public record Clear(byte[] bytes) implements Readable {
    /** Keeps a copy. */
    public Clear {
        bytes = bytes.clone();
    }

    /** A copy of the content. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The content as text, in UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clear clear && Arrays.equals(clear.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Clear[" + bytes.length + " bytes]";
    }
}
