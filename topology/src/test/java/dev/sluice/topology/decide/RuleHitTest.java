package dev.sluice.topology.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Outcome;
import dev.sluice.topology.decide.RuleHit.How;
import dev.sluice.topology.policy.Ruling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleHitTest {
    private static Ruling ruling(String rule, String... others) {
        return new Ruling(Outcome.REVIEW, null, rule, null, "why", List.of(others), null, null);
    }

    @Test
    void namesEveryRuleThatHeldAndWhatCameOfIt() {
        assertThat(RuleHit.of(ruling("parked.a", "b", "shadow:c", "stopped:d", "error.e")))
                .containsExactly(
                        new RuleHit("a", How.PARKED),
                        new RuleHit("b", How.ACTED),
                        new RuleHit("c", How.SHADOW),
                        new RuleHit("d", How.STOPPED),
                        new RuleHit("e", How.FAILED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "unavailable.hate", "error.facts", "error.internal", "intake.deleted"})
    void whatStandsForNoRuleIsNone(String rule) {
        assertThat(RuleHit.of(ruling(rule))).isEmpty();
    }

    @Test
    void aRuleMayBeCalledAlmostLikeAMissingAnswer() {
        assertThat(RuleHit.of(ruling("unavailable.risky")))
                .containsExactly(new RuleHit("unavailable.risky", How.ACTED));
    }
}
