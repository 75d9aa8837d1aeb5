package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A detector that reports the labels of a model as its manifest says they are meant. The rule of a finding is the model's
 * id and the label, such as {@code house-tone.toxic}, so that policies can name it.
 */
public final class LabelClassifier implements Classifier {
    private final PluginModel model;
    private final LabelScorer scorer;

    /**
     * A detector.
     *
     * @throws IllegalArgumentException if the manifest names a label that the model does not have
     */
    public LabelClassifier(PluginModel model, LabelScorer scorer) {
        this.model = model.withoutFiles();
        this.scorer = scorer;
        for (String label : model.labels().keySet()) {
            if (!scorer.labels().contains(label)) {
                throw new IllegalArgumentException("label '" + label + "' is not one of the model's; allowed: "
                        + String.join(", ", scorer.labels()));
            }
        }
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
        double[] scores = scorer.score(text);
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, LabelMeaning> entry : model.labels().entrySet()) {
            double score = scores[scorer.labels().indexOf(entry.getKey())];
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalStateException("label '" + entry.getKey() + "' has a score that is no probability");
            }
            double probability = entry.getValue().calibrated(score);
            if (probability >= entry.getValue().threshold()) {
                findings.add(signal(entry.getKey(), entry.getValue(), (float) probability));
            }
        }
        return findings;
    }

    private Finding signal(String label, LabelMeaning meaning, float probability) {
        Float weight = meaning.weight();
        return new Finding.Signal(
                meaning.category(),
                model.id(),
                model.version(),
                model.id() + "." + label,
                weight == null
                        ? new Finding.Score.Probability(probability)
                        : new Finding.Score.Weight(weight * probability),
                List.of(),
                "The model " + model.id() + " gives it the label " + label + ".");
    }
}
