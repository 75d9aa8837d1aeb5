package dev.sluice.topology.outcomes.statistics;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
    /** What is known of a proportion where nothing was seen. */
    public static final Interval UNKNOWN = new Interval(0, 1);

    /** Refuses ends in the wrong order. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval is " + low + " to " + high + "; allowed: low up to high");
        }
    }

    /** Whether the value lies in it, ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
