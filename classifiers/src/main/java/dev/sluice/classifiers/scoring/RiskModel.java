package dev.sluice.classifiers.scoring;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.LinearScores;
import dev.sluice.classifiers.linear.LogitCalibration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns logits and weights into one probability per category: calibrated log-odds of the linear model of the text's
 * language plus the capped weights of each other detector, then the logistic function. Insult, threat and hate imply
 * abuse, so abuse is never less than any of them; profanity need not be aimed at anybody and implies nothing.
 *
 * <p>Base rate: probabilities hold for a stream like the reference of the training, in which the harmful are more
 * common
 * than in a quiet community. There the order of posts stays right and the probabilities are too high; thresholds in a
 * policy are therefore set by what they catch and miss, not read as shares.
 */
public final class RiskModel implements LogitCalibration {
    /**
     * Log-odds of a post about which nothing is known: 2 in 100, between the 1 in 100 of an ordinary discussion page
     * and
     * what a heated thread has.
     */
    public static final float NOTHING_KNOWN = (float) StrictMath.log(0.02 / 0.98);

    /** How much the weights of one detector may add or take away where nothing better is known, in log-odds. */
    public static final float CAP = 6;

    private static final float DEFAULT_THRESHOLD = 0.5f;

    /** No linear model; every weight counts in full. */
    public static final RiskModel WEIGHTS_ALONE = new RiskModel(Map.of(), weightsAlone());

    private final Map<String, Map<Category, Calibration>> calibrations = new LinkedHashMap<>();
    private final Map<Category, Evidence> evidence;

    /**
     * A risk model.
     *
     * @param calibrations for each language with a linear model, a calibration of every label that it speaks for; the
     *     first language is the one whose thresholds figures use
     * @param evidence for each category how other detectors count
     */
    public RiskModel(Map<String, Map<Category, Calibration>> calibrations, Map<Category, Evidence> evidence) {
        for (Map.Entry<String, Map<Category, Calibration>> entry : calibrations.entrySet()) {
            if (entry.getValue().isEmpty()) {
                throw new IllegalArgumentException("risk model: language '" + entry.getKey() + "' has no calibration");
            }
            this.calibrations.put(entry.getKey(), new EnumMap<>(entry.getValue()));
        }
        this.evidence = new EnumMap<>(Category.class);
        this.evidence.putAll(evidence);
        for (Category category : Category.values()) {
            if (!this.evidence.containsKey(category)) {
                throw new IllegalArgumentException("risk model: no evidence of '" + category.id() + "'");
            }
        }
    }

    private static Map<Category, Evidence> weightsAlone() {
        Map<Category, Evidence> evidence = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            evidence.put(category, new Evidence(Map.of(), CAP, NOTHING_KNOWN));
        }
        return evidence;
    }

    /** The languages that it has calibrations for. */
    public List<String> languages() {
        return List.copyOf(calibrations.keySet());
    }

    /** The calibration of one label of one language's model. */
    public Calibration calibration(String language, Category category) {
        Map<Category, Calibration> ofLanguage = calibrations.get(language);
        Calibration calibration = ofLanguage == null ? null : ofLanguage.get(category);
        if (calibration == null) {
            throw new IllegalArgumentException("risk model: no calibration of '" + category.id() + "' for language '"
                    + language + "'; there are " + calibrations.keySet());
        }
        return calibration;
    }

    /** The probability from which on figures call a post positive; that of the first language. */
    public float threshold(Category category) {
        return calibrations.isEmpty() || !covers(languages().get(0), category)
                ? DEFAULT_THRESHOLD
                : calibration(languages().get(0), category).threshold();
    }

    /** How the detectors other than linear models count for a category. */
    public Evidence evidence(Category category) {
        Evidence found = evidence.get(category);
        if (found == null) {
            throw new IllegalStateException("risk model: no evidence of '" + category.id() + "'");
        }
        return found;
    }

    @Override
    public boolean covers(String model, Category category) {
        Map<Category, Calibration> ofLanguage = calibrations.get(model);
        return ofLanguage != null && ofLanguage.containsKey(category);
    }

    @Override
    public float probability(String model, Category category, float logit) {
        return logistic(calibration(model, category).logOdds(logit));
    }

    /**
     * The risk of a text.
     *
     * @param linear what a linear model said, if any did
     * @param findings all findings; a probability counts for categories that no linear model has
     */
    public RiskScores score(LinearScores linear, List<Finding> findings) {
        return risk(logOdds(linear, findings));
    }

    /**
     * The log-odds behind the risk of a text, one per category by its ordinal: for those who put something better in the
     * place of one of them.
     *
     * @param linear what a linear model said, if any did
     * @param findings all findings; a probability counts for categories that no linear model has
     */
    public float[] logOdds(LinearScores linear, List<Finding> findings) {
        float[] odds = new float[Category.values().length];
        String language = linear.model();
        for (Category category : Category.values()) {
            int label = category.ordinal();
            odds[label] = language != null && label < LinearModel.LABEL_COUNT && covers(language, category)
                    ? calibration(language, category).logOdds(linear.logits()[label])
                    : evidence(category).alone();
        }
        takeProbabilities(findings, odds);
        addWeights(findings, odds);
        return odds;
    }

    /**
     * What the weights of findings add to the log-odds beside a model, one sum per category by its ordinal.
     *
     * @param findings all findings; those without a weight are passed over
     */
    public float[] evidenceLogOdds(List<Finding> findings) {
        float[] odds = new float[Category.values().length];
        addWeights(findings, odds);
        return odds;
    }

    /** The risk that these log-odds stand for, one per category by its ordinal. */
    public static RiskScores risk(float[] logOdds) {
        float insult = logistic(logOdds[Category.INSULT.ordinal()]);
        float threat = logistic(logOdds[Category.THREAT.ordinal()]);
        float hate = logistic(logOdds[Category.HATE.ordinal()]);
        float abuse = logistic(logOdds[Category.ABUSE.ordinal()]);
        return new RiskScores(
                Math.max(Math.max(abuse, hate), Math.max(insult, threat)),
                insult,
                threat,
                logistic(logOdds[Category.PROFANITY.ordinal()]),
                hate,
                logistic(logOdds[Category.DEFAMATION.ordinal()]));
    }

    /** A probability is the whole of what is known where no linear model has the label; beside one it is a part of it. */
    private static void takeProbabilities(List<Finding> findings, float[] odds) {
        for (Finding finding : findings) {
            if (finding instanceof Finding.Signal signal
                    && signal.score() instanceof Finding.Score.Probability probability
                    && signal.category().ordinal() >= LinearModel.LABEL_COUNT) {
                int label = signal.category().ordinal();
                double p = Math.max(1e-6, Math.min(1 - 1e-6, probability.value()));
                odds[label] = Math.max(odds[label], (float) Math.log(p / (1 - p)));
            }
        }
    }

    private void addWeights(List<Finding> findings, float[] odds) {
        if (findings.isEmpty()) {
            return;
        }
        Map<String, float[]> sums = WeightSums.byDetector(findings);
        sums.forEach((detector, weights) -> {
            for (Category category : Category.values()) {
                odds[category.ordinal()] += evidence(category).logOdds(detector, weights[category.ordinal()]);
            }
        });
    }

    private static float logistic(float logOdds) {
        return (float) (1 / (1 + Math.exp(-logOdds)));
    }
}
