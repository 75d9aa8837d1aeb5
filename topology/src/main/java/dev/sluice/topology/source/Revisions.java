package dev.sluice.topology.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of revisions out of times, for platforms that do not count edits. The same edit always has the same number,
 * and a later one a higher number, whoever reads it and how often.
 *
 * <p>With the time of publication known it is the milliseconds from there, and from the thirteenth day on the seconds;
 * without it the seconds since 2020, above all of those. All of it fits into 31 bits until 2054.
 */
final class Revisions {
    private static final int FIRST_EDIT = 2;
    private static final long FINE = 1L << 30;
    private static final Instant EPOCH = Instant.parse("2020-01-01T00:00:00Z");

    private Revisions() {}

    /**
     * The number of an edit.
     *
     * @param created when the post was published; null where the record does not tell
     */
    static int of(Instant edited, @Nullable Instant created) {
        if (created == null) {
            return bounded(FIRST_EDIT
                    + FINE
                    + Math.max(0, Duration.between(EPOCH, edited).toSeconds()));
        }
        long millis = Math.max(0, edited.toEpochMilli() - created.toEpochMilli());
        return bounded(FIRST_EDIT + (millis < FINE ? millis : FINE + (millis - FINE) / 1_000));
    }

    private static int bounded(long revision) {
        return (int) Math.min(Integer.MAX_VALUE, revision);
    }
}
