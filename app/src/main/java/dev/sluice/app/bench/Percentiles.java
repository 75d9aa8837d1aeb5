package dev.sluice.app.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** Latencies in whole milliseconds, each counted. Safe for use by many threads. */
final class Percentiles {
    /** What takes longer is counted as this. */
    private static final int HIGHEST_MS = 120_000;

    private final AtomicLongArray counts = new AtomicLongArray(HIGHEST_MS + 1);

    void record(long millis) {
        counts.incrementAndGet((int) Math.clamp(millis, 0, HIGHEST_MS));
    }

    long count() {
        long sum = 0;
        for (int i = 0; i <= HIGHEST_MS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The smallest latency that this share of all, such as 0.99, does not exceed; 0 where there are none. */
    long at(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i <= HIGHEST_MS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return i;
            }
        }
        return 0;
    }
}
