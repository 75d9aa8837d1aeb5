package dev.sluice.classifiers;

import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.targets.TargetFinder;
import dev.sluice.classifiers.text.FoldedText;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an {@link Assessor} runs.
 *
 * @param language tells the language of a text; safe for use by many threads
 * @param classifiers the detectors, in the order in which they run
 * @param scoring turns what they found into probabilities
 * @param models version of the set of models
 * @param rules version of the set of rule packs and lexicons
 * @param targets says whom a harmful post is aimed at, or null where nobody looks for it
 */
public record Detectors(
        Function<FoldedText, Language> language,
        List<Classifier> classifiers,
        RiskModel scoring,
        String models,
        String rules,
        @Nullable TargetFinder targets) {
    /** Copies the detectors. */
    public Detectors {
        classifiers = List.copyOf(classifiers);
    }

    /** Detectors that do not look for whom a post is aimed at. */
    public Detectors(
            Function<FoldedText, Language> language,
            List<Classifier> classifiers,
            RiskModel scoring,
            String models,
            String rules) {
        this(language, classifiers, scoring, models, rules, null);
    }
}
