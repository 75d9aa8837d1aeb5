package dev.sluice.topology.defamation;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.DefamationRules;
import java.time.Clock;

/**
 * What the flow of notices uses, shared by all stream threads.
 *
 * @param rules how notices are answered, with calendars and letters
 * @param registry knows the writers' schemas
 * @param clock bounds the timestamps of records
 */
public record DefamationServices(DefamationRules rules, SchemaRegistry registry, Clock clock) {}
