package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.Category;

/** Turns the logit of a linear model into a probability. */
public interface LogitCalibration {
    /**
     * The probability that a text with this logit is of the category.
     *
     * @param model language of the model, BCP 47 primary tag
     * @param category one of {@link LinearModel#LABELS}
     * @param logit log-odds as the model gives them
     */
    float probability(String model, Category category, float logit);

    /**
     * Whether a model speaks for a category: one that has seen too few posts of it does not.
     *
     * @param model language of the model, BCP 47 primary tag
     * @param category one of {@link LinearModel#LABELS}
     */
    default boolean covers(String model, Category category) {
        return true;
    }
}
