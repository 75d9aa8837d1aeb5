package dev.sluice.escalation.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page in each package that says how to check it without any software of ours: {@code VERIFY.md} and {@code
 * verify.sh} beside this class. */
final class VerifyText {
    private static final String PAGE = resource("VERIFY.md");
    private static final String SCRIPT = resource("verify.sh");

    private VerifyText() {}

    /** The page for a package sealed with this key. */
    static String page(String packageId, String keyId) {
        return fill(PAGE, packageId, keyId);
    }

    /** The same commands as a script. */
    static String script(String packageId, String keyId) {
        return fill(SCRIPT, packageId, keyId);
    }

    private static String fill(String text, String packageId, String keyId) {
        return text.replace("{package}", packageId).replace("{key}", keyId);
    }

    private static String resource(String name) {
        try (InputStream in = VerifyText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
