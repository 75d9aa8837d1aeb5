package dev.sluice.classifiers;

import dev.sluice.classifiers.linear.LinearModel;

/**
 * What a second look starts from.
 *
 * @param assessment what the cheap detectors found
 * @param linearSpoke whether a linear model covered the text
 * @param linearLogits its logits, not calibrated, in the order of {@link LinearModel#LABELS}; void where none spoke
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle that nobody compares
public record FirstLook(Assessment assessment, boolean linearSpoke, float[] linearLogits) {
    private static final double NEVER_SURE = 1e-6;

    /**
     * What the first look's model says of a category: the linear model's logit, not calibrated; or, where it has no such
     * label, the log-odds of the risk, in which everything else is counted already.
     */
    public float logit(Category category) {
        if (hasLabel(category)) {
            return linearSpoke ? linearLogits[category.ordinal()] : 0;
        }
        double risk = assessment.risk().of(category);
        double p = Math.max(NEVER_SURE, Math.min(1 - NEVER_SURE, risk));
        return (float) Math.log(p / (1 - p));
    }

    /** Whether the linear model has a label for a category, beside which the weights of other findings still count. */
    public boolean hasLabel(Category category) {
        return category.ordinal() < LinearModel.LABEL_COUNT;
    }
}
