package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.timestamp.Backoff;
import dev.sluice.escalation.timestamp.TimestampAuthority;
import dev.sluice.escalation.timestamp.TimestampClient;
import java.time.Duration;
import java.util.List;

/**
 * How a vault's log is called, and how often its head is fixed.
 *
 * @param origin the log's name, on every checkpoint; cannot change once the log has begun
 * @param issueEvery how long after one checkpoint the next is issued, where there are new leaves; at once where a life is
 *     threatened
 * @param authorities who timestamps issued checkpoints; none for no timestamps
 * @param backoff how to deal with authorities that are down
 * @param timeout how long an authority may take
 */
public record LedgerSettings(
        String origin, Duration issueEvery, List<TimestampAuthority> authorities, Backoff backoff, Duration timeout) {
    /** How often checkpoints are issued, unless said otherwise. */
    public static final Duration DEFAULT_ISSUE_EVERY = Duration.ofMinutes(10);

    private static final int MOST_AUTHORITIES = 10;

    /** Checks the values; messages start with the key as the configuration file has it. */
    public LedgerSettings {
        try {
            NoteKey.requireName(origin);
        } catch (LogException e) {
            throw new IllegalArgumentException("sink.log.origin: " + e.getMessage(), e);
        }
        require(issueEvery.isPositive(), "sink.log.checkpointEvery", issueEvery, "more than zero");
        require(timeout.isPositive(), "sink.log.timestampTimeout", timeout, "more than zero");
        require(
                authorities.size() <= MOST_AUTHORITIES,
                "sink.log.timestampAuthorities",
                authorities.size(),
                "up to " + MOST_AUTHORITIES);
        long names =
                authorities.stream().map(TimestampAuthority::name).distinct().count();
        require(names == authorities.size(), "sink.log.timestampAuthorities", names, "a name of its own for each");
        authorities = List.copyOf(authorities);
    }

    /** A log of this name, checkpoints every ten minutes, no timestamps. */
    public static LedgerSettings of(String origin) {
        return new LedgerSettings(
                origin, DEFAULT_ISSUE_EVERY, List.of(), Backoff.DEFAULT, TimestampClient.DEFAULT_TIMEOUT);
    }

    private static void require(boolean fine, String key, Object value, String allowed) {
        if (!fine) {
            throw new IllegalArgumentException(key + " '" + value + "' cannot be used; allowed: " + allowed);
        }
    }
}
