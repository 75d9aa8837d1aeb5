package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final String VARIABLES = "risk.abuse, risk.insult, risk.threat, risk.profanity, risk.hate,"
            + " risk.defamation, context.author.strikes, context.author.riskyPosts, context.author.velocity,"
            + " context.author.newAccount, context.author.firstPost, context.author.firstRisky,"
            + " context.author.threadPosts, context.target.distinctAuthors, context.target.riskyPosts,"
            + " context.target.heat, context.target.burst, context.copies.posts, context.copies.distinctAuthors,"
            + " context.copies.distinctThreads, context.pair.exchanges, context.thread.heat, context.thread.baseline,"
            + " context.thread.posts, context.flags, context.flagWeight, post.hasTarget, post.cut, post.length,"
            + " language, languageCovered, community, trigger, signals, unavailable";

    private static PolicyPack when(String... when) {
        return Packs.of(
                "  - id: r",
                "    description: D",
                "    status: live",
                "    then: {outcome: allow}",
                "    when: " + String.join("\n", when));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        List.of("risk.hat >= 0.9"), "13:11", "variable 'risk.hat' is unknown; allowed: " + VARIABLES),
                Arguments.of(
                        List.of("'risk.hate >= 0.9 && contxt.flags > 1'"),
                        "13:32",
                        "variable 'contxt.flags' is unknown; allowed: " + VARIABLES),
                Arguments.of(
                        List.of(">-", "      risk.hate >= 0.9", "      && contxt.flags > 1"),
                        "15:10",
                        "variable 'contxt.flags' is unknown; allowed: " + VARIABLES),
                Arguments.of(
                        List.of("|", "      risk.hate >= 0.9 &&", "        (risk.threat > 0.1 || risk.hat > 0.1)"),
                        "15:31",
                        "variable 'risk.hat' is unknown; allowed: " + VARIABLES),
                Arguments.of(
                        List.of("risk.hate >= 0.9", "      && risk.hat > 0.1"),
                        "14:10",
                        "variable 'risk.hat' is unknown; allowed: " + VARIABLES),
                Arguments.of(
                        List.of("\"language == \\\"en\\\" && risk.hat > 0.1\""),
                        "13:34",
                        "variable 'risk.hat' is unknown; allowed: " + VARIABLES),
                Arguments.of(List.of("risk.hate"), "13:15", "expected type 'bool' but found 'double'"),
                Arguments.of(
                        List.of("context.author.strikes == 3"),
                        "13:34",
                        "found no matching overload for '_==_' applied to '(double, int)' (candidates: (%A0, %A0))"),
                Arguments.of(
                        List.of("language.matches('a')"),
                        "13:27",
                        "function 'matches' is unknown; allowed: exists, all, size, startsWith, endsWith,"
                                + " contains, int,"
                                + " double"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreNamedWithLineAndColumn(List<String> when, String place, String message) {
        assertThatThrownBy(() -> when(when.toArray(String[]::new)))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy.yaml:" + place + ": key 'when' of rule 'r': " + message);
    }

    @Test
    void anUnfinishedConditionIsNamed() {
        assertThatThrownBy(() -> when("risk.hate >="))
                .hasMessageStartingWith("policy.yaml:13:23: key 'when' of rule 'r': mismatched input '<EOF>'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"signals.map(s, s).size() > 1", "signals.filter(s, s == 'a').size() > 1", "has(risk.hate)"})
    void otherMacrosAreUnknown(String when) {
        assertThatThrownBy(() -> when(when)).isInstanceOf(PolicyException.class).hasMessageContaining("is unknown");
    }

    static Stream<Arguments> costly() {
        return Stream.of(
                Arguments.of(
                        "signals.exists(s, unavailable.exists(u, s == u))",
                        "exists and all are nested; allowed: one level"),
                Arguments.of(
                        "[1, 2].exists(n, n > 1)",
                        "exists or all runs over an expression; allowed: signals, unavailable"),
                Arguments.of(
                        "(signals + signals).all(s, s == 'a')",
                        "exists or all runs over an expression; allowed: signals, unavailable"),
                Arguments.of(
                        "signals.exists(language, language == 'a')",
                        "exists or all calls its element 'language'; allowed: one name that is no variable"));
    }

    @ParameterizedTest
    @MethodSource("costly")
    void loopsThatCouldCostAreRefused(String when, String message) {
        assertThatThrownBy(() -> when("\"" + when + "\""))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy.yaml:13: key 'when' of rule 'r': " + message);
    }

    @Test
    void lengthAndDepthAreBounded() {
        assertThatThrownBy(() -> when("risk.hate >= 0.5" + " || risk.hate >= 0.5".repeat(120)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("key 'when' of rule 'r': ");
        assertThatThrownBy(() -> when("(".repeat(200) + "risk.hate >= 0.5" + ")".repeat(200)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("key 'when' of rule 'r': ");
    }

    @Test
    void everyVariableCanBeRead() {
        Facts facts = GivenPost.post()
                .languageNotCovered()
                .signals("a")
                .unavailable("hate")
                .facts();
        for (Variable variable : Variable.values()) {
            String when = switch (variable.reading()) {
                case Variable.Real real -> variable.id() + " >= 0.0";
                case Variable.Whole whole -> variable.id() + " >= 0";
                case Variable.Bool bool -> "!" + variable.id();
                case Variable.Text text -> variable.id() + " != ''";
                case Variable.Texts texts -> "size(" + variable.id() + ") == 1";
            };
            assertThat(when("\"" + when + "\"").rules().get(0).condition().test(facts))
                    .as(when)
                    .isEqualTo(Truth.HOLDS);
        }
    }
}
