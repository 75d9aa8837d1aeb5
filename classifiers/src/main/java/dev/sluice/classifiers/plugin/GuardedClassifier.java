package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.util.List;
import java.util.Set;

/**
 * A plugged-in detector behind a guard: it is asked about texts of its languages alone, and what it says is checked before
 * it becomes evidence.
 */
final class GuardedClassifier implements Classifier {
    private static final int MOST_FINDINGS = 100;

    private final PluginModel model;
    private final Classifier plugged;

    GuardedClassifier(PluginModel model, Classifier plugged) {
        this.model = model;
        this.plugged = plugged;
    }

    @Override
    public String id() {
        return model.id();
    }

    @Override
    public String version() {
        return model.version();
    }

    @Override
    public Set<Category> categories() {
        return model.categories();
    }

    @Override
    public List<Finding> classify(FoldedText text) {
        if (!model.speaks(text.language)) {
            return List.of();
        }
        List<Finding> findings = plugged.classify(text);
        if (findings.size() > MOST_FINDINGS) {
            throw new IllegalStateException(
                    "detector '" + id() + "' has " + findings.size() + " findings; allowed: " + MOST_FINDINGS);
        }
        findings.forEach(finding -> check(finding, text));
        return findings;
    }

    private void check(Finding finding, FoldedText text) {
        boolean sound = finding.detector().equals(id())
                && switch (finding) {
                    case Finding.Unavailable unavailable -> categories().containsAll(unavailable.categories());
                    case Finding.Signal signal ->
                        categories().contains(signal.category())
                                && sound(signal.score())
                                && signal.spans().stream().map(Span::end).allMatch(end -> end <= text.originalLength);
                };
        if (!sound) {
            throw new IllegalStateException("detector '" + id()
                    + "' has a finding with another id or category, a score out of range, or a span outside the text");
        }
    }

    private static boolean sound(Finding.Score score) {
        return switch (score) {
            case Finding.Score.Probability probability -> probability.value() >= 0 && probability.value() <= 1;
            case Finding.Score.Weight weight -> Float.isFinite(weight.value());
        };
    }
}
