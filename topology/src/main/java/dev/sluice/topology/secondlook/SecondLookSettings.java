package dev.sluice.topology.secondlook;

import java.time.Duration;

/**
 * How the lane is run.
 *
 * @param maxLag a post that has waited longer is not looked at any more
 * @param batchSize posts that are looked at in one go, and at most those whose work a crash undoes
 */
public record SecondLookSettings(Duration maxLag, int batchSize) {
    private static final int MAX_BATCH = 1_024;

    /** Refuses a lag that is not positive and a batch that is empty or too large to end within a transaction. */
    public SecondLookSettings {
        if (maxLag.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "secondLook.maxLag is " + maxLag + "; allowed: a duration of at least PT0.001S");
        }
        if (batchSize < 1 || batchSize > MAX_BATCH) {
            throw new IllegalArgumentException("secondLook.batchSize is " + batchSize + "; allowed: 1 to " + MAX_BATCH);
        }
    }

    /** Posts that have waited for up to 30 seconds, 64 at a time. */
    public static SecondLookSettings defaults() {
        return new SecondLookSettings(Duration.ofSeconds(30), 64);
    }

    /** The same with another bound on the time that posts wait. */
    public SecondLookSettings withMaxLag(Duration other) {
        return new SecondLookSettings(other, batchSize);
    }
}
