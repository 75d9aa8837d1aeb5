package dev.sluice.topology.casework;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.health.CaseQueues;
import dev.sluice.topology.policy.CaseworkRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/**
 * What the steps of casework use, shared by all stream threads.
 *
 * @param rules how people work
 * @param registry knows the writers' schemas
 * @param clock bounds the timestamps of records
 * @param queues counts the cases that wait
 */
public record CaseworkServices(CaseworkRules rules, SchemaRegistry registry, Clock clock, CaseQueues queues) {
    /** Services whose counts nobody asks for. */
    public CaseworkServices(CaseworkRules rules, SchemaRegistry registry, Clock clock) {
        this(rules, registry, clock, new CaseQueues(new SimpleMeterRegistry()));
    }
}
