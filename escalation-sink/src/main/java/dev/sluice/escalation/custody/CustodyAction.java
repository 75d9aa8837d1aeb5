package dev.sluice.escalation.custody;

/** What was done. */
public enum CustodyAction {
    /** A package was sealed; once for each package. */
    SEALED,
    /** A record that could not be sealed was put aside whole. */
    QUARANTINED,
    /** The log's own last line, unfinished after a crash, was taken off. */
    REPAIRED
}
