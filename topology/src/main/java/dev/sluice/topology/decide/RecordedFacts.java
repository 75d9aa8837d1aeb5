package dev.sluice.topology.decide;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DecisionFacts;
import dev.sluice.topology.policy.Facts;
import org.jspecify.annotations.Nullable;

/** What a policy was told, as the decision keeps it: what goes in comes out, so that history can be decided again. */
public final class RecordedFacts {
    private RecordedFacts() {}

    /** What a decision keeps of the facts beside its own fields. */
    static DecisionFacts of(Facts facts, @Nullable String jurisdiction) {
        return new DecisionFacts(
                facts.trigger(),
                jurisdiction,
                facts.hasTarget(),
                facts.cut(),
                facts.length(),
                facts.languageCovered(),
                facts.unavailable());
    }

    /**
     * The facts that a decision was made from.
     *
     * @return null where the decision was recorded without them
     */
    public static @Nullable Facts read(Decision decision) {
        DecisionFacts kept = decision.getFacts();
        return kept == null
                ? null
                : new Facts(
                        decision.getPost(),
                        decision.getAuthor(),
                        decision.getRisk(),
                        decision.getContext(),
                        decision.getCommunity(),
                        decision.getLanguage(),
                        kept.getLanguageCovered(),
                        kept.getOccasion(),
                        kept.getHasTarget(),
                        kept.getCut(),
                        kept.getLength(),
                        decision.getSignals(),
                        kept.getMissing());
    }
}
