package dev.sluice.escalation.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page in each package that says how to check it without any software of ours: {@code VERIFY.md} beside this class. */
final class VerifyText {
    private static final String PAGE = page();

    private VerifyText() {}

    /** The page for a package sealed with this key. */
    static String of(String packageId, String keyId) {
        return PAGE.replace("{package}", packageId).replace("{key}", keyId);
    }

    private static String page() {
        try (InputStream in = VerifyText.class.getResourceAsStream("VERIFY.md")) {
            if (in == null) {
                throw new IllegalStateException("VERIFY.md is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("VERIFY.md cannot be read", e);
        }
    }
}
