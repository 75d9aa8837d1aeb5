package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Decision;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;

/**
 * A post and what was decided about it.
 *
 * @param assessed the post with its assessment and context
 * @param decision the decision
 * @param ruling what the policy said; it holds what a decision does not: queue, deadline, notice, urgency
 * @param pack the policy as in force
 */
public record DecidedPost(AssessedPost assessed, Decision decision, Ruling ruling, PolicyPack pack) {
    /** Prints the decision's id, no text. */
    @Override
    public String toString() {
        return "DecidedPost[" + decision.getId() + "]";
    }
}
