package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Urgency;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy pack says about a post.
 *
 * @param outcome what is to happen to the post
 * @param escalate set where the post goes to legal, apart from the outcome
 * @param rule id of the rule that decided: {@code default} where none did, {@code unavailable.<category>} where a
 *     missing answer did, {@code error.<rule>} where a condition could not be evaluated, {@code
 *     parked.<rule>} where a parked rule would have
 * @param clause clause of the guidelines that the rule enforces
 * @param rationale why, in plain words
 * @param otherRules ids of the other rules that held: those that do not act as {@code shadow:<id>}, those that are
 *     switched off as {@code stopped:<id>}
 * @param review set where a person is to look: always with outcome {@link Outcome#REVIEW}, before anything else is done;
 *     with another outcome where the rule names a queue, after it was carried out
 * @param notice id of the notice template for the author
 * @param contributions what added up to the score of the rule that decided, as part and weight
 */
public record Ruling(
        Outcome outcome,
        @Nullable Escalate escalate,
        String rule,
        @Nullable String clause,
        String rationale,
        List<String> otherRules,
        @Nullable Review review,
        @Nullable String notice,
        List<String> contributions) {

    /** The id of the rule that stands for none: nothing held that has an outcome. */
    public static final String DEFAULT_RULE = "default";

    /** The id of the rule that stands for facts that nothing may rest on. */
    static final String UNSOUND_RULE = "error.facts";

    /** Copies the lists. */
    public Ruling {
        otherRules = List.copyOf(otherRules);
        contributions = List.copyOf(contributions);
    }

    /** A ruling that rests on no score. */
    public Ruling(
            Outcome outcome,
            @Nullable Escalate escalate,
            String rule,
            @Nullable String clause,
            String rationale,
            List<String> otherRules,
            @Nullable Review review,
            @Nullable String notice) {
        this(outcome, escalate, rule, clause, rationale, otherRules, review, notice, List.of());
    }

    /** Whether a rule of the pack decided, acting, parked or failing, and not the want of one or of an answer. */
    public boolean isByRule() {
        return !rule.equals(DEFAULT_RULE)
                && !rule.equals(UNSOUND_RULE)
                && PackText.CATEGORIES.stream().noneMatch(category -> rule.equals("unavailable." + category));
    }

    /**
     * That the post goes to legal.
     *
     * @param category legal category, as {@link LegalRoute#canonical} writes it
     * @param urgency how soon legal must look
     */
    public record Escalate(String category, Urgency urgency) {
        /** Writes the category as tables do: people who rule may write it otherwise. */
        public Escalate {
            category = LegalRoute.canonical(category);
        }
    }

    /**
     * Where a person is to look, and by when.
     *
     * @param queue the queue that the case waits in
     * @param deadline time from the decision until it should be looked at
     */
    public record Review(String queue, Duration deadline) {}
}
