package dev.sluice.app.transparency;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait after failures in a row. Not thread-safe. */
final class RetryWait {
    private static final int MOST_DOUBLINGS = 20;
    /** Whoever asks for longer is asked again after this. */
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final TransparencySettings.Retries retries;
    private final RandomGenerator random;
    private int failures;

    RetryWait(TransparencySettings.Retries retries, RandomGenerator random) {
        this.retries = retries;
        this.random = random;
    }

    /** It worked. */
    void reset() {
        failures = 0;
    }

    /** How many failures there were in a row. */
    int failures() {
        return failures;
    }

    /**
     * It failed once more.
     *
     * @param asked how long the database asks to be left alone; null where it does not say
     * @return how long to wait: half of the time is left to chance, so that instances that failed together do not come
     *     back together; never less than was asked for
     */
    Duration failed(@Nullable Duration asked) {
        failures++;
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        Duration full = retries.first().multipliedBy(1L << doublings);
        Duration capped = full.compareTo(retries.longest()) < 0 ? full : retries.longest();
        Duration half = capped.dividedBy(2);
        Duration wait = half.plus(Duration.ofNanos(random.nextLong(half.toNanos() + 1)));
        if (asked == null) {
            return wait;
        }
        Duration least = asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
        return wait.compareTo(least) > 0 ? wait : least;
    }
}
