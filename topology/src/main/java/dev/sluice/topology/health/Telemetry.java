package dev.sluice.topology.health;

import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * All that the pipeline measures.
 *
 * @param meters where counters are registered
 * @param counters what was answered, and how
 * @param stages where the time goes
 * @param secondLooks how the second look is doing
 * @param rulings what became of the rulings of people
 * @param policies how the policies are doing
 * @param latencies how long posts wait for decisions and actions
 * @param cases how many cases wait for people
 * @param tracing which records are traced; null for none, and then no header is looked at
 */
public record Telemetry(
        MeterRegistry meters,
        EventCounters counters,
        StageTimes stages,
        SecondLooks secondLooks,
        Rulings rulings,
        PolicyHealth policies,
        Latencies latencies,
        CaseQueues cases,
        @Nullable Tracing tracing) {
    /** Telemetry over a registry. */
    public static Telemetry of(MeterRegistry meters, StageTimes stages) {
        stages.bindTo(meters);
        return new Telemetry(
                meters,
                new EventCounters(meters),
                stages,
                new SecondLooks(meters),
                new Rulings(meters),
                new PolicyHealth(meters),
                new Latencies(meters),
                new CaseQueues(meters),
                null);
    }

    /** The same with traces, or without. */
    public Telemetry withTracing(@Nullable Tracing other) {
        return new Telemetry(meters, counters, stages, secondLooks, rulings, policies, latencies, cases, other);
    }

    /** Counters that nobody exports, and no times: what a test or a replay needs. */
    public static Telemetry simple() {
        return of(new SimpleMeterRegistry(), StageTimes.off());
    }
}
