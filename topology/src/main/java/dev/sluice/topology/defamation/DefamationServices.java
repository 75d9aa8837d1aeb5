package dev.sluice.topology.defamation;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.tracing.Tracing;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the flow of notices uses, shared by all stream threads.
 *
 * @param rules how notices are answered, with calendars and letters
 * @param registry knows the writers' schemas
 * @param clock bounds the timestamps of records
 * @param tracing which records are traced; null for none
 */
public record DefamationServices(
        DefamationRules rules,
        SchemaRegistry registry,
        Clock clock,
        @Nullable Tracing tracing) {
    /** Services without traces. */
    public DefamationServices(DefamationRules rules, SchemaRegistry registry, Clock clock) {
        this(rules, registry, clock, null);
    }
}
