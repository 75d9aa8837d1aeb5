package dev.sluice.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The registry answered and refused: an incompatible schema, missing rights, a request it cannot process. */
public final class RefusedSchemaException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    RefusedSchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
