package dev.sluice.topology.outcomes;

/** Names of the state stores, which are part of the names of their changelog topics. */
public final class OutcomeStores {
    /** Posts that were not simply let through, by id: how they were found and what is in force. */
    public static final String LINEAGE = "outcomes-lineage";

    /** Decisions that a person may be asked about, by id: what the machine had found. */
    public static final String DECIDED = "outcomes-decided";

    /** Verdicts that came before the decision that they are about. */
    public static final String WAITING = "outcomes-waiting";

    /** Posts by id: which window they count in, and as what. */
    public static final String COUNTED = "outcomes-counted";

    /** Notices that were counted, by id. */
    public static final String NOTICES = "outcomes-notices";

    /** Counts of each community by hour. */
    public static final String HOURS = "outcomes-hours";

    /** Counts of each community by day. */
    public static final String DAYS = "outcomes-days";

    /** Posts that the quality sample may draw, by id: the half that waits for the other, and the case that is open. */
    public static final String DRAWN = "outcomes-drawn";

    private OutcomeStores() {}
}
