package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.serde.DecodingException;

/**
 * A record that cannot be taken in. The message names field, size and what is allowed, and quotes nothing of the
 * post.
 */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    RefusedException(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    RefusedException(DecodingException cause) {
        this(cause.reason().deadLetterReason(), String.valueOf(cause.getMessage()));
    }

    DeadLetterReason reason() {
        return reason;
    }
}
