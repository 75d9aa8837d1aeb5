package dev.sluice.app.transparency;

import org.jspecify.annotations.Nullable;

/** Statements cannot be submitted until somebody has put something right; nothing is lost. The message is one line. */
public final class TransparencyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what went wrong underneath. */
    public TransparencyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
