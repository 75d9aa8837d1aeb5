package dev.sluice.schemas.encryption;

import dev.sluice.schemas.encryption.SubjectKeys.Current;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Puts data keys under the key encryption key that wraps now. Nothing that they encrypt is touched. May be stopped at any
 * point and run again, beside processes that encrypt.
 *
 * @param rewrapped keys that were under another key encryption key
 * @param already keys that were under the current one
 */
public record KeyRotation(long rewrapped, long already) {
    private static final String PURPOSE = "sluice data key\n";

    /**
     * Rewraps all keys of a store.
     *
     * @throws IOException where the store cannot be read or written
     * @throws EncryptionException where a key cannot be unwrapped; those before it are done
     */
    public static KeyRotation run(SubjectKeyStore store, KeyService service) throws IOException {
        String now = service.keyId();
        long[] counts = new long[2];
        store.visit((subject, keys) -> {
            Current current = keys.current();
            if (current == null) {
                return;
            }
            if (current.key().keyId().equals(now)) {
                counts[1]++;
                return;
            }
            byte[] context = context(subject, current.id());
            byte[] key = service.unwrap(current.key(), context);
            if (store.rewrap(subject, current, service.wrap(key, context))) {
                counts[0]++;
            }
        });
        return new KeyRotation(counts[0], counts[1]);
    }

    /** What a wrapped key is bound to: two subjects' keys cannot be swapped. */
    static byte[] context(SubjectName subject, String keyId) {
        return (PURPOSE + subject.hex() + "\n" + keyId).getBytes(StandardCharsets.UTF_8);
    }
}
