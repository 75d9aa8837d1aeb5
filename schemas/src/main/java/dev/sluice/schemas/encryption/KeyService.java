package dev.sluice.schemas.encryption;

/**
 * Holds key encryption keys and lets nobody see them: a key management service, or a local file. Thread-safe. Its methods
 * throw {@link EncryptionException} where it cannot be reached, refuses, or no longer has a key.
 */
public interface KeyService {
    /** Id of the key that wraps now: letters, digits and {@code :/._@+-}. */
    String keyId();

    /**
     * Encrypts a data key with the current key encryption key.
     *
     * @param key the data key
     * @param context bound to the result; the same is needed to unwrap it
     */
    WrappedKey wrap(byte[] key, byte[] context);

    /**
     * The data key again.
     *
     * @param context what it was wrapped with
     * @throws EncryptionException also where the context is another one or the bytes were changed
     */
    byte[] unwrap(WrappedKey wrapped, byte[] context);
}
