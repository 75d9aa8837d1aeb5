package dev.sluice.app.outcomes;

import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.topology.outcomes.reports.Counts;
import dev.sluice.topology.outcomes.statistics.Interval;
import dev.sluice.topology.outcomes.statistics.MonotoneFit;
import dev.sluice.topology.outcomes.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * From which probability on posts should go to a person, for what people can look at in a day: the lowest threshold whose
 * cases fit. More capacity never gives a higher one.
 *
 * <p>How many posts score so high is counted for all posts. How many of them are what they score is estimated from labels,
 * each counting for the posts that it stands for, and is made to rise with the score. Posts that were let through are seen
 * only where the quality sample draws them: without such labels below the threshold, recall is not known.
 */
public final class Thresholds {
    /** The threshold of a capacity that not even the highest bin fits into: nothing goes to people by it. */
    private static final double NONE = 1;

    private Thresholds() {}

    /**
     * A recommendation.
     *
     * @param category the category
     * @param threshold from this probability on
     * @param casesPerDay how many cases that makes a day
     * @param precision how many of them are what they score, as far as labels tell; null where they do not
     * @param interval the interval of the labels at and above the threshold
     * @param recall how many of all such posts are among them; null where it is not known
     * @param labels labels at and above the threshold
     */
    public record Recommendation(
            String category,
            double threshold,
            double casesPerDay,
            @Nullable Double precision,
            Interval interval,
            @Nullable Double recall,
            long labels) {}

    /**
     * Recommends a threshold for each category.
     *
     * @param capacity cases a day that people can look at, for each category alone
     * @param days how many days the data covers
     */
    public static List<Recommendation> of(OutcomeData data, double capacity, long days) {
        if (!(capacity > 0) || days < 1) {
            throw new IllegalArgumentException(
                    "capacity is " + capacity + " on " + days + " days; allowed: more than 0 cases, at least one day");
        }
        List<Recommendation> recommendations = new ArrayList<>();
        Tallies tallies = data.tallies();
        for (String category : RiskValues.CATEGORIES) {
            Bins bins = Bins.of(Drift.bins(tallies, category), data.labels(), category);
            recommendations.add(bins.recommend(category, capacity, days));
        }
        return recommendations;
    }

    private record Bins(long[] posts, Proportion[] judged, boolean[] sampled) {
        static Bins of(long[] posts, List<Label> labels, String category) {
            Proportion[] judged = new Proportion[posts.length];
            java.util.Arrays.fill(judged, Proportion.NONE);
            boolean[] sampled = new boolean[posts.length];
            for (Label label : labels) {
                Boolean found = label.getCategories().get(category);
                if (found != null && label.getAutomatic() && label.getKind() != LabelKind.APPEAL) {
                    int bin = Counts.riskBin(RiskValues.of(label.getRisk(), category));
                    judged[bin] = judged[bin].plus(found, label.getWeight());
                    sampled[bin] |= label.getKind() == LabelKind.SAMPLE;
                }
            }
            return new Bins(posts, judged, sampled);
        }

        Recommendation recommend(String category, double capacity, long days) {
            int lowest = posts.length;
            long above = 0;
            while (lowest > 0 && above + posts[lowest - 1] <= capacity * days) {
                above += posts[--lowest];
            }
            Proportion seen = sum(bin -> judged[bin], lowest);
            double[] fit = fit();
            double found = expected(fit, lowest);
            double all = expected(fit, 0);
            boolean known = seen.cases() > 0 && above > 0;
            boolean knowsBelow = isSampledBelow(lowest) || lowest == 0;
            return new Recommendation(
                    category,
                    lowest == posts.length ? NONE : lowest / (double) posts.length,
                    above / (double) days,
                    known ? found / above : null,
                    seen.interval(),
                    known && knowsBelow && all > 0 ? found / all : null,
                    seen.cases());
        }

        private double[] fit() {
            double[] rates = new double[posts.length];
            double[] weights = new double[posts.length];
            for (int bin = 0; bin < posts.length; bin++) {
                rates[bin] = judged[bin].cases() == 0 ? 0 : judged[bin].rate();
                weights[bin] = judged[bin].effectiveCases();
            }
            return MonotoneFit.rising(rates, weights);
        }

        private double expected(double[] fit, int from) {
            double expected = 0;
            for (int bin = from; bin < posts.length; bin++) {
                expected += fit[bin] * posts[bin];
            }
            return expected;
        }

        private boolean isSampledBelow(int bin) {
            for (int below = 0; below < bin; below++) {
                if (sampled[below]) {
                    return true;
                }
            }
            return false;
        }

        private Proportion sum(IntFunction<Proportion> of, int from) {
            BinaryOperator<Proportion> plus = Proportion::plus;
            return java.util.stream.IntStream.range(from, posts.length)
                    .mapToObj(of)
                    .reduce(Proportion.NONE, plus);
        }
    }
}
