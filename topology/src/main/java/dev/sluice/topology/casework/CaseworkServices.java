package dev.sluice.topology.casework;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Clock;

/**
 * What the steps of casework use, shared by all stream threads.
 *
 * @param rules how people work
 * @param registry knows the writers' schemas
 * @param clock bounds the timestamps of records
 */
public record CaseworkServices(CaseworkRules rules, SchemaRegistry registry, Clock clock) {}
