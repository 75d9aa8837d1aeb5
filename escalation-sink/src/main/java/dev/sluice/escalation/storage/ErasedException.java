package dev.sluice.escalation.storage;

import java.io.IOException;
import java.time.Instant;

/** A parcel cannot be read any more, and is not meant to be: the key of its case was destroyed. */
public final class ErasedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Names what was erased.
     *
     * @param location the parcel
     * @param keyId the key that was destroyed
     * @param at when
     */
    public ErasedException(String location, String keyId, Instant at) {
        super(location + " was erased: key " + keyId + " of its case was destroyed at " + at);
    }
}
