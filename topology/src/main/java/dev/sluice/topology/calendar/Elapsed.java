package dev.sluice.topology.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that runs on without a break, whatever day it is: one hour after a removal order (Regulation (EU) 2021/784,
 * article 3(3)) is one hour.
 *
 * @param duration how long; more than nothing, at most ten years
 */
public record Elapsed(Duration duration) implements Deadline {
    private static final Duration LONGEST = Duration.ofDays(3_653);

    /** Refuses what is no period. */
    public Elapsed {
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "elapsed time " + duration + "; allowed: more than zero, at most " + LONGEST);
        }
    }

    /** So many hours. */
    public static Elapsed hours(int hours) {
        return new Elapsed(Duration.ofHours(hours));
    }

    @Override
    public Instant dueFrom(Instant start) {
        return start.plus(duration);
    }

    @Override
    public String inWords() {
        boolean wholeHours = duration.equals(Duration.ofHours(duration.toHours()));
        return wholeHours ? duration.toHours() + (duration.toHours() == 1 ? " hour" : " hours") : duration.toString();
    }

    @Override
    public String table() {
        return "";
    }
}
