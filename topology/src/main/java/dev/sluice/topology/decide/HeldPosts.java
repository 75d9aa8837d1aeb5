package dev.sluice.topology.decide;

import dev.sluice.schemas.Outcome;
import dev.sluice.topology.policy.Ruling;
import java.time.Duration;
import java.util.List;

/**
 * Where posts wait that could not be decided because of a fault of ours.
 *
 * @param queue the review queue
 * @param deadline time from the decision until a person should look
 */
public record HeldPosts(String queue, Duration deadline) {
    /** Id of the rule that stands for a fault. */
    public static final String RULE = "error.internal";

    /** Refuses an empty queue and a deadline that is not positive. */
    public HeldPosts {
        if (queue.isBlank()) {
            throw new IllegalArgumentException("held.queue is empty; allowed: the id of a review queue");
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("held.deadline is " + deadline + "; allowed: more than PT0S");
        }
    }

    /** The queue {@code general}, within 24 hours. */
    public static HeldPosts defaults() {
        return new HeldPosts("general", Duration.ofHours(24));
    }

    Ruling ruling(RuntimeException fault) {
        return new Ruling(
                Outcome.REVIEW,
                null,
                RULE,
                null,
                "The post could not be decided because of an internal error ("
                        + fault.getClass().getSimpleName() + ") and is held for a person.",
                List.of(),
                new Ruling.Review(queue, deadline),
                null);
    }
}
