package dev.sluice.topology.outcomes.statistics;

import java.util.Arrays;

/** The closest sequence that never falls. */
public final class MonotoneFit {
    private MonotoneFit() {}

    /**
     * The weighted least-squares fit that never falls, by pooling neighbours that do (Ayer, Brunk, Ewing, Reid and
     * Silverman, "An Empirical Distribution Function for Sampling with Incomplete Information", Annals of Mathematical
     * Statistics 26, 1955). A place without weight takes the value of the pool before it; one at the start that of the
     * pool behind it. Where nothing has weight, all are 0.
     *
     * @throws IllegalArgumentException where values and weights differ in number
     */
    public static double[] rising(double[] values, double[] weights) {
        if (values.length != weights.length) {
            throw new IllegalArgumentException(
                    "there are " + values.length + " values and " + weights.length + " weights; allowed: as many");
        }
        double[] means = new double[values.length];
        double[] sums = new double[values.length];
        int[] ends = new int[values.length];
        int pools = 0;
        for (int place = 0; place < values.length; place++) {
            means[pools] = weights[place] > 0 ? values[place] : 0;
            sums[pools] = Math.max(0, weights[place]);
            ends[pools++] = place + 1;
            while (pools > 1 && mustPool(means, sums, pools)) {
                pool(means, sums, ends, pools--);
            }
        }
        double[] fit = new double[values.length];
        int start = 0;
        for (int pool = 0; pool < pools; pool++) {
            Arrays.fill(fit, start, ends[pool], means[pool]);
            start = ends[pool];
        }
        return fit;
    }

    private static boolean mustPool(double[] means, double[] sums, int pools) {
        return sums[pools - 1] == 0 || sums[pools - 2] == 0 || means[pools - 2] >= means[pools - 1];
    }

    private static void pool(double[] means, double[] sums, int[] ends, int pools) {
        int left = pools - 2;
        double sum = sums[left] + sums[left + 1];
        means[left] = sum == 0 ? 0 : (means[left] * sums[left] + means[left + 1] * sums[left + 1]) / sum;
        sums[left] = sum;
        ends[left] = ends[left + 1];
    }
}
