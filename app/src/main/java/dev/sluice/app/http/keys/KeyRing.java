package dev.sluice.app.http.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All keys, by the SHA-256 of their text. Keys are long and random (see {@link NewKey}), so that a plain hash gives
 * nothing away, and looking one up by its hash tells nothing about how near a guess was.
 */
public final class KeyRing {
    private static final int LONGEST = 256;

    private final Map<ByteBuffer, ApiKey> byHash;

    KeyRing(Map<ByteBuffer, ApiKey> byHash) {
        this.byHash = Map.copyOf(byHash);
    }

    /** The key with this text; null where there is none. */
    public @Nullable ApiKey find(String text) {
        return text.length() > LONGEST ? null : byHash.get(hash(text));
    }

    /** All keys. */
    Collection<ApiKey> all() {
        return byHash.values();
    }

    static ByteBuffer hash(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
