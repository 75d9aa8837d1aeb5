package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that are stopped or parked. */
class TakenOutTest {
    private static final String BREAKER =
            "breaker: {window: PT10M, atLeast: 5, share: 0.5, baseline: P1D, queue: parked, deadline: PT2H}";
    private static final PolicyPack PACK = PolicyPack.parse(
            "policy.yaml",
            Packs.text(
                            Packs.rule(
                                    "life",
                                    "risk.threat >= 0.9",
                                    "{outcome: remove, notice: n, escalate: {category: LIFE, urgency: THREAT_TO_LIFE}}"),
                            Packs.rule("legal", "risk.hate >= 0.9", "{escalate: {category: HATE, urgency: ROUTINE}}"),
                            Packs.rule("remove", "risk.hate >= 0.9", "{outcome: remove, notice: n}"),
                            Packs.rule("nudge", "risk.hate >= 0.5", "{outcome: nudge, notice: n}"),
                            Packs.rule("half", "{percent: 50}", "risk.insult >= 0.5", "{outcome: nudge, notice: n}"))
                    + BREAKER
                    + "\n");

    private static Ruling decide(PolicyPack pack, String category, double probability) {
        return pack.decide(GivenPost.post().risk(category, probability).facts());
    }

    @Test
    void aStoppedRuleIsNamedButDoesNotAct() {
        Ruling ruling = decide(PACK.without(List.of("remove"), List.of()), "hate", 0.95);
        assertThat(ruling.outcome()).isEqualTo(Outcome.NUDGE);
        assertThat(ruling.otherRules()).contains("stopped:remove");
    }

    @Test
    void aParkedRuleHoldsItsPostsForPeople() {
        Ruling ruling = decide(PACK.without(List.of(), List.of("nudge")), "hate", 0.6);
        assertThat(ruling.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(ruling.rule()).isEqualTo("parked.nudge");
        assertThat(ruling.review()).isEqualTo(new Ruling.Review("parked", Duration.ofHours(2)));
        assertThat(ruling.notice()).isNull();
    }

    @Test
    void aRuleBeforeAParkedOneStillDecides() {
        assertThat(decide(PACK.without(List.of(), List.of("nudge")), "hate", 0.95)
                        .rule())
                .isEqualTo("remove");
    }

    @Test
    void aParkedRuleEscalatesOnlyWhatMaySaveALife() {
        PolicyPack parked = PACK.without(List.of(), List.of("life", "legal"));
        Ruling life = decide(parked, "threat", 0.95);
        assertThat(life.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(life.escalate().category()).isEqualTo("LIFE");
        Ruling legal = decide(parked, "hate", 0.95);
        assertThat(legal.escalate()).isNull();
        assertThat(legal.outcome()).isEqualTo(Outcome.REMOVE);
    }

    @Test
    void aParkedRuleThatOnlyEscalatesHoldsWhatWouldBeAllowed() {
        PolicyPack pack = PolicyPack.parse(
                "policy.yaml",
                Packs.text(Packs.rule("legal", "risk.hate >= 0.9", "{escalate: {category: HATE, urgency: ROUTINE}}")));
        Ruling ruling = decide(pack.without(List.of(), List.of("legal")), "hate", 0.95);
        assertThat(ruling.rule()).isEqualTo("parked.legal");
        assertThat(ruling.outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void aParkedRuleInPerCentStaysInShadowForTheRest() {
        PolicyPack parked = PACK.without(List.of(), List.of("half"));
        List<Ruling> rulings = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i ->
                        GivenPost.post().author("a" + i).risk("insult", 0.6).facts())
                .map(parked::decide)
                .toList();
        assertThat(rulings).anyMatch(ruling -> ruling.rule().equals("parked.half"));
        assertThat(rulings).anyMatch(ruling -> ruling.otherRules().equals(List.of("shadow:half")));
    }

    @Test
    void textAndHashSayWhatIsTakenOut() {
        PolicyPack out = PACK.without(List.of("remove"), List.of("nudge"));
        assertThat(out.sha256()).isNotEqualTo(PACK.sha256());
        assertThat(out.text()).endsWith("stop: [remove]\nparked: [nudge]\n");
        PolicyPack recorded = PolicyPack.parse("recorded", out.text());
        Facts facts = GivenPost.post().risk("hate", 0.95).facts();
        assertThat(recorded.decide(facts)).isEqualTo(out.decide(facts));
        assertThat(out.version()).isEqualTo(PACK.version());
    }

    @Test
    void moreMayBeTakenOutOfWhatIsTakenOutAlready() {
        PolicyPack more = PACK.without(List.of("remove"), List.of("nudge")).without(List.of("nudge"), List.of("life"));
        assertThat(more.text()).endsWith(BREAKER + "\nstop: [nudge, remove]\nparked: [life]\n");
        assertThat(more.without(List.of("remove"), List.of())).isSameAs(more);
    }

    @Test
    void rulesThatAreNotThereChangeNothing() {
        assertThat(PACK.without(List.of("nobody"), List.of("nothing"))).isSameAs(PACK);
        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", PACK.text() + "stop: [nobody]\n"))
                .hasMessage("policy.yaml:15: key 'stop' of the policy names rule 'nobody', which is not there");
    }
}
