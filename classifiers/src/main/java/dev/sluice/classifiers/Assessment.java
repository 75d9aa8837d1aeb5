package dev.sluice.classifiers;

import java.util.List;

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
 */
public record Assessment(
        Language language,
        RiskScores risk,
        List<Finding> findings,
        int textLength,
        int assessedLength,
        String models,
        String rules) {
    /** Copies the findings. */
    public Assessment {
        findings = List.copyOf(findings);
    }
}
