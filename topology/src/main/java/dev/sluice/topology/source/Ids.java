package dev.sluice.topology.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that fit: what is longer than a record may carry keeps its beginning and a hash of the whole. */
final class Ids {
    /** Below the 256 that are let in. */
    static final int MAX_LENGTH = 200;

    private static final int KEPT = 160;
    private static final int HASHED = 32;

    private Ids() {}

    static String fitting(String id) {
        if (id.length() <= MAX_LENGTH) {
            return id;
        }
        int kept = Character.isHighSurrogate(id.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
        return id.substring(0, kept) + "~" + sha256(id).substring(0, HASHED);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
