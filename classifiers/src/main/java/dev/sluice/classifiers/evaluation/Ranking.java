package dev.sluice.classifiers.evaluation;

import java.util.Arrays;

/**
 * Figures of a list of probabilities with their true labels. Figures that do not exist (there are no positives, or no
 * negatives) are NaN.
 */
public final class Ranking {
    private final double[] scores;
    private final boolean[] labels;
    private final int positives;

    /**
     * Ranks posts.
     *
     * @param scores a probability each
     * @param labels whether it is one
     */
    public Ranking(float[] scores, boolean[] labels) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + labels.length + " labels");
        }
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Float.compare(scores[b], scores[a]));
        this.scores = new double[scores.length];
        this.labels = new boolean[scores.length];
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            this.scores[i] = scores[order[i]];
            this.labels[i] = labels[order[i]];
            count += this.labels[i] ? 1 : 0;
        }
        this.positives = count;
    }

    /** How many posts. */
    public int size() {
        return scores.length;
    }

    /** How many of them are positive. */
    public int positives() {
        return positives;
    }

    /** Area under the ROC curve: the chance that a positive lies above a negative; ties count half. */
    public double auc() {
        double negatives = scores.length - positives;
        double above = 0;
        double won = 0;
        for (int i = 0; i < scores.length; ) {
            int end = endOfTie(i);
            int tiedPositives = positivesIn(i, end);
            int tiedNegatives = end - i - tiedPositives;
            won += tiedNegatives * (above + tiedPositives / 2.0);
            above += tiedPositives;
            i = end;
        }
        return won / (positives * negatives);
    }

    /** Average precision: precision at each threshold, weighted by the recall that it gains. */
    public double averagePrecision() {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < scores.length; ) {
            int end = endOfTie(i);
            int tied = positivesIn(i, end);
            found += tied;
            sum += tied * (double) found / end;
            i = end;
        }
        return sum / positives;
    }

    /** F1 where everything with at least this probability is called positive; 0 where nothing positive is found. */
    public double f1(double threshold) {
        int found = 0;
        int called = 0;
        while (called < scores.length && scores[called] >= threshold) {
            found += labels[called] ? 1 : 0;
            called++;
        }
        return positives == 0 ? Double.NaN : 2.0 * found / (called + positives);
    }

    /** The share of posts that are called right where everything with at least this probability is called positive. */
    public double accuracy(double threshold) {
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            right += labels[i] == (scores[i] >= threshold) ? 1 : 0;
        }
        return right / (double) scores.length;
    }

    /** The share of posts with at least this probability. */
    public double calledShare(double threshold) {
        int called = 0;
        while (called < scores.length && scores[called] >= threshold) {
            called++;
        }
        return called / (double) scores.length;
    }

    /** The share of negatives called positive at the highest threshold that finds this share of the positives. */
    public double falsePositiveRateAtRecall(double recall) {
        if (positives == 0 || positives == scores.length) {
            return Double.NaN;
        }
        int needed = (int) Math.ceil(recall * positives - 1e-9);
        int found = 0;
        int i = 0;
        while (found < needed) {
            int end = endOfTie(i);
            found += positivesIn(i, end);
            i = end;
        }
        return (i - found) / (double) (scores.length - positives);
    }

    /** Reliability with every post counted once. */
    public Reliability reliability() {
        return Reliability.of(scores, labels);
    }

    /** Reliability with posts weighted so that positives make up a base rate. */
    public Reliability reliability(double baseRate) {
        return Reliability.at(baseRate, scores, labels);
    }

    private int endOfTie(int from) {
        int end = from + 1;
        while (end < scores.length && scores[end] == scores[from]) {
            end++;
        }
        return end;
    }

    private int positivesIn(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += labels[i] ? 1 : 0;
        }
        return count;
    }
}
