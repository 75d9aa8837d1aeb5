package dev.sluice.schemas.registry;

import org.jspecify.annotations.Nullable;

/**
 * No schema that we can read has the id, or the schema has no id and may not be registered. Asking again does not help.
 */
public final class UnknownSchemaException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    /** Says what is unknown, in one line. */
    public UnknownSchemaException(String message) {
        super(message, null);
    }

    UnknownSchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
