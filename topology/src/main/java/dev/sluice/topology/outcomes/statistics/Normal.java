package dev.sluice.topology.outcomes.statistics;

/** The standard normal distribution. */
public final class Normal {
    /** The value that 95 of 100 draws lie within on both sides: the usual one of confidence intervals. */
    public static final double Z95 = 1.959963984540054;

    private static final double[] ERF = {0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429};
    private static final double ERF_SCALE = 0.3275911;

    private Normal() {}

    /**
     * The probability of a draw at least as far from 0 as {@code z}, on either side, to within 3 in 10 million: 1 - erf
     * by formula 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical Functions (1964).
     */
    public static double twoSided(double z) {
        if (Double.isNaN(z)) {
            return 1;
        }
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + ERF_SCALE * x);
        double sum = 0;
        for (int i = ERF.length - 1; i >= 0; i--) {
            sum = (sum + ERF[i]) * t;
        }
        return Math.min(1, sum * Math.exp(-x * x));
    }
}
