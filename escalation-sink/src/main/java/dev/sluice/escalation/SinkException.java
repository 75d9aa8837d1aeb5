package dev.sluice.escalation;

import org.jspecify.annotations.Nullable;

/** The sink stopped, and nothing after the last commit counts as done; the message says why in one line. */
public final class SinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
