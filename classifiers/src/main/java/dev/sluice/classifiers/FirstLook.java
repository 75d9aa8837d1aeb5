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
public record FirstLook(Assessment assessment, boolean linearSpoke, float[] linearLogits) {}
