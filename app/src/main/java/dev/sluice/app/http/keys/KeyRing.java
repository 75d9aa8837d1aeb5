package dev.sluice.app.http.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * All keys, by the SHA-256 of their text. Keys are long and random (see {@link NewKey}), so that a plain hash gives
 * nothing away. A key is looked up by an HMAC of that hash under a secret that this process alone has, so that how long
 * a search takes tells nobody how near a guess was, and the hashes themselves are compared in constant time.
 */
public final class KeyRing {
    private static final int LONGEST = 256;
    private static final String BLIND = "HmacSHA256";

    private static final SecretKeySpec SECRET = secret();

    private final List<ApiKey> all;
    private final Map<ByteBuffer, Held> held;

    private record Held(byte[] hash, ApiKey key) {
        /** Names the key. */
        @Override
        public String toString() {
            return key.toString();
        }
    }

    KeyRing(Map<ByteBuffer, ApiKey> byHash) {
        this.all = List.copyOf(byHash.values());
        Map<ByteBuffer, Held> blind = new HashMap<>();
        byHash.forEach((hash, key) -> blind.put(blinded(hash.array()), new Held(hash.array(), key)));
        this.held = Map.copyOf(blind);
    }

    /** The key with this text; null where there is none. */
    public @Nullable ApiKey find(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        byte[] hash = hash(text).array();
        Held found = held.get(blinded(hash));
        return found != null && MessageDigest.isEqual(found.hash(), hash) ? found.key() : null;
    }

    /** All keys. */
    Collection<ApiKey> all() {
        return all;
    }

    private static ByteBuffer blinded(byte[] hash) {
        try {
            Mac mac = Mac.getInstance(BLIND);
            mac.init(SECRET);
            return ByteBuffer.wrap(mac.doFinal(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + BLIND, e);
        }
    }

    private static SecretKeySpec secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new SecretKeySpec(random, BLIND);
    }

    static ByteBuffer hash(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
