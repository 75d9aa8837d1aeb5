package dev.sluice.schemas.encryption;

/**
 * Something could not be encrypted or read. The message is one line; it names schema, field and record or the place of a
 * key, and never content, a key or a subject.
 */
public class EncryptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what went wrong. */
    public EncryptionException(String message) {
        super(message);
    }

    /** With what went wrong and its cause. */
    public EncryptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
