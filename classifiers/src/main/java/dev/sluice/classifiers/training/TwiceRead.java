package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.transformer.Stacking;
import java.util.Map;

/**
 * A labelled post and what either look's model says about it; numbers are by the ordinal of their category.
 *
 * @param source where it comes from
 * @param weight how much it counts
 * @param labels what people say
 * @param linear the first look's logits
 * @param transformer the transformer's logits
 * @param evidence what the weights of other detectors add to the log-odds
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of columns that nobody compares
record TwiceRead(
        String source,
        float weight,
        Map<Category, Boolean> labels,
        float[] linear,
        float[] transformer,
        float[] evidence) {

    /** The post in the fit of a category for which it has a label. */
    StackingFit.Row row(Category category) {
        int at = category.ordinal();
        return new StackingFit.Row(
                source, linear[at], transformer[at], evidence[at], labels.getOrDefault(category, false), weight);
    }

    /** Log-odds of both looks together. */
    double logOdds(Category category, Stacking.Coefficients coefficients) {
        int at = category.ordinal();
        return coefficients.logOdds(linear[at], transformer[at]) + coefficients.evidence() * evidence[at];
    }
}
