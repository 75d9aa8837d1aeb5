package dev.sluice.app.http.keys;

import java.util.function.LongSupplier;

/**
 * How much a key may do: a bucket of tokens that fills at a steady rate (the token bucket of RFC 2697's kind). What
 * costs more than the bucket holds is let through when the bucket is full, and owed. Safe for use by many threads.
 */
public final class Quota {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier clock;
    private double tokens;
    private long at;

    /**
     * A full bucket.
     *
     * @param perSecond tokens a second; 0 for no limit
     * @param burst tokens that it holds
     * @param clock nanoseconds since any moment
     */
    public Quota(int perSecond, int burst, LongSupplier clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
        this.tokens = burst;
        this.at = clock.getAsLong();
    }

    /** No limit. */
    static Quota none() {
        return new Quota(0, 0, () -> 0);
    }

    /** Takes tokens: 0 where they were there, else after how many seconds to ask again, at least 1. */
    public synchronized long take(int count) {
        if (perSecond == 0) {
            return 0;
        }
        fill();
        double needed = Math.min(count, burst);
        if (tokens >= needed) {
            tokens -= count;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((needed - tokens) / perSecond));
    }

    /** Puts tokens back that were taken for nothing; never more than the bucket holds. */
    public synchronized void giveBack(int count) {
        fill();
        tokens = Math.min(burst, tokens + count);
    }

    private void fill() {
        long now = clock.getAsLong();
        tokens = Math.min(burst, tokens + (now - at) / NANOS * perSecond);
        at = now;
    }

    /** Whether the other one allows the same. */
    boolean allowsAs(Quota other) {
        return perSecond == other.perSecond && burst == other.burst;
    }
}
