package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Facts and what a pack must make of them.
 *
 * @param place where the example stands
 * @param given the facts, or the text to assess first
 * @param expected what must come of it
 */
record Example(Place place, GivenFacts given, Expected expected) {

    /**
     * What must come of a post.
     *
     * @param outcome the outcome
     * @param escalation whether, and under which category, the post goes to legal
     */
    record Expected(Outcome outcome, Escalation escalation) {
        String text() {
            return OutcomeNames.of(outcome) + escalation.text();
        }

        boolean isMetBy(Ruling ruling) {
            return ruling.outcome() == outcome && escalation.isMetBy(ruling.escalate());
        }
    }

    /** What an example says about escalation. */
    sealed interface Escalation {
        boolean isMetBy(Ruling.@Nullable Escalate escalate);

        String text();

        /** Nothing. */
        record Unsaid() implements Escalation {
            @Override
            public boolean isMetBy(Ruling.@Nullable Escalate escalate) {
                return true;
            }

            @Override
            public String text() {
                return "";
            }
        }

        /** That the post does not go to legal. */
        record None() implements Escalation {
            @Override
            public boolean isMetBy(Ruling.@Nullable Escalate escalate) {
                return escalate == null;
            }

            @Override
            public String text() {
                return ", not escalated";
            }
        }

        /** That the post goes to legal under this category. */
        record Under(String category) implements Escalation {
            @Override
            public boolean isMetBy(Ruling.@Nullable Escalate escalate) {
                return escalate != null && escalate.category().equals(category);
            }

            @Override
            public String text() {
                return ", escalated as " + category;
            }
        }
    }
}
