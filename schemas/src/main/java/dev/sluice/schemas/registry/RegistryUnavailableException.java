package dev.sluice.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The registry cannot be reached or is out of order. Says nothing about the record: ask again later. */
public final class RegistryUnavailableException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    /** Says what is away, in one line. */
    public RegistryUnavailableException(String message) {
        super(message, null);
    }

    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
