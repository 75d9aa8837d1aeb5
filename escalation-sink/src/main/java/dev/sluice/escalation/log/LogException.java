package dev.sluice.escalation.log;

import org.jspecify.annotations.Nullable;

/** The log, a note or a proof does not hold or cannot be used; the message says which and why, in one line. */
public final class LogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public LogException(String message) {
        this(message, null);
    }

    /** With a message of one line, and what led to it. */
    public LogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
