package dev.sluice.app.transparency;

import java.time.Duration;

/**
 * Keeps requests below both limits in every second and every minute, wherever these begin. Not thread-safe.
 *
 * <p>Remembers when the last requests were made, as many as a minute allows.
 */
final class RequestPace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long[] made;
    private final int perSecond;
    private long count;

    RequestPace(TransparencySettings.Limits limits) {
        this.made = new long[limits.perMinute()];
        this.perSecond = Math.min(limits.perSecond(), limits.perMinute());
    }

    /**
     * How long to wait before the next request.
     *
     * @param now nanoseconds of a clock that never goes back
     */
    Duration delay(long now) {
        long minute = left(made.length, MINUTE, now);
        long second = left(perSecond, SECOND, now);
        return Duration.ofNanos(Math.max(0, Math.max(minute, second)));
    }

    /** A request is made now. */
    void made(long now) {
        made[(int) (count % made.length)] = now;
        count++;
    }

    private long left(int allowed, long window, long now) {
        if (count < allowed) {
            return 0;
        }
        long oldest = made[(int) ((count - allowed) % made.length)];
        return oldest + window - now;
    }
}
