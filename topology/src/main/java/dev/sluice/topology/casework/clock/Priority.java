package dev.sluice.topology.casework.clock;

import dev.sluice.schemas.CaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * Which case comes first: {@code harm / max(hours left, 1/12)}, twice that once it has been escalated; harm for each hour
 * that is left, where the last five minutes, and all time beyond them, count alike.
 *
 * <p>It changes with time, so it is worked out when it is read, from what the case's record says; nothing is written
 * again because time has passed.
 */
public final class Priority {
    private static final double LEAST_HOURS = 1 / 12.0;
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private Priority() {}

    /** The priority of a case at a time. */
    public static double of(CaseStatus status, Instant now) {
        double hours = Duration.between(now, status.getDueAt()).toMillis() / MILLIS_PER_HOUR;
        double priority = status.getHarm() / Math.max(LEAST_HOURS, hours);
        return status.getEscalated() ? 2 * priority : priority;
    }

    /** The order of a queue at a time: the highest priority first, then what is due first, then by id. */
    public static Comparator<CaseStatus> order(Instant now) {
        return Comparator.comparingDouble((CaseStatus status) -> -of(status, now))
                .thenComparing(CaseStatus::getDueAt)
                .thenComparing(CaseStatus::getId);
    }
}
