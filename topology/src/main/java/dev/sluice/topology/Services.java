package dev.sluice.topology;

import dev.sluice.classifiers.SecondLook;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.assess.TextAssessor;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of the flow use. All of it is shared by all stream threads and safe for that; none of it is closed
 * here.
 *
 * @param assessor turns text into findings and scores: {@code assessor::assess}
 * @param policies the policy packs in force, now and as announced
 * @param notices what members are told
 * @param registry knows the writers' schemas
 * @param clock says when something was assessed, decided, refused
 * @param telemetry counts and times
 * @param secondLook looks again at what the assessor leaves uncertain; null for no lane of second looks
 * @param casework how people work; null for no casework beside the pipeline
 * @param legal the tables of legal routes
 * @param defamation how notices of defamation are answered; null where none are taken
 */
public record Services(
        TextAssessor assessor,
        PoliciesInForce policies,
        Notices notices,
        SchemaRegistry registry,
        Clock clock,
        Telemetry telemetry,
        @Nullable SecondLook secondLook,
        @Nullable CaseworkRules casework,
        LegalRoutes legal,
        @Nullable DefamationRules defamation) {
    /**
     * Refuses policies with a rule whose notice is missing: else the first post that the rule acts on would stop the
     * flow.
     *
     * @throws dev.sluice.topology.policy.PolicyException naming file, line, rule and notice
     */
    public Services {
        notices.requireAllOf(policies.latest());
    }

    /** Services with the tables of legal routes that ship with Sluice, which take no notices of defamation. */
    public Services(
            TextAssessor assessor,
            PoliciesInForce policies,
            Notices notices,
            SchemaRegistry registry,
            Clock clock,
            Telemetry telemetry,
            @Nullable SecondLook secondLook,
            @Nullable CaseworkRules casework) {
        this(
                assessor,
                policies,
                notices,
                registry,
                clock,
                telemetry,
                secondLook,
                casework,
                LegalRoutes.shipped(),
                null);
    }

    /** Services with these policies, until others are announced, and without casework. */
    public Services(
            TextAssessor assessor,
            PolicyBook policies,
            Notices notices,
            SchemaRegistry registry,
            Clock clock,
            Telemetry telemetry,
            @Nullable SecondLook secondLook) {
        this(assessor, PoliciesInForce.of(policies), notices, registry, clock, telemetry, secondLook, null);
    }

    /** Services without a second look and without casework. */
    public Services(
            TextAssessor assessor,
            PolicyBook policies,
            Notices notices,
            SchemaRegistry registry,
            Clock clock,
            Telemetry telemetry) {
        this(assessor, policies, notices, registry, clock, telemetry, null);
    }

    /** The same with a second look, or without. */
    public Services withSecondLook(@Nullable SecondLook other) {
        return new Services(
                assessor, policies, notices, registry, clock, telemetry, other, casework, legal, defamation);
    }

    /** The same with casework by these rules, or without. */
    public Services withCasework(@Nullable CaseworkRules other) {
        return new Services(
                assessor, policies, notices, registry, clock, telemetry, secondLook, other, legal, defamation);
    }

    /** The same with other tables of legal routes. */
    public Services withLegal(LegalRoutes other) {
        return new Services(
                assessor, policies, notices, registry, clock, telemetry, secondLook, casework, other, defamation);
    }

    /** The same with notices of defamation answered by these rules, or not taken. */
    public Services withDefamation(@Nullable DefamationRules other) {
        return new Services(
                assessor, policies, notices, registry, clock, telemetry, secondLook, casework, legal, other);
    }
}
