package dev.sluice.topology;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.assess.TextAssessor;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import java.time.Clock;

/**
 * What the steps of the flow use. All of it is shared by all stream threads and safe for that; none of it is closed
 * here.
 *
 * @param assessor turns text into findings and scores: {@code assessor::assess}
 * @param policies the policy packs in force
 * @param notices what members are told
 * @param registry knows the writers' schemas
 * @param clock says when something was assessed, decided, refused
 * @param telemetry counts and times
 */
public record Services(
        TextAssessor assessor,
        PolicyBook policies,
        Notices notices,
        SchemaRegistry registry,
        Clock clock,
        Telemetry telemetry) {
    /**
     * Refuses policies with a rule whose notice is missing: else the first post that the rule acts on would stop the
     * flow.
     *
     * @throws dev.sluice.topology.policy.PolicyException naming file, line, rule and notice
     */
    public Services {
        notices.requireAllOf(policies);
    }
}
