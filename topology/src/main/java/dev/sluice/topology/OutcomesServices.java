package dev.sluice.topology;

import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import java.util.function.Function;

/**
 * What the topology of outcomes uses. All of it is shared by all stream threads and safe for that.
 *
 * @param registry knows the schemas
 * @param packOf the policy of a community
 * @param texts the words of statements
 * @param grounds what rules and clauses are called in statements
 * @param casework how people work: who the trusted flaggers are
 */
public record OutcomesServices(
        SchemaRegistry registry,
        Function<String, PolicyPack> packOf,
        StatementTexts texts,
        StatementGrounds grounds,
        CaseworkRules casework) {
    /** Whether a notice is of a flagger that casework takes for a trusted one. */
    boolean isTrusted(ContentNotice notice) {
        String flagger = notice.getTrustedFlagger();
        return flagger != null && casework.isTrusted(flagger);
    }
}
