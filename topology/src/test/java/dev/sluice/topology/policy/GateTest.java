package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private final PolicyPack forum = Packs.forum();

    private static PolicyPack withFloor(double floor, String... rules) {
        List<String> lines = new ArrayList<>(List.of(rules));
        lines.add("riskFloor: " + floor);
        return Packs.of(lines.toArray(String[]::new));
    }

    @Test
    void aPostBelowTheFloorLeaves() {
        assertThat(forum.leavesAtFirstGate(GivenPost.post().risk("abuse", 0.24).facts()))
                .isTrue();
        assertThat(forum.leavesAtFirstGate(GivenPost.post().risk("abuse", 0.25).facts()))
                .isFalse();
    }

    @Test
    void aFlaggedPostStays() {
        assertThat(forum.leavesAtFirstGate(GivenPost.post().context("flags", 1).facts()))
                .isFalse();
    }

    @Test
    void aPostWithASignalThatARuleAsksForStays() {
        assertThat(forum.leavesAtFirstGate(
                        GivenPost.post().signals("threat.kill").facts()))
                .isFalse();
        assertThat(forum.leavesAtFirstGate(
                        GivenPost.post().signals("lexicon:banter").facts()))
                .isFalse();
        assertThat(forum.leavesAtFirstGate(
                        GivenPost.post().signals("lexicon:swearing").facts()))
                .isTrue();
    }

    @Test
    void aPostWithAMissingAnswerThatMattersStays() {
        assertThat(forum.leavesAtFirstGate(GivenPost.post().unavailable("hate").facts()))
                .isFalse();
        assertThat(forum.leavesAtFirstGate(
                        GivenPost.post().unavailable("profanity").facts()))
                .isTrue();
    }

    @Test
    void aRuleAboutThePostItselfIsAskedAtTheGate() {
        assertThat(forum.leavesAtFirstGate(GivenPost.post().cut().facts())).isFalse();
        assertThat(forum.decide(GivenPost.post().cut().facts()).rule()).isEqualTo("text.cut");
    }

    @Test
    void whatIsNotKnownAtTheGateIsNotPresumed() {
        PolicyPack pack = withFloor(
                0.3, Packs.rule("r", "language == 'de' && context.author.strikes >= 3", "{outcome: nudge, notice: n}"));

        assertThat(pack.leavesAtFirstGate(GivenPost.post().language("de").facts()))
                .isFalse();
        assertThat(pack.leavesAtFirstGate(GivenPost.post().language("en").facts()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.author.strikes >= 3",
                "context.author.newAccount",
                "!context.author.firstRisky",
                "context.copies.distinctAuthors >= 4",
                "context.flagWeight < 1",
                "risk.hate >= 0.2",
                "risk.hate < 0.5",
                "risk.hate + risk.abuse > 1.0",
                "!('a' in signals)",
                "context.flags < 1",
                "language == 'de' || context.thread.heat > 3",
                "true"
            })
    void aRuleThatMayHoldForAnyQuietPostIsRefused(String when) {
        assertThatThrownBy(() -> withFloor(0.3, Packs.rule("r", when, "{outcome: allow}")))
                .isInstanceOf(PolicyException.class)
                .hasMessage(
                        "policy.yaml:9: rule 'r' may hold for a post without risk, flag or signal, and such posts leave"
                                + " before context is known; allowed: also ask for a risk of at least riskFloor"
                                + " (0.3), for a"
                                + " signal or for context.flags >= 1, or set riskFloor: 0, and every post pays"
                                + " for context");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.author.newAccount",
                "context.author.firstPost && post.length > 3",
                "context.author.firstRisky && risk.hate >= 0.0",
                "context.author.newAccount || risk.hate >= 0.5",
                "context.author.firstPost && context.copies.posts >= 3"
            })
    void aRuleThatMayRestrictForBeingNewIsRefused(String when) {
        assertThatThrownBy(() -> withFloor(0, Packs.rule("r", when, "{outcome: limit, notice: n}")))
                .isInstanceOf(PolicyException.class)
                .hasMessage(
                        "policy.yaml:9: rule 'r' may restrict a post because its author is new; allowed: also ask for"
                                + " a risk, for a signal or for context.flags >= 1, or let a person look");
        assertThatCode(() -> withFloor(0, Packs.rule("r", when, "{outcome: review, queue: q, deadline: PT1H}")))
                .doesNotThrowAnyException();
    }

    @Test
    void beingNewMayCountBesideARisk() {
        String when = "context.author.newAccount && (risk.hate >= 0.5 || 'a' in signals)";
        assertThatCode(() -> withFloor(0.3, Packs.rule("r", when, "{outcome: limit, notice: n}")))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutAFloorEveryRuleIsAllowedAndNoPostLeaves() {
        PolicyPack pack = withFloor(0, Packs.rule("r", "context.author.strikes >= 3", "{outcome: nudge, notice: n}"));

        assertThat(pack.leavesAtFirstGate(GivenPost.post().facts())).isFalse();
        assertThat(pack.decide(GivenPost.post().context("authorStrikes", 3f).facts())
                        .rule())
                .isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 13, 31, 43})
    void noContextChangesTheRulingOnAPostThatLeaves(long seed) {
        RandomPolicies random = new RandomPolicies(seed);
        int left = 0;
        for (int i = 0; i < 8; i++) {
            PolicyPack pack = packOfAcceptedRules(random);
            for (int j = 0; j < 100; j++) {
                Facts facts = random.quietFacts(j);
                if (pack.leavesAtFirstGate(facts)) {
                    left++;
                    assertThat(pack.decideAsking(inAnotherContext(facts, random), null))
                            .as("%s with %s", pack.text(), facts)
                            .isEqualTo(Tally.nothing());
                    assertThat(pack.decide(facts)).isEqualTo(pack.decideAtFirstGate(facts));
                }
            }
        }
        assertThat(left).isGreaterThan(30);
    }

    private static PolicyPack packOfAcceptedRules(RandomPolicies random) {
        List<String> accepted = new ArrayList<>();
        for (String rule : random.rules(12)) {
            try {
                withFloor(0.25, rule);
                accepted.add(rule);
            } catch (PolicyException e) {
                assertThat(e).hasMessageContaining("may hold for a post without risk");
            }
        }
        if (accepted.isEmpty()) {
            accepted.add(Packs.rule("only", "risk.hate >= 0.5", "{outcome: allow}"));
        }
        return withFloor(0.25, accepted.toArray(String[]::new));
    }

    private static Facts inAnotherContext(Facts facts, RandomPolicies random) {
        var context = random.context();
        context.setFlags(facts.context().getFlags());
        return new Facts(
                facts.post(),
                facts.author(),
                facts.risk(),
                context,
                facts.community(),
                facts.language(),
                facts.languageCovered(),
                facts.trigger(),
                facts.hasTarget(),
                facts.cut(),
                facts.length(),
                facts.signals(),
                facts.unavailable());
    }
}
