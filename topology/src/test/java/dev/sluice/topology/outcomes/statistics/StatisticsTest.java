package dev.sluice.topology.outcomes.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each formula against values that others have worked out. */
class StatisticsTest {
    private static final Offset<Double> FOUR_DIGITS = within(0.00005);

    /** Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void scoreIntervalIsWilsons(long successes, long trials, double low, double high) {
        Interval interval = Proportion.of(successes, trials).interval();
        assertThat(interval.low()).isCloseTo(low, FOUR_DIGITS);
        assertThat(interval.high()).isCloseTo(high, FOUR_DIGITS);
    }

    @Test
    void nothingSeenIsNothingKnown() {
        assertThat(Proportion.NONE.rate()).isNaN();
        assertThat(Proportion.NONE.interval()).isEqualTo(Interval.UNKNOWN);
    }

    @Test
    void aCaseCountsForThoseThatItStandsFor() {
        Proportion drawn = Proportion.NONE.plus(true, 1).plus(true, 1).plus(false, 100);
        assertThat(drawn.rate()).isCloseTo(2 / 102.0, within(1e-12));
        assertThat(drawn.effectiveCases())
                .as("(1 + 1 + 100)^2 / (1 + 1 + 10000)")
                .isCloseTo(1.0402, FOUR_DIGITS);
        assertThat(drawn.interval().high()).isGreaterThan(0.7);
    }

    @Test
    void equalWeightsChangeNeitherRateNorInterval() {
        Proportion weighted = Proportion.NONE;
        for (int i = 0; i < 29; i++) {
            weighted = weighted.plus(i == 0, 50);
        }
        Interval plain = Proportion.of(1, 29).interval();
        assertThat(weighted.interval().low()).isCloseTo(plain.low(), within(1e-9));
        assertThat(weighted.interval().high()).isCloseTo(plain.high(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0.317311", "1.959964, 0.05", "-2.575829, 0.01", "4, 0.0000633"})
    void tailsAreThoseOfTheNormalDistribution(double z, double p) {
        assertThat(Normal.twoSided(z)).isCloseTo(p, within(0.000001));
    }

    /** Worked by hand: pooled 0.15, standard error 0.050498. */
    @Test
    void twoProportionsAreComparedByTheirPooledVariance() {
        assertThat(TwoProportions.z(Proportion.of(10, 100), Proportion.of(20, 100)))
                .isCloseTo(1.98030, FOUR_DIGITS);
        assertThat(TwoProportions.pValue(Proportion.of(10, 100), Proportion.of(20, 100)))
                .isCloseTo(0.04767, FOUR_DIGITS);
    }

    @Test
    void twoProportionsThatAreAllOrNothingDoNotDiffer() {
        assertThat(TwoProportions.pValue(Proportion.of(0, 5), Proportion.of(0, 9)))
                .isCloseTo(1, within(1e-6));
        assertThat(TwoProportions.pValue(Proportion.NONE, Proportion.of(3, 9))).isCloseTo(1, within(1e-6));
    }

    /** 0.1 ln 1.2 - 0.1 ln 0.8. */
    @Test
    void stabilityIndexIsTheSumOverBins() {
        double index = PopulationStability.index(new long[] {5_000_000, 5_000_000}, new long[] {6_000_000, 4_000_000});
        assertThat(index).isCloseTo(0.0405465, within(0.000001));
        assertThat(PopulationStability.index(new long[] {7, 9}, new long[] {7, 9}))
                .isZero();
    }

    @Test
    void stabilityIndexOfAnEmptyBinIsFinite() {
        assertThat(PopulationStability.index(new long[] {10, 0}, new long[] {0, 10}))
                .isFinite()
                .isGreaterThan(1);
    }

    @Test
    void fitPoolsNeighboursThatFall() {
        assertThat(MonotoneFit.rising(new double[] {1, 3, 2, 4}, new double[] {1, 1, 1, 1}))
                .containsExactly(1, 2.5, 2.5, 4);
        assertThat(MonotoneFit.rising(new double[] {3, 1}, new double[] {3, 1})).containsExactly(2.5, 2.5);
    }

    @Test
    void fitPassesOverPlacesWithoutWeight() {
        assertThat(MonotoneFit.rising(new double[] {Double.NaN, 2, Double.NaN, 5}, new double[] {0, 1, 0, 1}))
                .containsExactly(2, 2, 2, 5);
        assertThat(MonotoneFit.rising(new double[] {Double.NaN}, new double[] {0}))
                .containsExactly(0);
    }

    @Test
    void impossibleSamplesAreRefused() {
        assertThatThrownBy(() -> Proportion.of(3, 2)).hasMessageContaining("3 successes of 2");
        assertThatThrownBy(() -> Proportion.NONE.plus(true, 0)).hasMessageContaining("weight is 0.0");
        assertThatThrownBy(() -> PopulationStability.index(new long[1], new long[2]))
                .hasMessageContaining("1 and 2 bins");
    }
}
