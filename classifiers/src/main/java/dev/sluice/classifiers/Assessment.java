package dev.sluice.classifiers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All findings for one text and one calibrated probability per category.
 *
 * @param language what the language was taken to be
 * @param risk calibrated probabilities
 * @param findings signals and detectors that were unavailable
 * @param textLength length of the whole text in code points
 * @param assessedLength how many code points were assessed; less than {@code textLength} where the text was cut
 * @param models version of the set of models
 * @param rules version of the set of rule packs and lexicons
 * @param target whom the post is aimed at, where there is enough risk for that to matter and detectors look for it
 */
public record Assessment(
        Language language,
        RiskScores risk,
        List<Finding> findings,
        int textLength,
        int assessedLength,
        String models,
        String rules,
        @Nullable Target target) {
    /** Copies the findings. */
    public Assessment {
        findings = List.copyOf(findings);
    }

    /** An assessment that does not say whom the post is aimed at. */
    public Assessment(
            Language language,
            RiskScores risk,
            List<Finding> findings,
            int textLength,
            int assessedLength,
            String models,
            String rules) {
        this(language, risk, findings, textLength, assessedLength, models, rules, null);
    }
}
