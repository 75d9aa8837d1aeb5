package dev.sluice.app.http.keys;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that was just made.
 *
 * @param text the key itself; shown once, kept nowhere here
 * @param sha256 what the file of keys has of it
 */
public record NewKey(String text, String sha256) {
    private static final int BYTES = 32;

    /** A key of 256 random bits. */
    public static NewKey make() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = "sluice_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new NewKey(text, HexFormat.of().formatHex(KeyRing.hash(text).array()));
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "NewKey[" + sha256 + "]";
    }
}
