package dev.sluice.classifiers;

import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.text.FoldedText;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that an {@link Assessor} runs.
 *
 * @param language tells the language of a text; safe for use by many threads
 * @param classifiers the detectors, in the order in which they run
 * @param scoring turns what they found into probabilities
 * @param models version of the set of models
 * @param rules version of the set of rule packs and lexicons
 */
public record Detectors(
        Function<FoldedText, Language> language,
        List<Classifier> classifiers,
        RiskModel scoring,
        String models,
        String rules) {
    /** Copies the detectors. */
    public Detectors {
        classifiers = List.copyOf(classifiers);
    }
}
