package dev.sluice.topology;

import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;

/**
 * What the topology of outcomes uses. All of it is shared by all stream threads and safe for that.
 *
 * @param registry knows the schemas
 * @param policies the policies in force
 * @param texts the words of statements
 * @param grounds what rules and clauses are called in statements
 * @param casework how people work: who the trusted flaggers are
 */
public record OutcomesServices(
        SchemaRegistry registry,
        PoliciesInForce policies,
        StatementTexts texts,
        StatementGrounds grounds,
        CaseworkRules casework) {
    /** The pack that a decision names, as it was at that instant, where that is still known; else that of its community. */
    PolicyPack packOf(Decision decision) {
        PolicyBook book = policies.at(decision.getPolicyAt());
        PolicyPack named = book.pack(decision.getPolicy());
        return named == null ? book.forCommunity(decision.getCommunity()) : named;
    }

    /** Whether a notice is of a flagger that casework takes for a trusted one. */
    boolean isTrusted(ContentNotice notice) {
        String flagger = notice.getTrustedFlagger();
        return flagger != null && casework.isTrusted(flagger);
    }
}
