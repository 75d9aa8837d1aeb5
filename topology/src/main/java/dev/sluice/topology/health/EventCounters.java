package dev.sluice.topology.health;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The equation that every post is answered by: {@code events = decisions + duplicates + dead letters}, once nothing is on
 * its way between two topics.
 *
 * <p>In Prometheus: {@code sluice_events_total}, {@code sluice_decisions_total}, {@code sluice_duplicates_total},
 * {@code sluice_dead_letters_total}, and beside them {@code sluice_routed_total}. They count what this process did: work
 * that is done again after a crash counts again, and what the topics hold is what holds.
 */
public final class EventCounters {
    private final Counter[] events;
    private final Counter[] duplicates;
    private final Counter[] deadLetters;
    private final Counter[] decisions;
    private final Map<String, Counter> routed = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    /** Registers the counters. */
    public EventCounters(MeterRegistry meters) {
        this.meters = meters;
        this.events = counters("sluice.events", "Records taken in.", "kind", Kind.values());
        this.duplicates = counters("sluice.duplicates", "Events that were known already.", "kind", Kind.values());
        this.deadLetters = counters("sluice.dead.letters", "Records refused.", "reason", DeadLetterReason.values());
        this.decisions = counters("sluice.decisions", "Decisions made.", "outcome", Outcome.values());
    }

    /** A record was read. */
    public void event(Kind kind) {
        events[kind.ordinal()].increment();
    }

    /** An event was known already. */
    public void duplicate(Kind kind) {
        duplicates[kind.ordinal()].increment();
    }

    /** A record was refused. */
    public void deadLetter(DeadLetterReason reason) {
        deadLetters[reason.ordinal()].increment();
    }

    /** A decision was made. */
    public void decision(Outcome outcome) {
        decisions[outcome.ordinal()].increment();
    }

    /** A record was sent to a topic that not every post reaches. */
    public void routed(String topic) {
        routed.computeIfAbsent(topic, name -> Counter.builder("sluice.routed")
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

    private Counter[] counters(String name, String description, String tag, Enum<?>[] values) {
        Counter[] counters = new Counter[values.length];
        for (Enum<?> value : values) {
            counters[value.ordinal()] = Counter.builder(name)
                    .description(description)
                    .tag(tag, value.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        return counters;
    }

    private static long sum(Counter[] counters) {
        return (long) Arrays.stream(counters).mapToDouble(Counter::count).sum();
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
