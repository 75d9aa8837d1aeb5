package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.topology.policy.Explanation.RuleTrace;
import dev.sluice.topology.policy.Explanation.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private final PolicyPack pack = Packs.of(
            Packs.rule("a", "risk.hate >= 0.9 && context.target.distinctAuthors >= 3", "{outcome: remove, notice: n}"),
            Packs.rule(
                    "b",
                    "risk.hate >= 0.5 || risk.threat >= 0.5",
                    "{outcome: review, queue: q, deadline: PT1H, escalate: {category: X, urgency: ROUTINE}}"),
            Packs.rule("c", "draft", "context.thread.heat >= 3.0 * context.thread.baseline + 1.0", "{outcome: allow}"),
            Packs.rule("d", "shadow", "8 / context.flags > 1", "{outcome: allow}"),
            Packs.rule("e", "!post.cut && language in ['de'] && 'x' in signals", "{outcome: allow}"));

    private final Facts facts = GivenPost.post()
            .risk("hate", 0.7)
            .context("targetDistinctAuthors", 1)
            .context("threadHeat", 2f)
            .context("threadBaseline", 1f)
            .facts();

    @Test
    void everyRuleSaysWhetherItHoldsAndWhyNot() {
        Explanation explanation = pack.explain(facts);

        assertThat(explanation.ruling()).isEqualTo(pack.decide(facts));
        assertThat(explanation.rules())
                .extracting(RuleTrace::id, RuleTrace::status, RuleTrace::verdict, RuleTrace::missed)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "a",
                                "live",
                                Verdict.DOES_NOT_HOLD,
                                List.of("risk.hate >= 0.9", "context.target.distinctAuthors >= 3")),
                        org.assertj.core.groups.Tuple.tuple("b", "live", Verdict.HOLDS, List.of()),
                        org.assertj.core.groups.Tuple.tuple("c", "draft", Verdict.DOES_NOT_HOLD, List.of()),
                        org.assertj.core.groups.Tuple.tuple("d", "shadow", Verdict.CANNOT_BE_EVALUATED, List.of()),
                        org.assertj.core.groups.Tuple.tuple(
                                "e", "live", Verdict.DOES_NOT_HOLD, List.of("language in ['de']", "signals has 'x'")));
        assertThat(explanation.rules().get(0).values())
                .isEqualTo(Map.of("risk.hate", 0.7, "context.target.distinctAuthors", 1L));
    }

    @Test
    void theTextIsForPeople() {
        assertThat(pack.explain(facts).lines())
                .startsWith(
                        "policy test 1.0.0",
                        "outcome review by rule b: About b",
                        "escalated as X, ROUTINE",
                        "  a (live) does not hold",
                        "    when risk.hate >= 0.9 && context.target.distinctAuthors >= 3",
                        "    misses risk.hate >= 0.9; context.target.distinctAuthors >= 3",
                        "    with risk.hate = 0.7, context.target.distinctAuthors = 1",
                        "  b (live) holds",
                        "    when risk.hate >= 0.5 || risk.threat >= 0.5",
                        "    with risk.threat = 0.0, risk.hate = 0.7");
    }

    @Test
    void theJsonHasStableKeys() throws Exception {
        JsonNode json = new ObjectMapper().readTree(pack.explain(facts).json());

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "policy",
                        "version",
                        "outcome",
                        "escalated",
                        "rule",
                        "clause",
                        "rationale",
                        "otherRules",
                        "rules");
        assertThat(json.path("escalated").asText()).isEqualTo("X");
        assertThat(json.path("otherRules")).hasSize(1);
        assertThat(json.path("rules").path(3).path("verdict").asText()).isEqualTo("cannot_be_evaluated");
        assertThat(json.path("rules").path(0).fieldNames())
                .toIterable()
                .containsExactly("id", "status", "when", "verdict", "missed", "values");
        assertThat(json.path("rules").path(0).path("values").path("risk.hate").asDouble())
                .isEqualTo(0.7);
    }
}
