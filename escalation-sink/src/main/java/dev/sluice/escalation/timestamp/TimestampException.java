package dev.sluice.escalation.timestamp;

import org.jspecify.annotations.Nullable;

/** A timestamp does not hold, or an authority refuses one: asking again would not help. One line says why. */
public final class TimestampException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public TimestampException(String message) {
        this(message, null);
    }

    TimestampException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
