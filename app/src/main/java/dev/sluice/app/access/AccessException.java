package dev.sluice.app.access;

/** Rights cannot be read or changed. The message is one line: what the cluster said, and what to do. */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
