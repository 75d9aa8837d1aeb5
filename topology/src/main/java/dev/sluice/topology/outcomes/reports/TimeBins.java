package dev.sluice.topology.outcomes.reports;

import java.time.Duration;

/** Bins of a duration, each twice as long as the one before: enough to tell a median to within its bin. */
public final class TimeBins {
    /** Bins; the last one holds all that is longer. */
    public static final int COUNT = 24;

    private TimeBins() {}

    /** The bin: 0 up to a second, 1 up to two, 2 up to four. What is negative counts as nothing. */
    public static int of(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        int bin = 0;
        for (long end = 1_000; millis > end && bin < COUNT - 1; end *= 2) {
            bin++;
        }
        return bin;
    }

    /** The longest duration of a bin. */
    public static Duration end(int bin) {
        return Duration.ofSeconds(1L << bin);
    }

    /**
     * The end of the bin that the median lies in; null where nothing was counted.
     *
     * @param counts how many durations there are in each bin
     */
    public static @org.jspecify.annotations.Nullable Duration median(long[] counts) {
        long all = 0;
        for (long count : counts) {
            all += Math.max(0, count);
        }
        long seen = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            seen += Math.max(0, counts[bin]);
            if (all > 0 && 2 * seen >= all) {
                return end(bin);
            }
        }
        return null;
    }
}
