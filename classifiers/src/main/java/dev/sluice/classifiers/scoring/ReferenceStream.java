package dev.sluice.classifiers.scoring;

import dev.sluice.classifiers.Category;

/**
 * The stream of posts for which probabilities are calibrated: a heated thread, in which one post in five is abusive.
 *
 * <p>Collected data sets say nothing about base rates: in some nine posts in ten are abusive, because they were
 * collected
 * so. Calibrated to them, most ordinary posts would get a probability above any sensible gate; calibrated to a quiet
 * forum,
 * hardly any harmful post would get above one half. The rates below are a choice between the two; at another base
 * rate the
 * log-odds of every probability shift by the difference of the log-odds of the rates (Saerens, Latinne and
 * Decaestecker,
 * "Adjusting the Outputs of a Classifier to New a Priori Probabilities", 2002).
 *
 * <p>Defamation's rate is that among posts which read like an allegation about somebody, as its own model is calibrated: of all
 * posts so few are one that a probability among all would hardly ever reach a half.
 */
public final class ReferenceStream {
    private ReferenceStream() {}

    /** The share of posts that are of a category. */
    public static double rate(Category category) {
        return switch (category) {
            case ABUSE -> 0.2;
            case INSULT, HATE -> 0.15;
            case PROFANITY -> 0.1;
            case THREAT -> 0.05;
            case DEFAMATION -> 0.25;
        };
    }

    /**
     * What to multiply the weights of positives and of negatives by, so that positives make up the rate.
     *
     * @return the factor of negatives, then that of positives; 1 where there are posts of one sort alone
     */
    public static double[] factors(Category category, boolean[] labels, double[] weights) {
        double[] sums = new double[2];
        for (int i = 0; i < labels.length; i++) {
            sums[labels[i] ? 1 : 0] += weights[i];
        }
        if (sums[0] == 0 || sums[1] == 0) {
            return new double[] {1, 1};
        }
        double total = sums[0] + sums[1];
        return new double[] {(1 - rate(category)) * total / sums[0], rate(category) * total / sums[1]};
    }
}
