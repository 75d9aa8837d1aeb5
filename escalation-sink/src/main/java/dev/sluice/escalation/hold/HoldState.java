package dev.sluice.escalation.hold;

/** Where a hold stands. All but the last keep what they cover. */
public enum HoldState {
    /** Asked for; keeps already. */
    PROPOSED,
    /** In force. */
    ACTIVE,
    /** In force, and somebody must look at it: its review date or its expiry has come. */
    REVIEW_DUE,
    /** Two people have let go of it. */
    RELEASED
}
