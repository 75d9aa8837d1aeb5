package dev.sluice.topology.outcomes.feedback;

import dev.sluice.schemas.ElementFinding;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A person's verdict as feedback reads it: the one place that knows the record.
 *
 * @param id id of the verdict
 * @param decision id of the decision that was looked at
 * @param kind how the post came to a person
 * @param ruled what the person said
 * @param categories by risk category, whether the person found it
 * @param openedAt when the case was opened
 * @param at when it was decided
 */
record Judgement(
        String id,
        String decision,
        LabelKind kind,
        Outcome ruled,
        Map<String, Boolean> categories,
        Instant openedAt,
        Instant at) {
    private static final String CATEGORY = "category:";

    static Judgement of(Verdict verdict) {
        Map<String, Boolean> categories = new HashMap<>();
        for (ElementFinding finding : verdict.getFindings()) {
            if (finding.getElement().startsWith(CATEGORY)) {
                categories.put(finding.getElement().substring(CATEGORY.length()), finding.getUpheld());
            }
        }
        return new Judgement(
                verdict.getId(),
                verdict.getDecision(),
                kind(verdict),
                verdict.getOutcome(),
                categories,
                verdict.getOpenedAt(),
                verdict.getDecidedAt());
    }

    private static LabelKind kind(Verdict verdict) {
        if (verdict.getRule().equals(QaPlan.RULE)) {
            return LabelKind.SAMPLE;
        }
        return switch (verdict.getSource()) {
            case APPEAL -> LabelKind.APPEAL;
            case NOTICE -> LabelKind.NOTICE;
            case POLICY, UNKNOWN -> LabelKind.REVIEW;
        };
    }
}
