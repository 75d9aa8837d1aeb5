package dev.sluice.schemas.encryption;

import com.google.crypto.tink.subtle.AesSiv;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data keys in use, so that a key management service is not asked for each field; the least used of many go. */
final class UnwrappedKeys {
    private static final int MOST = 10_000;

    private final Map<String, AesSiv> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AesSiv> eldest) {
            return size() > MOST;
        }
    };

    synchronized @Nullable AesSiv find(String id) {
        return keys.get(id);
    }

    synchronized void remember(String id, AesSiv key) {
        keys.put(id, key);
    }

    synchronized void forget(String id) {
        keys.remove(id);
    }
}
