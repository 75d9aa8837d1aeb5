package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Category;
import org.jspecify.annotations.Nullable;

/**
 * What a label of a model means here.
 *
 * @param category the risk that it speaks for
 * @param slope factor of the log-odds of the model's probability, to calibrate it; 1 where it is believed as it is
 * @param intercept added to them
 * @param threshold calibrated probabilities below are not reported
 * @param weight what the label adds to the log-odds of the risk at probability 1, and in proportion below; null where it
 *     is only reported, with its probability, for policies to name
 */
public record LabelMeaning(
        Category category,
        float slope,
        float intercept,
        float threshold,
        @Nullable Float weight) {
    private static final double NARROWEST = 1e-6;

    /** The calibrated probability. */
    double calibrated(double probability) {
        double p = Math.max(NARROWEST, Math.min(1 - NARROWEST, probability));
        return 1 / (1 + Math.exp(-(slope * Math.log(p / (1 - p)) + intercept)));
    }
}
