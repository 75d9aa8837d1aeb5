package dev.sluice.app.transparency;

import java.time.Duration;

/**
 * How the database is asked.
 *
 * @param endpoint where it is
 * @param token what it knows us by
 * @param batch how many statements go in one request, 1 to 100
 * @param limits how often it is asked
 * @param retries how long to wait after failures
 * @param timeout how long an answer may take
 */
public record TransparencySettings(
        Endpoint endpoint, BearerToken token, int batch, Limits limits, Retries retries, Duration timeout) {
    /** As many as the database takes in one request. */
    public static final int LARGEST_BATCH = 100;
    /** How long an answer may take, unless said otherwise: it stores a hundred at once. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(4);

    /** Checks the numbers. */
    public TransparencySettings {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new IllegalArgumentException("transparency.batch is " + batch + "; allowed: 1 to " + LARGEST_BATCH
                    + ", what the database takes");
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "transparency.timeout is " + timeout + "; allowed: more than zero, at most " + LONGEST_TIMEOUT);
        }
    }

    /**
     * How often the database may be asked; its own limits are the highest.
     *
     * @param perSecond requests in any second
     * @param perMinute requests in any minute
     */
    public record Limits(int perSecond, int perMinute) {
        /** A tenth of what the database lets through, for others may use the same account. */
        public static final Limits DEFAULT = new Limits(20, 1_200);

        private static final int MOST_PER_SECOND = 200;
        private static final int MOST_PER_MINUTE = 12_000;

        /** Checks the numbers. */
        public Limits {
            require("transparency.requestsPerSecond", perSecond, MOST_PER_SECOND);
            require("transparency.requestsPerMinute", perMinute, MOST_PER_MINUTE);
        }

        private static void require(String key, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(
                        key + " is " + value + "; allowed: 1 to " + most + ", the database's own limit");
            }
        }
    }

    /**
     * How long to wait after failures: twice as long after each, up to a limit.
     *
     * @param first after the first failure
     * @param longest at most
     */
    public record Retries(Duration first, Duration longest) {
        /** Two seconds, up to five minutes. */
        public static final Retries DEFAULT = new Retries(Duration.ofSeconds(2), Duration.ofMinutes(5));

        /** Checks the values. */
        public Retries {
            if (!first.isPositive() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("transparency.firstWait is " + first + " and longestWait " + longest
                        + "; allowed: more than zero, the longest not below the first");
            }
        }
    }
}
