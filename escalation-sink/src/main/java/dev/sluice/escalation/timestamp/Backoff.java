package dev.sluice.escalation.timestamp;

import java.time.Duration;

/**
 * How long to wait after failures: twice as long after each, up to a limit.
 *
 * @param first after the first failure
 * @param longest at most
 * @param refusals after how many refusals of one item the authority is not asked for it again
 */
public record Backoff(Duration first, Duration longest, int refusals) {
    /** Five seconds, up to a quarter of an hour; five refusals. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(15), 5);

    private static final int MOST_DOUBLINGS = 30;

    /** Checks the values. */
    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0 || refusals < 1) {
            throw new IllegalArgumentException("back-off of " + first + " to " + longest + " and " + refusals
                    + " refusals cannot be used; allowed: more than zero, the longest not below the first");
        }
    }

    /** The wait after this many failures in a row. */
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
