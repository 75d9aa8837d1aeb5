package dev.sluice.topology.source;

import dev.sluice.schemas.DeadLetterReason;

/** A record that a mapping cannot make a post of. The message names pointer, found type and what is allowed. */
final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    MappingException(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    DeadLetterReason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
