package dev.sluice.topology.state;

import java.time.Duration;

/**
 * How long the stores remember, in stream time.
 *
 * @param posts how long a post is known after its last event: a repetition after that is taken for a new post, and a
 *     flag for one of an unknown post
 * @param conduct how long a thread, a target, an author is known after the last post that changed it
 * @param sweepEvery how often each store is swept
 * @param maxVisits entries that one sweep may visit, so that it never holds up the stream for long
 */
public record Retention(Duration posts, Duration conduct, Duration sweepEvery, int maxVisits) {
    /** Refuses durations and a bound that are not positive. */
    public Retention {
        positive("retention.posts", posts);
        positive("retention.conduct", conduct);
        positive("retention.sweepEvery", sweepEvery);
        if (maxVisits < 1) {
            throw new IllegalArgumentException("retention.maxVisits is " + maxVisits + "; allowed: 1 or more");
        }
    }

    /** Posts for 7 days, conduct for 90 days, which is three half-lives of a strike. */
    public static Retention defaults() {
        return new Retention(Duration.ofDays(7), Duration.ofDays(90), Duration.ofSeconds(1), 20_000);
    }

    private static void positive(String key, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(key + " is " + value + "; allowed: a duration of at least PT0.001S");
        }
    }
}
