package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.policy.Node.Kind;
import dev.sluice.topology.policy.Node.Scalar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static Condition compile(String when) {
        return ConditionCompiler.compile(
                        new Scalar(new Place("x", 1, 1), Kind.TEXT, when), "key 'when'", Map.of("x", when))
                .condition();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "risk.hate >= 0.9 ; risk.hate >= 0.9",
                "0.9 <= risk.hate ; risk.hate >= 0.9",
                "!(risk.hate < 0.9) ; risk.hate >= 0.9",
                "context.flags > 1 && risk.hate + risk.abuse > 1.0 ; context.flags > 1",
                "risk.hate >= 0.9 || risk.threat > 0.8 ; (risk.hate >= 0.9 || risk.threat > 0.8)",
                "!(risk.hate < 0.9 || post.cut) ; risk.hate >= 0.9 && !post.cut",
                "risk.hate + 0.1 > 0.5 || risk.threat > 0.8 ; true",
                "post.cut == false ; !post.cut",
                "language != 'en' ; !(language in ['en'])",
                "'a' in signals && !('b' in signals) ; signals has 'a'",
                "signals.exists(s, s.startsWith('a.') || s == 'b') ; signals has 'a.…' or 'b'",
                "signals.exists(s, s.size() > 3 && s in ['ab']) ; signals has 'ab'",
                "signals.exists(s, s.endsWith('a')) ; signals has '…'",
                "!signals.all(s, s == 'a') ; signals has '…'",
                "signals.all(s, s == 'a') ; true",
                "post.cut ? risk.hate > 0.5 : risk.hate > 0.7 ; true",
                "false && risk.hate > 0.5 ; false",
                "context.author.strikes >= 3 ; context.author.strikes >= 3.0",
            })
    void theGuardIsWhatTheConditionNeeds(String when, String guard) {
        assertThat(compile(when).guard().text()).isEqualTo(guard);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 23, 37, 53, 71, 97, 131, 163})
    void conditionsNeverHoldNorFailWhereTheirGuardDoesNotHold(long seed) {
        RandomPolicies random = new RandomPolicies(seed);
        int spared = 0;
        for (int i = 0; i < 60; i++) {
            Condition condition = compile(random.condition(3));
            for (Facts facts : random.facts(60)) {
                if (!condition.guard().mayHold(facts)) {
                    spared++;
                    assertThat(condition.test(facts))
                            .as("%s with %s", condition.text(), facts)
                            .isEqualTo(Truth.DOES_NOT_HOLD);
                }
            }
        }
        assertThat(spared).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 5, 17, 29, 41, 59, 83, 101})
    void decidesAsItWouldWithoutGuards(long seed) {
        RandomPolicies random = new RandomPolicies(seed);
        int ruled = 0;
        for (int i = 0; i < 10; i++) {
            PolicyPack pack = Packs.of(random.rules(12).toArray(String[]::new));
            for (Facts facts : random.facts(200)) {
                Ruling ruling = pack.decide(facts);
                assertThat(ruling).as(pack.text()).isEqualTo(pack.decideAsking(facts, null));
                if (!ruling.rule().equals("default")) {
                    ruled++;
                }
            }
        }
        assertThat(ruled).isPositive();
    }

    @Test
    void anExistsOverNoSignalsDoesNotHold() {
        Condition condition = compile("signals.exists(s, s.startsWith('a'))");

        assertThat(condition.guard().mayHold(GivenPost.post().facts())).isFalse();
        assertThat(condition.guard().mayHold(GivenPost.post().signals("b", "ab").facts()))
                .isTrue();
        assertThat(condition.variables()).isEqualTo(java.util.Set.of(Variable.SIGNALS));
        assertThat(List.of(condition.test(GivenPost.post().signals("ab").facts())))
                .containsExactly(Truth.HOLDS);
    }
}
