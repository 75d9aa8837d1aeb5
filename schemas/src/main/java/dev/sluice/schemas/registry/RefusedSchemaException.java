package dev.sluice.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The registry answered and refused: an incompatible schema, missing rights, a request it cannot process. */
public final class RefusedSchemaException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedSchemaException(String message, @Nullable Throwable cause) {
        this(message, cause, 0);
    }

    RefusedSchemaException(String message, @Nullable Throwable cause, int status) {
        super(message, cause);
        this.status = status;
    }

    /** The status of HTTP that it came with; 0 where there was none. */
    int status() {
        return status;
    }
}
