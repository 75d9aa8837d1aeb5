package dev.sluice.schemas.topics;

/** What Kafka does with old records of a topic. */
public enum Cleanup {
    /** Drops them after the retention. */
    DELETE("delete"),
    /** Keeps the newest record of each key. */
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
        this.policy = policy;
    }

    /** The value of {@code cleanup.policy}. */
    public String policy() {
        return policy;
    }
}
