package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a pack, compiled.
 *
 * @param place where it begins
 * @param id its id
 * @param description what it is for; becomes the rationale
 * @param owner who answers for it
 * @param status how far it has come
 * @param condition when it holds
 * @param then what follows
 * @param clause the clause of the guidelines that it enforces
 * @param examples what must come of some facts, checked by {@link PolicyCheck}
 */
record Rule(
        Place place,
        String id,
        String description,
        String owner,
        Status status,
        Condition condition,
        Then then,
        @Nullable String clause,
        List<Example> examples) {

    /**
     * What follows where a rule holds.
     *
     * @param outcome null where the rule only escalates
     * @param escalate null where the rule does not escalate
     * @param review where a person is to look
     * @param notice id of the notice template
     * @param noticePlace where the notice is named
     */
    record Then(
            @Nullable Outcome outcome,
            Ruling.@Nullable Escalate escalate,
            Ruling.@Nullable Review review,
            @Nullable String notice,
            Place noticePlace) {}

    /** Whether the rule acts on the post where it holds; of a parked rule, whether it would have. */
    boolean actsOn(Facts facts) {
        return status.actsOn(id, facts);
    }

    /** Whether it is evaluated on posts at all. */
    boolean isInForce() {
        return !(status instanceof Status.Draft);
    }

    /** The same with another status. */
    Rule withStatus(Status other) {
        return new Rule(place, id, description, owner, other, condition, then, clause, examples);
    }
}
