package dev.sluice.escalation.timing;

import java.util.Locale;

/** A stage of sealing; an escalation goes through them in this order. */
public enum Stage {
    /** The record becomes an escalation, with the schema that it was written with. */
    DECODE,
    /** The escalation is laid out as files, in memory. */
    FILES,
    /** The files are hashed and listed. */
    HASH,
    /** The lists are signed. */
    SIGN,
    /** The files go to the storage and to the device. */
    STORE,
    /** The custody events go to the device. */
    CUSTODY,
    /** The log gets its leaves and a checkpoint. */
    LOG,
    /** The receipts go out, and the offsets are committed. */
    RECEIPTS;

    /** Its name in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
