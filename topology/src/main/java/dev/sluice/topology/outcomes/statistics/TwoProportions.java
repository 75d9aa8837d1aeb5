package dev.sluice.topology.outcomes.statistics;

/** Whether two proportions differ by more than chance. */
public final class TwoProportions {
    private TwoProportions() {}

    /**
     * The two-sided p-value of the pooled two-proportion z-test (for instance Fleiss, "Statistical Methods for Rates and
     * Proportions", 2nd edition 1981, section 2.2, without continuity correction). 1 where either side has no case or
     * both are all or nothing.
     */
    public static double pValue(Proportion first, Proportion second) {
        return Normal.twoSided(z(first, second));
    }

    /** The statistic of the same test: positive where the second proportion is the larger one. */
    public static double z(Proportion first, Proportion second) {
        double n1 = first.effectiveCases();
        double n2 = second.effectiveCases();
        if (n1 == 0 || n2 == 0) {
            return 0;
        }
        double pooled = (first.rate() * n1 + second.rate() * n2) / (n1 + n2);
        double variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
        return variance == 0 ? 0 : (second.rate() - first.rate()) / Math.sqrt(variance);
    }
}
