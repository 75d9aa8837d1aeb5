package dev.sluice.app.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded broker did not start, or ended by itself. The message says why in one line. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure without a cause. */
    public BrokerException(String message) {
        super(message);
    }

    /** A failure with its cause. */
    public BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
