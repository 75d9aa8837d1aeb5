package dev.sluice.topology.source;

import dev.sluice.schemas.DeadLetterReason;

/** An event that does not go with what is known of its post. The message quotes no value. */
public final class RefusedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    RefusedEventException(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Why, as dead letters have it. */
    public DeadLetterReason reason() {
        return reason;
    }

    /** What is wrong and what is allowed. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
