package dev.sluice.topology.casework;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.health.CaseQueues;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of casework use, shared by all stream threads.
 *
 * @param rules how people work
 * @param registry knows the writers' schemas
 * @param clock bounds the timestamps of records
 * @param queues counts the cases that wait
 * @param tracing which records are traced; null for none
 */
public record CaseworkServices(
        CaseworkRules rules,
        SchemaRegistry registry,
        Clock clock,
        CaseQueues queues,
        @Nullable Tracing tracing) {
    /** Services whose counts nobody asks for, without traces. */
    public CaseworkServices(CaseworkRules rules, SchemaRegistry registry, Clock clock) {
        this(rules, registry, clock, new CaseQueues(new SimpleMeterRegistry()), null);
    }
}
