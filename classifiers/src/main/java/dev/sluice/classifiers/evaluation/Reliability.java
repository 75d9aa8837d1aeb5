package dev.sluice.classifiers.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: posts in ten bins by probability, and the share of positives in each.
 *
 * @param baseRate the share of positives to which posts are weighted; NaN where each counts once
 * @param bins the bins that hold posts, from the lowest
 * @param error expected calibration error: how far, on average, the share of positives in a bin lies from its mean
 *     probability (Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning",
 *     2015)
 */
public record Reliability(double baseRate, List<Bin> bins, double error) {
    private static final int BINS = 10;

    /**
     * Posts with similar probabilities.
     *
     * @param from lowest probability of the bin
     * @param posts how many posts
     * @param probability their mean probability
     * @param positives the share of positives among them
     */
    public record Bin(double from, int posts, double probability, double positives) {}

    /** Copies the bins. */
    public Reliability {
        bins = List.copyOf(bins);
    }

    /** With every post counted once. */
    public static Reliability of(double[] scores, boolean[] labels) {
        return of(scores, labels, Double.NaN, 1, 1);
    }

    /**
     * With positives and negatives weighted so that positives make up a base rate; without weights where posts are of one
     * sort alone.
     */
    public static Reliability at(double baseRate, double[] scores, boolean[] labels) {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        if (positives == 0 || positives == labels.length) {
            return of(scores, labels);
        }
        double total = labels.length;
        return of(scores, labels, baseRate, (1 - baseRate) * total / (total - positives), baseRate * total / positives);
    }

    private static Reliability of(
            double[] scores, boolean[] labels, double baseRate, double negative, double positive) {
        int[] posts = new int[BINS];
        double[] weights = new double[BINS];
        double[] sums = new double[BINS];
        double[] hits = new double[BINS];
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            int bin = Math.min(BINS - 1, (int) (scores[i] * BINS));
            double weight = labels[i] ? positive : negative;
            posts[bin]++;
            weights[bin] += weight;
            sums[bin] += weight * scores[i];
            hits[bin] += labels[i] ? weight : 0;
            total += weight;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (posts[bin] > 0) {
                bins.add(new Bin(bin / (double) BINS, posts[bin], sums[bin] / weights[bin], hits[bin] / weights[bin]));
                error += Math.abs(sums[bin] - hits[bin]) / total;
            }
        }
        return new Reliability(baseRate, bins, total == 0 ? Double.NaN : error);
    }
}
