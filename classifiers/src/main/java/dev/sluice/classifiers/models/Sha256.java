package dev.sluice.classifiers.models;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 as lower-case hex, and the short names made from it. */
public final class Sha256 {
    private Sha256() {}

    /** The digest of these bytes. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A name of eight digits for a set of things, by the digests of their content: every record carries such names, so they
     * are short, and a changed file gives another name even where its author forgot to raise its version.
     *
     * @param parts digests or other exact names, in an order that is always the same
     */
    public static String nameOf(List<String> parts) {
        return of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }
}
