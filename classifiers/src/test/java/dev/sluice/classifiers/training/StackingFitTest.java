package dev.sluice.classifiers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.scoring.ReferenceStream;
import dev.sluice.classifiers.training.StackingFit.Row;
import dev.sluice.classifiers.transformer.Stacking;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StackingFitTest {
    /** Posts whose labels follow known factors. */
    private static List<Row> rows(double linear, double transformer, double evidence, double intercept) {
        Random random = new Random(11);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            float l = (float) random.nextGaussian() * 2;
            float t = (float) random.nextGaussian() * 2;
            float e = random.nextInt(4) == 0 ? random.nextFloat() * 3 : 0;
            double odds = linear * l + transformer * t + evidence * e + intercept;
            rows.add(new Row("made", l, t, e, random.nextDouble() < 1 / (1 + Math.exp(-odds)), 1));
        }
        return rows;
    }

    @Test
    void knownFactorsAreFoundAgain() {
        Stacking.Coefficients found = StackingFit.fit(Category.HATE, rows(0.4, 1.2, 0.6, -1));

        assertThat(found.linear()).isCloseTo(0.4, within(0.1));
        assertThat(found.transformer()).isCloseTo(1.2, within(0.1));
        assertThat(found.evidence()).isCloseTo(0.6, within(0.1));
    }

    @Test
    void whatASourceCallsByAnotherNameMovesNoFactor() {
        List<Row> rows = new ArrayList<>(rows(0.4, 1.2, 0.6, -1));
        // Full of evidence, as of reclaimed words, and nearly nothing of it is called hate.
        rows(0.4, 1.2, 0.6, -7)
                .forEach(row -> rows.add(new Row(
                        "strict",
                        row.linearLogit(),
                        row.transformerLogit(),
                        row.evidence() + 3,
                        row.label(),
                        row.weight())));

        Stacking.Coefficients found = StackingFit.fit(Category.HATE, rows);

        assertThat(found.evidence() / found.transformer()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void probabilitiesMeanTheBaseRateOfTheReference() {
        List<Row> rows = rows(0.4, 1.2, 0.6, 1);
        Stacking.Coefficients found = StackingFit.fit(Category.HATE, rows);

        double[] sums = new double[2];
        double[] counts = new double[2];
        for (Row row : rows) {
            double odds = found.logOdds(row.linearLogit(), row.transformerLogit()) + found.evidence() * row.evidence();
            sums[row.label() ? 1 : 0] += 1 / (1 + Math.exp(-odds));
            counts[row.label() ? 1 : 0]++;
        }
        double rate = ReferenceStream.rate(Category.HATE);

        assertThat(rate * sums[1] / counts[1] + (1 - rate) * sums[0] / counts[0])
                .isCloseTo(rate, within(0.01));
    }

    @Test
    void nothingCountsAgainstItsOwnCategory() {
        Stacking.Coefficients found = StackingFit.fit(Category.ABUSE, rows(-0.8, 1, -0.5, 0));

        assertThat(found.linear()).isZero();
        assertThat(found.evidence()).isZero();
        assertThat(found.transformer()).isPositive();
    }

    @Test
    void evidenceCountsAtMostInFull() {
        assertThat(StackingFit.fit(Category.ABUSE, rows(0.5, 1, 3, 0)).evidence())
                .isEqualTo(1);
    }

    @Test
    void aCategoryWithoutLinearModelIsFittedToTheTransformer() {
        List<Row> rows = rows(0, 1, 0, -1).stream()
                .map(row -> new Row("made", 0, row.transformerLogit(), 0, row.label(), 1))
                .toList();

        Stacking.Coefficients found = StackingFit.fit(Category.DEFAMATION, rows);

        assertThat(found.linear()).isZero();
        assertThat(found.transformer()).isCloseTo(1, within(0.1));
    }

    @Test
    void postsOfOneSortAreRefused() {
        assertThatThrownBy(() -> StackingFit.fit(Category.HATE, List.of(new Row("made", 1, 1, 0, true, 1))))
                .hasMessage("stacking of 'hate': 1 of 1 posts are positive; there must be some of both sorts");
    }
}
