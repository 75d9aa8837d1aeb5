package dev.sluice.escalation.storage;

import java.io.IOException;

/** A parcel is not deleted, for there is a legal hold on it. */
public final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names the parcel. */
    public HeldException(String location) {
        super(location + " is under a legal hold; allowed: deleted once the hold is released");
    }
}
