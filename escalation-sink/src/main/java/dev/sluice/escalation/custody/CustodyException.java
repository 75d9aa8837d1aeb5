package dev.sluice.escalation.custody;

import org.jspecify.annotations.Nullable;

/** The custody log cannot be used; the message says where and why, in one line. */
public final class CustodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CustodyException(String message) {
        this(message, null);
    }

    CustodyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
