package dev.sluice.topology.outcomes.statistics;

/** How far a distribution has moved. */
public final class PopulationStability {
    /** Added to each bin, so that an empty one does not make the index infinite. */
    private static final double SMOOTHING = 0.5;

    private PopulationStability() {}

    /**
     * The population stability index: the sum over bins of (q - p) ln(q / p), for the shares p before and q now (Siddiqi,
     * "Credit Risk Scorecards", 2006, chapter 8; it is the symmetric divergence of Jeffreys). 0 where nothing has moved;
     * by custom below 0.1 is little and above 0.25 is much.
     *
     * @throws IllegalArgumentException where the bins differ in number
     */
    public static double index(long[] before, long[] now) {
        if (before.length != now.length || before.length == 0) {
            throw new IllegalArgumentException(
                    "there are " + before.length + " and " + now.length + " bins; allowed: as many, at least one");
        }
        double beforeSum = sum(before);
        double nowSum = sum(now);
        double index = 0;
        for (int bin = 0; bin < before.length; bin++) {
            double p = (before[bin] + SMOOTHING) / beforeSum;
            double q = (now[bin] + SMOOTHING) / nowSum;
            index += (q - p) * Math.log(q / p);
        }
        return index;
    }

    private static double sum(long[] counts) {
        double sum = SMOOTHING * counts.length;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
