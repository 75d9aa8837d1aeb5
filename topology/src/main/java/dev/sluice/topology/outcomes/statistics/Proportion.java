package dev.sluice.topology.outcomes.statistics;

/**
 * A proportion as a sample shows it, each case with the number of cases that it stands for.
 *
 * <p>Where all weights are 1, this is successes out of trials. Where cases were drawn with known probabilities, the
 * weight of each is one over its own (Horvitz and Thompson, "A Generalization of Sampling Without Replacement From a
 * Finite Universe", JASA 47, 1952).
 *
 * @param cases how many cases were seen
 * @param successes how many of them were successes
 * @param weight sum of the weights of all cases
 * @param successWeight sum of the weights of the successes
 * @param squares sum of the squares of the weights of all cases
 */
public record Proportion(long cases, long successes, double weight, double successWeight, double squares) {
    /** Nothing seen yet. */
    public static final Proportion NONE = new Proportion(0, 0, 0, 0, 0);

    /** Refuses what no sample gives. */
    public Proportion {
        boolean sound = cases >= 0 && successes >= 0 && successes <= cases && weight >= 0 && squares >= 0;
        if (!sound || !Double.isFinite(weight) || !Double.isFinite(squares)) {
            throw new IllegalArgumentException(successes + " successes of " + cases + " with the weight " + weight
                    + "; allowed: no more successes than cases, weights from 0");
        }
    }

    /** Successes out of trials, each counting once. */
    public static Proportion of(long successes, long trials) {
        return new Proportion(trials, successes, trials, successes, trials);
    }

    /** With one more case, which stands for {@code times} cases. */
    public Proportion plus(boolean success, double times) {
        if (!(times > 0) || !Double.isFinite(times)) {
            throw new IllegalArgumentException("the weight is " + times + "; allowed: more than 0");
        }
        return new Proportion(
                cases + 1,
                successes + (success ? 1 : 0),
                weight + times,
                successWeight + (success ? times : 0),
                squares + times * times);
    }

    /** The cases of both. */
    public Proportion plus(Proportion other) {
        return new Proportion(
                cases + other.cases,
                successes + other.successes,
                weight + other.weight,
                successWeight + other.successWeight,
                squares + other.squares);
    }

    /** The estimate; not a number where nothing was seen. */
    public double rate() {
        return weight == 0 ? Double.NaN : Math.min(1, successWeight / weight);
    }

    /**
     * How many cases of equal weight would tell as much (Kish, "Survey Sampling", 1965, section 11.7): the square of the
     * sum of the weights over the sum of their squares.
     */
    public double effectiveCases() {
        return squares == 0 ? 0 : weight * weight / squares;
    }

    /** The 95 % interval; everything from 0 to 1 where nothing was seen. */
    public Interval interval() {
        return wilson(Normal.Z95);
    }

    /**
     * The score interval (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927),
     * which stays within 0 and 1 and is sound for few cases and rates near the ends. Weighted cases count as
     * {@link #effectiveCases}.
     *
     * @param z how many standard deviations wide on each side
     */
    public Interval wilson(double z) {
        double n = effectiveCases();
        if (n == 0) {
            return Interval.UNKNOWN;
        }
        double p = rate();
        double square = z * z;
        double middle = (p + square / (2 * n)) / (1 + square / n);
        double half = z / (1 + square / n) * Math.sqrt(p * (1 - p) / n + square / (4 * n * n));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
