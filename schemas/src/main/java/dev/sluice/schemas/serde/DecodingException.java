package dev.sluice.schemas.serde;

import dev.sluice.schemas.DeadLetterReason;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Bytes that are no record of the expected type. The message names type, size and schema id, never a value, and there
 * is no cause, for causes may quote what they choked on.
 */
public final class DecodingException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    DecodingException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong with the bytes. */
    public Reason reason() {
        return reason;
    }

    /** What is wrong with the bytes. */
    public enum Reason {
        /** There are none. */
        NULL_VALUE(DeadLetterReason.NULL_VALUE),
        /** Shorter than the prefix, or another magic byte. */
        NOT_WIRE_FORMAT(DeadLetterReason.UNDECODABLE),
        /** The registry knows no schema with the prefix's id. */
        UNKNOWN_SCHEMA(DeadLetterReason.UNKNOWN_SCHEMA),
        /** The writer's schema is of another record, or cannot be read as this one. */
        INCOMPATIBLE_SCHEMA(DeadLetterReason.UNDECODABLE),
        /** The bytes do not follow the writer's schema, claim more than is there, or hold text that is not UTF-8. */
        MALFORMED(DeadLetterReason.UNDECODABLE),
        /** Bytes are left after the record. */
        TRAILING_BYTES(DeadLetterReason.UNDECODABLE);

        private final DeadLetterReason deadLetterReason;

        Reason(DeadLetterReason deadLetterReason) {
            this.deadLetterReason = deadLetterReason;
        }

        /** The reason to write on the record's dead letter. */
        public DeadLetterReason deadLetterReason() {
            return deadLetterReason;
        }
    }
}
