package dev.sluice.topology.policy;

/** What became of a condition. */
enum Truth {
    HOLDS,
    DOES_NOT_HOLD,
    /** It failed, by a division by zero for instance; who asked must fail closed. */
    CANNOT_BE_EVALUATED
}
