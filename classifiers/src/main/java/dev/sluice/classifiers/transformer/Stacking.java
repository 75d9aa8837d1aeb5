package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.Category;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the second look's opinion and the first's are combined, for each category by logistic regression on posts that
 * neither had been trained on (Wolpert, "Stacked Generalization", 1992). Immutable.
 *
 * @param coefficients categories that the second look speaks for; the others stay as the first look left them
 */
public record Stacking(Map<Category, Coefficients> coefficients) {
    /** Copies the map. */
    public Stacking {
        if (coefficients.isEmpty()) {
            throw new IllegalArgumentException("second look: no category; at least one is needed");
        }
        coefficients = new EnumMap<>(coefficients);
    }

    /**
     * Log-odds are {@code linear * linearLogit + transformer * transformerLogit + intercept + evidence * evidenceLogOdds}.
     *
     * @param linear factor of the linear model's logit, as the model gives it
     * @param transformer factor of the transformer's logit
     * @param intercept added
     * @param evidence factor of what lexicon, rules and other weighing detectors add up to beside the linear model; at
     *     most what they count there, since the transformer has read the same words
     */
    public record Coefficients(double linear, double transformer, double intercept, double evidence) {
        /** Refuses what is no number. */
        public Coefficients {
            double sum = linear + transformer + intercept + evidence;
            if (!Double.isFinite(sum)) {
                throw new IllegalArgumentException("second look: a coefficient is not finite");
            }
        }

        /** Log-odds by the two models alone. */
        public double logOdds(double linearLogit, double transformerLogit) {
            return linear * linearLogit + transformer * transformerLogit + intercept;
        }
    }
}
