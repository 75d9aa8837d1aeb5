package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Finding.Score.Probability;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores a text with the linear model of its language and reports every category whose calibrated probability is not
 * negligible. A text in a language that no model covers gets {@link Finding.Unavailable}; a text whose language
 * cannot be
 * told is read by the first model.
 */
public final class LinearClassifier implements Classifier {
    /** Probabilities below are not reported. */
    static final float REPORTED = 0.2f;

    /** Spans are worked out from this probability on: below it no reviewer is shown them. */
    static final float EXPLAINED = 0.4f;

    /** Categories whose words a marker shows: it has learnt what people mark as toxic. */
    private static final Set<Category> MARKED = Set.of(Category.ABUSE, Category.INSULT, Category.PROFANITY);

    private final Map<String, LinearModel> models;
    private final String fallback;
    private final String version;
    private final LogitCalibration calibration;
    private final Map<String, Set<Category>> coveredElsewhere;
    private final Map<String, WordMarker> markers;
    private final ThreadLocal<LinearScores> scores = ThreadLocal.withInitial(LinearScores::new);

    /**
     * A classifier over these models.
     *
     * @param models language to model; the first one also reads texts whose language cannot be told
     * @param version version of the set of models
     * @param calibration turns logits into probabilities
     */
    public LinearClassifier(Map<String, LinearModel> models, String version, LogitCalibration calibration) {
        this(models, version, calibration, Map.of(), Map.of());
    }

    /**
     * A classifier over these models, with markers that show the words of abuse better than weights do, beside others
     * that stand in where it has no model.
     *
     * @param models language to model; the first one also reads texts whose language cannot be told
     * @param version version of the set of models
     * @param calibration turns logits into probabilities
     * @param coveredElsewhere language, or {@code *} for any, to the categories that another detector answers for
     * @param markers language to marker, for languages that have one
     */
    public LinearClassifier(
            Map<String, LinearModel> models,
            String version,
            LogitCalibration calibration,
            Map<String, Set<Category>> coveredElsewhere,
            Map<String, WordMarker> markers) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("linear: no model; at least one language is needed");
        }
        this.models = new LinkedHashMap<>(models);
        this.fallback = this.models.keySet().iterator().next();
        this.version = version;
        this.calibration = calibration;
        this.coveredElsewhere = Map.copyOf(coveredElsewhere);
        this.markers = Map.copyOf(markers);
    }

    @Override
    public String id() {
        return "linear";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Set<Category> categories() {
        return Set.copyOf(LinearModel.LABELS);
    }

    @Override
    public List<Finding> classify(FoldedText text) {
        LinearScores mine = scores.get();
        score(text, mine);
        return findings(text, mine);
    }

    /** Scores a text; the logits are left in {@code into}. */
    public void score(FoldedText text, LinearScores into) {
        into.model = modelFor(text.language);
        LinearModel model = models.get(into.model);
        if (model != null) {
            into.features.extract(text);
            float[] logits = into.logits();
            model.logits(into.features, logits);
            float damping = Repetition.damping(text);
            for (int label = 0; label < LinearModel.LABEL_COUNT; label++) {
                logits[label] *= damping;
            }
        }
    }

    /** What the scores of a text amount to; empty for most texts. */
    public List<Finding> findings(FoldedText text, LinearScores scored) {
        String language = scored.model();
        LinearModel model = models.get(language);
        if (language == null || model == null) {
            return uncovered(text.language);
        }
        List<Finding> findings = List.of();
        List<Span> marked = null;
        for (int label = 0; label < LinearModel.LABEL_COUNT; label++) {
            Category category = LinearModel.LABELS.get(label);
            if (!calibration.covers(language, category)) {
                // Lexicons and rules of the language speak for it alone; the model card says so.
                continue;
            }
            float probability = calibration.probability(language, category, scored.logits()[label]);
            if (probability >= REPORTED) {
                findings = findings.isEmpty() ? new ArrayList<>() : findings;
                WordMarker marker =
                        probability < EXPLAINED || !MARKED.contains(category) ? null : markers.get(language);
                if (marker != null && marked == null) {
                    marked = marker.mark(text);
                }
                List<Span> spans = marker != null && marked != null
                        ? marked
                        : probability < EXPLAINED
                                ? List.<Span>of()
                                : TokenContributions.strongest(text, scored.features, model, label);
                findings.add(signal(category, probability, spans));
            }
        }
        return findings;
    }

    private List<Finding> uncovered(String spoken) {
        Set<Category> uncovered = new HashSet<>(categories());
        uncovered.removeAll(coveredElsewhere.getOrDefault(spoken, Set.of()));
        uncovered.removeAll(coveredElsewhere.getOrDefault("*", Set.of()));
        return uncovered.isEmpty()
                ? List.of()
                : List.of(new Finding.Unavailable(id(), version, uncovered, "no model for language '" + spoken + "'"));
    }

    private Finding signal(Category category, float probability, List<Span> spans) {
        return new Finding.Signal(
                category,
                id(),
                version,
                null,
                new Probability(probability),
                spans,
                spans.isEmpty()
                        ? "Wording resembles posts labelled " + category.id() + "."
                        : "Wording resembles posts labelled " + category.id() + "; the marked words weigh most.");
    }

    private @Nullable String modelFor(String language) {
        if (models.containsKey(language)) {
            return language;
        }
        return language.equals(Language.UNDETERMINED) ? fallback : null;
    }
}
