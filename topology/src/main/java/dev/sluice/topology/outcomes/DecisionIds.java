package dev.sluice.topology.outcomes;

import dev.sluice.schemas.Decision;
import dev.sluice.topology.state.PostState.Answer;

/** Reads the order of the decisions about one post from their ids, which end in revision and number. */
public final class DecisionIds {
    private DecisionIds() {}

    /**
     * Revision and number of a decision. Decisions of one post may be written by two tasks, so that a later one may come
     * first.
     *
     * @throws IllegalArgumentException where the id is none of the pipeline's
     */
    public static Answer answer(Decision decision) {
        String id = decision.getId();
        int slash = id.lastIndexOf('/');
        try {
            return new Answer(decision.getRevision(), Integer.parseInt(id, slash + 1, id.length(), 10));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "decision id '" + id + "'; allowed: post, revision and number with '/' between", e);
        }
    }
}
