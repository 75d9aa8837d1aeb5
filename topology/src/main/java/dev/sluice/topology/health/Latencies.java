package dev.sluice.topology.health;

import dev.sluice.schemas.Trigger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How long posts wait. It begins with the timestamp of the record in the topic of posts, which the platform's producer
 * sets, and not with when the post was written: what is brought in late is not our delay.
 *
 * <p>In Prometheus: {@code sluice_time_to_decision_seconds}, the first decisions about posts, edits and deletions, and
 * {@code sluice_time_to_action_seconds} by {@code trigger}, for an action may follow from what people said days later.
 * Clocks that disagree give no time below zero. Thread-safe.
 */
public final class Latencies {
    private static final Duration[] DECISIONS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };
    private static final Duration[] ACTIONS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofHours(24),
        Duration.ofDays(7)
    };

    private final Timer decisions;
    private final Map<Trigger, Timer> actions = new EnumMap<>(Trigger.class);

    /** Registers the histograms. */
    public Latencies(MeterRegistry meters) {
        decisions = Timer.builder("sluice.time.to.decision")
                .description("From the timestamp of a post's record to its decision.")
                .serviceLevelObjectives(DECISIONS)
                .register(meters);
        for (Trigger trigger : Trigger.values()) {
            actions.put(
                    trigger,
                    Timer.builder("sluice.time.to.action")
                            .description(
                                    "From the timestamp of a post's record to an action about it, by what led to it.")
                            .tag("trigger", trigger.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(ACTIONS)
                            .register(meters));
        }
    }

    /** A post, edit or deletion was decided. */
    public void decided(Instant publishedAt, Instant decidedAt) {
        decisions.record(millis(publishedAt, decidedAt), TimeUnit.MILLISECONDS);
    }

    /** The platform was asked to do something with a post. */
    public void acted(Trigger trigger, Instant publishedAt, Instant requestedAt) {
        Objects.requireNonNull(actions.get(trigger)).record(millis(publishedAt, requestedAt), TimeUnit.MILLISECONDS);
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, to.toEpochMilli() - from.toEpochMilli());
    }
}
