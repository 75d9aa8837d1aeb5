package dev.sluice.classifiers.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected figures are worked out by hand. */
class RankingTest {
    private static final Offset<Double> EXACT = within(1e-6);

    /** Descending: + - + + - (5 posts, 3 positives), given out of order. */
    private static Ranking mixed() {
        return new Ranking(new float[] {0.6f, 0.9f, 0.1f, 0.8f, 0.4f}, new boolean[] {true, true, false, false, true});
    }

    @Test
    void aucCountsThePairsInTheRightOrder() {
        // Of 3 x 2 pairs, + at 0.9 beats both negatives, + at 0.6 and at 0.4 beat the one at 0.1: 4 of 6.
        assertThat(mixed().auc()).isCloseTo(4 / 6.0, EXACT);
    }

    @Test
    void aTieCountsHalf() {
        Ranking tied = new Ranking(new float[] {0.5f, 0.5f}, new boolean[] {true, false});

        assertThat(tied.auc()).isCloseTo(0.5, EXACT);
    }

    @Test
    void averagePrecisionWeighsPrecisionByTheRecallGained() {
        // 1/1 at the first, 2/3 at the second, 3/4 at the third positive.
        assertThat(mixed().averagePrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, EXACT);
    }

    @Test
    void f1IsTakenAtTheThreshold() {
        // At 0.6 three are called, two of them right: P 2/3, R 2/3.
        assertThat(mixed().f1(0.6f)).isCloseTo(2 / 3.0, EXACT);
        assertThat(mixed().f1(0.95)).isZero();
    }

    @Test
    void accuracyAndCalledShareAreTakenAtTheThreshold() {
        assertThat(mixed().accuracy(0.6f)).isCloseTo(3 / 5.0, EXACT);
        assertThat(mixed().calledShare(0.6f)).isCloseTo(3 / 5.0, EXACT);
    }

    @Test
    void falsePositivesAreCountedWhereTheRecallIsReached() {
        // All three positives are needed for 0.9, which takes the negative at 0.8 along: 1 of 2.
        assertThat(mixed().falsePositiveRateAtRecall(0.9)).isCloseTo(0.5, EXACT);
        assertThat(mixed().falsePositiveRateAtRecall(0.3)).isZero();
    }

    @Test
    void calibrationErrorIsTheMeanGapOfTheBins() {
        // Bin 0.2: mean 0.25, none of two positive: gap 0.25 x 2; bin 0.7: mean 0.75, both positive: 0.25 x 2.
        Ranking ranking =
                new Ranking(new float[] {0.25f, 0.25f, 0.75f, 0.75f}, new boolean[] {false, false, true, true});

        assertThat(ranking.reliability().error()).isCloseTo(0.25, EXACT);
    }

    @Test
    void figuresThatDoNotExistAreNaN() {
        Figures figures = Figures.of(new Ranking(new float[] {0.5f}, new boolean[] {true}), 0.5, 0.2);

        assertThat(figures.auc()).isNaN();
        assertThat(figures.falsePositiveRateAtRecall90()).isNaN();
        assertThat(figures.accuracy()).isEqualTo(1);
    }

    @Test
    void scoresAndLabelsMustBeEqualInNumber() {
        assertThatThrownBy(() -> new Ranking(new float[2], new boolean[3])).hasMessage("2 scores for 3 labels");
    }
}
