package dev.sluice.schemas.registry;

import org.jspecify.annotations.Nullable;

/** A question that a registry did not answer. The subtypes say whose fault it is and whether to ask again. */
public abstract sealed class SchemaRegistryException extends RuntimeException
        permits UnknownSchemaException, RefusedSchemaException, RegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    SchemaRegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
