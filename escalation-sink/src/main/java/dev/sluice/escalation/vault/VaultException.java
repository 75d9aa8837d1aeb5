package dev.sluice.escalation.vault;

import org.jspecify.annotations.Nullable;

/** The vault or a key cannot be used; the message says which path and what is allowed, in one line. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a cause. */
    public VaultException(String message) {
        this(message, null);
    }

    /** With what the platform said. */
    public VaultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
