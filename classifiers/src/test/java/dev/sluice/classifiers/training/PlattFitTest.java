package dev.sluice.classifiers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattFitTest {
    @Test
    void theParametersThatMadeTheLabelsAreFoundAgain() {
        int n = 40_000;
        Random random = new Random(11);
        double[][] inputs = new double[n][];
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i++) {
            double logit = random.nextGaussian() * 2;
            inputs[i] = new double[] {logit, 1};
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-(1.7 * logit - 0.8)));
        }
        double[] weights = new double[n];
        Arrays.fill(weights, 1);

        double[] fitted =
                PlattFit.fit(new PlattFit.Points(inputs, new double[n], labels, weights), new double[] {1, 0}, 1e-6);

        assertThat(fitted[0]).isCloseTo(1.7, within(0.08));
        assertThat(fitted[1]).isCloseTo(-0.8, within(0.08));
    }

    @Test
    void withoutPostsThePriorStays() {
        PlattFit.Points nothing = new PlattFit.Points(new double[0][], new double[0], new boolean[0], new double[0]);

        assertThat(PlattFit.fit(nothing, new double[] {0.5, 0.25}, 1)).containsExactly(0.5, 0.25);
    }

    @Test
    void separablePostsGiveFiniteParameters() {
        PlattFit.Points separable = new PlattFit.Points(
                new double[][] {{-1, 1}, {1, 1}}, new double[2], new boolean[] {false, true}, new double[] {1, 1});

        assertThat(Arrays.stream(PlattFit.fit(separable, new double[] {1, 0}, 0.1)))
                .allMatch(Double::isFinite);
    }
}
