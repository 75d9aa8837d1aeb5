package dev.sluice.classifiers.scoring;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the weights of lexicon, rules and other detectors count for one category.
 *
 * @param coefficients detector id to the factor of its weights; a detector that is not named counts in full
 * @param cap what the weights of one detector can add or take away at most, in log-odds
 * @param alone log-odds of a post about which no linear model speaks and nothing was found
 */
public record Evidence(Map<String, Float> coefficients, float cap, float alone) {
    /** Copies the coefficients, in the order of their names. */
    public Evidence {
        coefficients = new TreeMap<>(coefficients);
    }

    /** What this sum of weights of one detector adds to the log-odds. */
    public float logOdds(String detector, float weights) {
        return coefficients.getOrDefault(detector, 1f) * Math.max(-cap, Math.min(cap, weights));
    }
}
