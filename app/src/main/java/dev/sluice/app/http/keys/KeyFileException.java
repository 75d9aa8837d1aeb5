package dev.sluice.app.http.keys;

/** A file of keys cannot be used. The message is one line: the file, what is wrong, what is allowed. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFileException(String message) {
        super(message);
    }
}
