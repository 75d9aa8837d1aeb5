package dev.sluice.topology.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pack suggests to a mediator.
 *
 * @param kind what is to be calmed
 * @param steps what is advised, mildest first
 * @param note id of the notice that a moderator may post as it stands, or null
 */
public record MediationPlan(
        Kind kind, List<String> steps, @Nullable String note) {
    /** Copies the steps. */
    public MediationPlan {
        steps = List.copyOf(steps);
    }

    /** What is to be calmed. */
    public enum Kind {
        /** A thread. */
        THREAD,
        /** Two members at each other. */
        PAIR
    }
}
