package dev.sluice.app.http.intake;

import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What makes a request the same request, and its posts the same posts. */
final class RequestKeys {
    private static final int LONGEST = 255;
    private static final int ID_BYTES = 16;
    private static final byte SEPARATOR = 0;

    private RequestKeys() {}

    /**
     * The request's idempotency key; null where it has none.
     *
     * @throws RefusedException where it cannot be one
     */
    static @Nullable String idempotencyKey(Request request) {
        String value = request.header("Idempotency-Key");
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > LONGEST || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new RefusedException(
                    Refusal.INVALID_REQUEST,
                    "the Idempotency-Key is not usable; allowed: 1 to " + LONGEST + " visible ASCII characters");
        }
        return value;
    }

    /** Ids by chance, for posts that state none. */
    static IntFunction<String> random() {
        return place -> UUID.randomUUID().toString();
    }

    /**
     * Ids that follow from key and body: the same request has the same posts, whichever process takes it, and another
     * body under the key, which only the process that took the first can refuse, has posts of its own: none is dropped
     * as one that was seen.
     */
    static IntFunction<String> following(String caller, String key, BodyLimits.Body body) {
        MessageDigest whole = sha256();
        whole.update(body.bytes(), 0, body.length());
        byte[] content = whole.digest();
        return place -> {
            MessageDigest digest = sha256();
            digest.update(content);
            digest.update(caller.getBytes(StandardCharsets.UTF_8));
            digest.update(SEPARATOR);
            digest.update(key.getBytes(StandardCharsets.UTF_8));
            digest.update(SEPARATOR);
            digest.update(Integer.toString(place).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
        };
    }

    /** What a request asks, hashed. */
    static ByteBuffer hash(String type, String parameters, BodyLimits.Body body) {
        MessageDigest digest = sha256();
        digest.update(type.getBytes(StandardCharsets.UTF_8));
        digest.update(SEPARATOR);
        digest.update(parameters.getBytes(StandardCharsets.UTF_8));
        digest.update(SEPARATOR);
        digest.update(body.bytes(), 0, body.length());
        return ByteBuffer.wrap(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
