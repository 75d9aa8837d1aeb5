package dev.sluice.schemas.encryption;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a key store calls a subject: a hash (SHA-256), so that no list of keys is a list of people. Whoever knows a
 * subject's id can still look up whether it has a key.
 *
 * @param hex 64 hex digits
 */
public record SubjectName(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_SUBJECT = 1_000;
    private static final String DOMAIN = "sluice subject key\n";

    /** Refuses what is no hash. */
    public SubjectName {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("name of a subject's key is no hash; allowed: 64 hex digits");
        }
    }

    /**
     * The name of a subject.
     *
     * @param subject its id: a pseudonym, a case; 1 to 1,000 characters
     */
    public static SubjectName of(String subject) {
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException(
                    "subject of a key has " + subject.length() + " characters; allowed: 1 to " + LONGEST_SUBJECT);
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((DOMAIN + subject).getBytes(StandardCharsets.UTF_8));
            return new SubjectName(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex.substring(0, 12) + "…";
    }
}
