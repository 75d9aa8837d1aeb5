package dev.sluice.escalation.custody;

/** What was done. */
public enum CustodyAction {
    /** Material for a package was taken in; comes before the package is sealed, once for each version. */
    ACQUIRED,
    /** A version of a package was sealed; once for each version. */
    SEALED,
    /** A record that could not be sealed was put aside whole. */
    QUARANTINED,
    /** Somebody was shown a file of a package. */
    VIEWED,
    /** Somebody checked a package. */
    VERIFIED,
    /** A package, or a file of it, was copied out of the vault. */
    COPIED,
    /** A production was made of a package: a dossier, a load file, a bag. */
    EXPORTED,
    /** A package was handed to somebody outside. */
    TRANSFERRED,
    /** A redacted copy was made. */
    REDACTED,
    /** What a package masks was uncovered for somebody. */
    UNMASKED,
    /** A legal hold was put on a package. */
    HOLD_ON,
    /** A legal hold was taken off. */
    HOLD_OFF,
    /** The key of a case was destroyed, and with it all that only the key could read. */
    KEY_SHREDDED,
    /** A package was deleted at the end of its retention. */
    DELETED,
    /** Something about a hold was decided: proposed, activated, reviewed, renewed, released; names no package. */
    HOLD_RECORDED,
    /** A step of an erasure request was taken or put off; names no package. */
    ERASURE_RECORDED,
    /** The log's own last line, unfinished after a crash, was taken off. */
    REPAIRED;

    /** Whether it is about the log itself or a record beside it, and names no package. */
    boolean namesNoPackage() {
        return this == REPAIRED || this == HOLD_RECORDED || this == ERASURE_RECORDED;
    }

    /** Whether writers look for it again, to do it once. */
    boolean isDoneOnce() {
        return switch (this) {
            case ACQUIRED, SEALED, QUARANTINED, KEY_SHREDDED, DELETED -> true;
            case VIEWED,
                    VERIFIED,
                    COPIED,
                    EXPORTED,
                    TRANSFERRED,
                    REDACTED,
                    UNMASKED,
                    HOLD_ON,
                    HOLD_OFF,
                    HOLD_RECORDED,
                    ERASURE_RECORDED,
                    REPAIRED -> false;
        };
    }
}
