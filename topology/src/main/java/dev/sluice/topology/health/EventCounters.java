package dev.sluice.topology.health;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The equation that every post is answered by: {@code events = decisions + duplicates + dead letters}, once nothing
 * is on its way between two topics.
 *
 * <p>In Prometheus: {@code sluice_events_total}, {@code sluice_decisions_total}, {@code sluice_duplicates_total},
 * {@code sluice_dead_letters_total}, and beside them {@code sluice_routed_total}. They count what this process did:
 * work that is done again after a crash counts again, and what the topics hold is what holds.
 */
public final class EventCounters {
    private final Map<Kind, Counter> events;
    private final Map<Kind, Counter> duplicates;
    private final Map<DeadLetterReason, Counter> deadLetters;
    private final Map<Outcome, Counter> decisions;
    private final Map<String, Counter> routed = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    /** Registers the counters. */
    public EventCounters(MeterRegistry meters) {
        this.meters = meters;
        this.events = counters("sluice.events", "Records taken in.", "kind", Kind.class);
        this.duplicates = counters("sluice.duplicates", "Events that were known already.", "kind", Kind.class);
        this.deadLetters = counters("sluice.dead.letters", "Records refused.", "reason", DeadLetterReason.class);
        this.decisions = counters("sluice.decisions", "Decisions made.", "outcome", Outcome.class);
    }

    /** A record was read. */
    public void event(Kind kind) {
        increment(events, kind);
    }

    /** An event was known already. */
    public void duplicate(Kind kind) {
        increment(duplicates, kind);
    }

    /** A record was refused. */
    public void deadLetter(DeadLetterReason reason) {
        increment(deadLetters, reason);
    }

    /** A decision was made. */
    public void decision(Outcome outcome) {
        increment(decisions, outcome);
    }

    /** A record was sent to a topic that not every post reaches. */
    public void routed(String topic) {
        routed.computeIfAbsent(
                        topic,
                        name -> Counter.builder("sluice.routed")
                                .description("Records sent to reviewers, platform, mediators and legal.")
                                .tag("topic", name)
                                .register(meters))
                .increment();
    }

    /** What was counted so far. */
    public Totals totals() {
        return new Totals(sum(events), sum(decisions), sum(duplicates), sum(deadLetters));
    }

    /** Records sent so far to the topics that not every post reaches, by topic. */
    public Map<String, Long> routed() {
        Map<String, Long> counts = new HashMap<>();
        routed.forEach((topic, counter) -> counts.put(topic, (long) counter.count()));
        return counts;
    }

    private <E extends Enum<E>> Map<E, Counter> counters(String name, String description, String tag, Class<E> values) {
        Map<E, Counter> counters = new EnumMap<>(values);
        for (E value : values.getEnumConstants()) {
            counters.put(
                    value,
                    Counter.builder(name)
                            .description(description)
                            .tag(tag, value.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        return counters;
    }

    private static <E> void increment(Map<E, Counter> counters, E value) {
        Objects.requireNonNull(counters.get(value)).increment();
    }

    private static long sum(Map<?, Counter> counters) {
        return (long) counters.values().stream().mapToDouble(Counter::count).sum();
    }

    /** Which source a record came from. */
    public enum Kind {
        /** A post, an edit or a deletion. */
        POST,
        /** A member's report. */
        FLAG
    }

    /**
     * The two sides of the equation.
     *
     * @param events records taken in
     * @param decisions decisions made
     * @param duplicates events that were known already
     * @param deadLetters records refused
     */
    public record Totals(long events, long decisions, long duplicates, long deadLetters) {
        /** Whether every event is answered. */
        public boolean balanced() {
            return events == decisions + duplicates + deadLetters;
        }
    }
}
