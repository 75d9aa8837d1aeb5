package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Assessment;

/**
 * The probabilities that leave a post uncertain: neither harmless enough to pass nor telling enough to act on.
 *
 * @param from lowest uncertain probability
 * @param to probability from which on it is no longer uncertain
 */
public record UncertainBand(double from, double to) {
    /** What figures call uncertain; what a second look is asked for is up to the policy, whose bands are narrower. */
    public static final UncertainBand USUAL = new UncertainBand(0.15, 0.85);

    /** Refuses what is no range of probabilities. */
    public UncertainBand {
        if (!(from >= 0 && from < to && to <= 1)) {
            throw new IllegalArgumentException("band is " + from + " to " + to + "; allowed: 0 <= from < to <= 1");
        }
    }

    /** Whether the highest risk of an assessment lies in the band. */
    public boolean holds(Assessment assessment) {
        float highest = assessment.risk().highest();
        return highest >= from && highest < to;
    }
}
