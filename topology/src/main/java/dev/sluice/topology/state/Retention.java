package dev.sluice.topology.state;

import java.time.Duration;

/**
 * How long the stores remember, in stream time.
 *
 * @param posts how long a post is known after its last event: a repetition after that is taken for a new post, and a
 *     flag for one of an unknown post
 * @param conduct how long a thread, a target, an author is known after the last post that changed it
 * @param standings how long is known what is in force for a post, after the last decision that changed it: no later
 *     decision can lift what is forgotten
 * @param sweepEvery how often each store is swept, by the wall clock
 * @param maxVisits entries that one sweep may visit, so that it never holds up the stream for long
 */
public record Retention(Duration posts, Duration conduct, Duration standings, Duration sweepEvery, int maxVisits) {
    /** Below this a sweep, which begins where the last one ended, would visit the same entry for ever. */
    private static final int LEAST_VISITS = 2;

    /** Refuses durations and a bound that are not positive. */
    public Retention {
        positive("retention.posts", posts);
        positive("retention.conduct", conduct);
        positive("retention.standings", standings);
        positive("retention.sweepEvery", sweepEvery);
        if (maxVisits < LEAST_VISITS) {
            throw new IllegalArgumentException(
                    "retention.maxVisits is " + maxVisits + "; allowed: " + LEAST_VISITS + " or more");
        }
    }

    /**
     * Posts for 30 days, as long as their topic keeps them; conduct for 90 days, which is three half-lives of a strike;
     * standings for 210 days: the six months in which a decision can be contested under DSA article 20, and 30 more, as
     * long as the topic of decisions.
     */
    public static Retention defaults() {
        return new Retention(
                Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(210), Duration.ofSeconds(1), 20_000);
    }

    private static void positive(String key, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(key + " is " + value + "; allowed: a duration of at least PT0.001S");
        }
    }
}
