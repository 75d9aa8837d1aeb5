package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules by additive weights. */
class ScoreTest {
    private static final String REVIEW = "then: {outcome: review, queue: q, deadline: PT1H}";

    private static PolicyPack pack(String... score) {
        List<String> lines = new ArrayList<>(List.of("  - id: sum", "    description: D", "    status: live"));
        lines.add("    " + REVIEW);
        lines.add("    score:");
        for (String line : score) {
            lines.add("      " + line);
        }
        return Packs.of(lines.toArray(String[]::new));
    }

    private static PolicyPack typical() {
        return pack(
                "threshold: 2",
                "caps: {words: 1}",
                "parts:",
                "  - {part: insulting, when: risk.insult >= 0.5, weight: 1.5}",
                "  - {part: slur, when: \"'lexicon:slur' in signals\", weight: 0.8, group: words}",
                "  - {part: swearing, when: \"'lexicon:obscene' in signals\", weight: 0.8, group: words}",
                "  - {part: mild, when: risk.abuse <= 0.2, weight: -1}");
    }

    @Test
    void holdsWhereTheWeightsAddUp() {
        Ruling ruling = typical()
                .decide(GivenPost.post()
                        .risk("insult", 0.6)
                        .risk("abuse", 0.6)
                        .signals("lexicon:slur")
                        .facts());
        assertThat(ruling.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(ruling.rule()).isEqualTo("sum");
        assertThat(ruling.contributions()).containsExactly("insulting 1.5", "slur 0.8", "sum 2.3 of 2");
    }

    @Test
    void aGroupCountsForNoMoreThanItsCap() {
        Ruling words = typical()
                .decide(GivenPost.post()
                        .risk("abuse", 0.6)
                        .signals("lexicon:slur", "lexicon:obscene")
                        .facts());
        assertThat(words.outcome()).isEqualTo(Outcome.ALLOW);
        Ruling both = typical()
                .decide(GivenPost.post()
                        .risk("insult", 0.5)
                        .risk("abuse", 0.6)
                        .signals("lexicon:slur", "lexicon:obscene")
                        .facts());
        assertThat(both.contributions()).last().isEqualTo("sum 2.5 of 2");
    }

    @Test
    void aNegativeWeightSpeaksForThePost() {
        Ruling ruling = typical()
                .decide(GivenPost.post()
                        .risk("insult", 0.6)
                        .risk("abuse", 0.1)
                        .signals("lexicon:slur")
                        .facts());
        assertThat(ruling.outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void weightsAreDecimals() {
        PolicyPack pack = pack(
                "threshold: 0.3",
                "parts:",
                "  - {part: a, when: risk.insult >= 0.5, weight: 0.1}",
                "  - {part: b, when: risk.hate >= 0.5, weight: 0.2}");
        assertThat(pack.decide(GivenPost.post()
                                .risk("insult", 0.5)
                                .risk("hate", 0.5)
                                .facts())
                        .rule())
                .isEqualTo("sum");
    }

    @Test
    void aPartThatCannotBeEvaluatedHoldsThePostForAPerson() {
        PolicyPack pack = pack(
                "threshold: 1",
                "parts:",
                "  - {part: a, when: risk.insult >= 0.5, weight: 1}",
                "  - {part: b, when: 1 / context.thread.posts > 0, weight: 1}");
        Ruling ruling = pack.decide(GivenPost.post().risk("insult", 0.6).facts());
        assertThat(ruling.rule()).isEqualTo("error.sum");
    }

    @Test
    void aBenignPostLeavesAtTheFirstGate() {
        PolicyPack pack =
                PolicyPack.parse("policy.yaml", typical().text().replace("rules:", "riskFloor: 0.25\nrules:"));
        assertThat(pack.leavesAtFirstGate(GivenPost.post().risk("abuse", 0.1).facts()))
                .isTrue();
        assertThat(pack.leavesAtFirstGate(
                        GivenPost.post().signals("lexicon:slur").facts()))
                .isFalse();
    }

    @Test
    void aScoreThatContextAloneCanReachIsRefusedAboveTheFloor() {
        String text = pack(
                        "threshold: 1", "parts:", "  - {part: strikes, when: context.author.strikes >= 3, weight: 1}")
                .text();
        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", text.replace("rules:", "riskFloor: 0.2\nrules:")))
                .hasMessageContaining("rule 'sum' may hold for a post without risk, flag or signal");
    }

    @Test
    void partsOfContextMayAddToPartsOfRisk() {
        String text = pack(
                        "threshold: 1.5",
                        "parts:",
                        "  - {part: strikes, when: context.author.strikes >= 3, weight: 1}",
                        "  - {part: insulting, when: risk.insult >= 0.4, weight: 0.5}")
                .text();
        PolicyPack pack = PolicyPack.parse("policy.yaml", text.replace("rules:", "riskFloor: 0.2\nrules:"));
        Facts benign = GivenPost.post()
                .risk("insult", 0.1)
                .context("authorStrikes", 9f)
                .facts();
        assertThat(pack.leavesAtFirstGate(benign)).isTrue();
        assertThat(pack.decide(benign).outcome()).isEqualTo(Outcome.ALLOW);
    }

    /** The guard is what makes scores free for benign posts; it must never change a ruling. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundsNeverChangeARuling(long seed) {
        Random random = new Random(seed);
        String[] conditions = {
            "risk.hate >= 0.5",
            "risk.abuse > 0.3",
            "'hate.slur' in signals",
            "context.author.strikes >= 2",
            "!post.cut",
            "1 / context.thread.posts > 0",
            "risk.insult < 0.4"
        };
        List<String> lines = new ArrayList<>(List.of("threshold: 1", "caps: {g: 0.7}", "parts:"));
        for (int i = 0; i < conditions.length; i++) {
            double weight = (random.nextInt(12) + 1) / 10.0 * (i > 2 && random.nextInt(3) == 0 ? -1 : 1);
            String group = i < 2 || random.nextBoolean() ? ", group: g" : "";
            lines.add("  - {part: p" + i + ", when: \"" + conditions[i] + "\", weight: " + weight + group + "}");
        }
        lines.add("  - {part: sure, when: risk.threat >= 0.6, weight: 1}");
        PolicyPack pack = pack(lines.toArray(String[]::new));
        IntStream.range(0, 300).forEach(i -> {
            GivenPost post = GivenPost.post();
            for (String category : List.of("hate", "abuse", "insult", "threat")) {
                post.risk(category, random.nextInt(11) / 10.0);
            }
            post.context("authorStrikes", (float) random.nextInt(4));
            post.context("threadPosts", random.nextInt(3));
            if (random.nextBoolean()) {
                post.signals("hate.slur");
            }
            Facts facts = post.facts();
            assertThat(pack.decide(facts)).isEqualTo(pack.decideAsking(facts, null));
        });
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> pack("threshold: 5", "parts: [{part: a, when: risk.hate >= 0.5, weight: 1}]"))
                .hasMessage("policy.yaml:14: key 'threshold' of the score of rule 'sum' is 5.0, which the parts can"
                        + " never reach; allowed: at most what they add up to, caps minded");
        assertThatThrownBy(
                        () -> pack("threshold: 1", "parts: [{part: a, when: risk.hate >= 0.5, weight: 1, group: g}]"))
                .hasMessage(
                        "policy.yaml:15: key 'group' of part 'a' of the score of rule 'sum' is 'g'; allowed: a group"
                                + " of 'caps', which is missing");
        assertThatThrownBy(() ->
                        pack("threshold: 1", "caps: {g: 1}", "parts: [{part: a, when: risk.hate >= 0.5, weight: 1}]"))
                .hasMessage("policy.yaml:15: key 'caps' of the score of rule 'sum' names group 'g', which no part is"
                        + " in");
        assertThatThrownBy(() -> pack("threshold: 1", "parts: [{part: a, when: risk.hat >= 0.5, weight: 1}]"))
                .hasMessageStartingWith("policy.yaml:15:31: key 'when' of part 'a' of the score of rule 'sum':"
                        + " variable 'risk.hat' is unknown");
        assertThatThrownBy(
                        () -> Packs.of("  - {id: r, description: D, status: live, when: 'true', score: {threshold: 1}, "
                                + REVIEW + "}"))
                .hasMessage("policy.yaml:9: rule 'r' has both 'when' and 'score'; allowed: one of them");
    }

    @Test
    void noAutomaticActionRestsOnAPartAboutDefamation() {
        assertThatThrownBy(() -> Packs.of(
                        "  - id: r",
                        "    description: D",
                        "    status: live",
                        "    score: {threshold: 1, parts: [{part: a, when: risk.defamation >= 0.5, weight: 1}]}",
                        "    then: {outcome: remove, notice: n}"))
                .hasMessageStartingWith("policy.yaml:12: key 'score' of rule 'r' rests on risk.defamation");
    }
}
