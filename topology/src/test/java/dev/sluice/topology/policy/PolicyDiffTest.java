package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {
    private static final String A = Packs.rule("a", "risk.hate >= 0.5", "{outcome: allow}");
    private static final String B = Packs.rule("b", "risk.hate >= 0.6", "{outcome: allow}");
    private static final String C = Packs.rule("c", "risk.hate >= 0.7", "{outcome: allow}");

    @Test
    void namesRulesAddedRemovedAndChanged() {
        String changed = Packs.rule("b", "shadow", "risk.hate >= 0.65", "{outcome: allow}");
        PolicyDiff diff = PolicyDiff.of(Packs.of(A, B), Packs.of(changed, C));
        assertThat(diff.added()).containsExactly("c");
        assertThat(diff.removed()).containsExactly("a");
        assertThat(diff.changed()).containsExactly(new PolicyDiff.Changed("b", List.of("status", "when")));
        assertThat(diff.moved()).isEmpty();
        assertThat(diff.head()).isEmpty();
    }

    @Test
    void namesRulesThatMoved() {
        PolicyDiff diff = PolicyDiff.of(Packs.of(A, B, C), Packs.of(B, C, A));
        assertThat(diff.moved()).containsExactly("a");
        assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void namesKeysOfThePack() {
        String text = Packs.text(A);
        PolicyDiff diff = PolicyDiff.of(
                PolicyPack.parse("a", text),
                PolicyPack.parse("b", text.replace("1.0.0", "1.1.0").replace("rules:", "riskFloor: 0.1\nrules:")));
        assertThat(diff.head()).containsExactly("version", "riskFloor");
    }

    @Test
    void layoutIsNoDifference() {
        String text = Packs.text(A);
        PolicyPack other = PolicyPack.parse("b", "# A comment.\n" + text.replace("[EU]", "\n  - EU"));
        assertThat(PolicyDiff.of(PolicyPack.parse("a", text), other).isEmpty()).isTrue();
    }
}
