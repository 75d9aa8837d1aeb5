package dev.sluice.topology.state;

import java.time.Duration;
import java.util.Arrays;

/**
 * How many events fell into the last window of event time, in six buckets.
 *
 * <p>The window slides by a sixth of its length, so it covers between 5/6 and 6/6 of it. A late event counts in its own
 * bucket while the window still holds that; the clock of a count never goes back.
 */
final class WindowedCount {
    static final int BUCKETS = 6;

    /** Start of the newest bucket; kept as a time, so that it stays true when the window's length is changed. */
    private long newestStart;

    private final int[] counts = new int[BUCKETS];

    /** Counts one event. */
    void add(long time, Duration window) {
        long bucket = bucketMillis(window);
        long shift = Math.floorDiv(time, bucket) - Math.floorDiv(newestStart, bucket);
        if (shift > 0) {
            int keep = (int) Math.max(0, BUCKETS - shift);
            System.arraycopy(counts, 0, counts, BUCKETS - keep, keep);
            Arrays.fill(counts, 0, BUCKETS - keep, 0);
            newestStart = Math.floorDiv(time, bucket) * bucket;
            counts[0] = 1;
        } else if (shift > -BUCKETS) {
            counts[(int) -shift]++;
        }
    }

    /** Events in the window that ends at {@code time}, or at the newest event where that is later. */
    int within(long time, Duration window) {
        long bucket = bucketMillis(window);
        long shift = Math.max(0, Math.floorDiv(time, bucket) - Math.floorDiv(newestStart, bucket));
        int sum = 0;
        for (int i = 0; i + shift < BUCKETS; i++) {
            sum += counts[i];
        }
        return sum;
    }

    void write(StateWriter out) {
        out.time(newestStart);
        for (int count : counts) {
            out.uint(count);
        }
    }

    static WindowedCount read(StateReader in) {
        WindowedCount count = new WindowedCount();
        count.newestStart = in.time();
        for (int i = 0; i < BUCKETS; i++) {
            count.counts[i] = in.uint32();
        }
        return count;
    }

    private static long bucketMillis(Duration window) {
        return Math.max(1, window.toMillis() / BUCKETS);
    }
}
