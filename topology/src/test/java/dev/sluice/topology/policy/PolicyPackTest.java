package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Urgency;
import dev.sluice.topology.policy.Ruling.Escalate;
import dev.sluice.topology.policy.Ruling.Review;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyPackTest {
    private final PolicyPack forum = Packs.forum();

    @Test
    void aPostWithoutRiskIsAllowedByDefault() {
        Ruling ruling = forum.decide(GivenPost.post().facts());

        assertThat(ruling)
                .isEqualTo(new Ruling(
                        Outcome.ALLOW, null, "default", null, "No rule of the policy applies.", List.of(), null, null));
    }

    @Test
    void theRulingCarriesAllThatTheRuleSays() {
        Ruling ruling = forum.decide(
                GivenPost.post().risk("threat", 0.95).signals("threat.kill").facts());

        assertThat(ruling)
                .isEqualTo(new Ruling(
                        Outcome.REMOVE,
                        new Escalate("THREAT_TO_LIFE", Urgency.THREAT_TO_LIFE),
                        "threat.life",
                        "3.1",
                        "The post reads as a threat to somebody's life.",
                        List.of(),
                        new Review("safety", Duration.ofHours(1)),
                        "removal"));
    }

    @Test
    void theFirstRuleThatHoldsDecidesAndTheOthersAreNamed() {
        Ruling ruling = forum.decide(GivenPost.post()
                .risk("hate", 0.95)
                .context("targetDistinctAuthors", 3)
                .facts());

        assertThat(ruling.rule()).isEqualTo("hate.remove");
        assertThat(ruling.otherRules()).containsExactly("hate.review");
    }

    @Test
    void escalationIsApartFromTheOutcome() {
        Ruling ruling = forum.decide(GivenPost.post()
                .risk("abuse", 0.8)
                .risk("insult", 0.6)
                .context("targetDistinctAuthors", 9)
                .facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.NUDGE);
        assertThat(ruling.rule()).isEqualTo("insult.nudge");
        assertThat(ruling.escalate()).isEqualTo(new Escalate("HARASSMENT", Urgency.ROUTINE));
        assertThat(ruling.otherRules()).containsExactly("harassment.escalate");
    }

    @Test
    void theFirstRuleThatEscalatesNamesTheCategory() {
        Ruling ruling = forum.decide(GivenPost.post()
                .risk("abuse", 0.8)
                .risk("defamation", 0.9)
                .context("targetDistinctAuthors", 9)
                .facts());

        assertThat(ruling.rule()).isEqualTo("defamation.review");
        assertThat(ruling.escalate()).isEqualTo(new Escalate("HARASSMENT", Urgency.ROUTINE));
    }

    @Test
    void aRuleThatOnlyEscalatesIsNamedWhereNoOtherDecides() {
        Ruling ruling = forum.decide(GivenPost.post()
                .risk("abuse", 0.75)
                .context("targetDistinctAuthors", 8)
                .facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(ruling.rule()).isEqualTo("harassment.escalate");
        assertThat(ruling.rationale()).isEqualTo("Many members go at the same person.");
    }

    @Test
    void anEarlierAllowKeepsALaterRuleFromActing() {
        Ruling ruling = forum.decide(GivenPost.post()
                .risk("insult", 0.6)
                .community("railways")
                .signals("lexicon:banter")
                .facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(ruling.rule()).isEqualTo("banter");
        assertThat(ruling.otherRules()).containsExactly("insult.nudge");
    }

    @Test
    void aRuleInShadowIsNamedAndDoesNotAct() {
        Ruling ruling = forum.decide(
                GivenPost.post().risk("abuse", 0.5).context("authorStrikes", 4f).facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(ruling.rule()).isEqualTo("default");
        assertThat(ruling.otherRules()).containsExactly("shadow:abuse.repeat");
    }

    @Test
    void aDraftIsNotNamed() {
        Ruling ruling = forum.decide(
                GivenPost.post().risk("abuse", 0.35).trigger("edit").facts());

        assertThat(ruling.rule()).isEqualTo("default");
        assertThat(ruling.otherRules()).isEmpty();
    }

    @Test
    void aRuleInPerCentActsOnItsShareAndIsInShadowForTheRest() {
        List<Ruling> rulings = IntStream.range(0, 1_000)
                .mapToObj(i -> forum.decide(
                        GivenPost.post().id("p" + i).risk("insult", 0.9).facts()))
                .toList();

        long acted =
                rulings.stream().filter(r -> r.rule().equals("insult.limit")).count();
        assertThat(acted).isBetween(350L, 450L);
        assertThat(rulings)
                .filteredOn(r -> !r.rule().equals("insult.limit"))
                .allMatch(
                        r -> r.rule().equals("insult.nudge") && r.otherRules().equals(List.of("shadow:insult.limit")));
    }

    @Test
    void anAuthorIsAlwaysOnTheSameSideOfAPerCent() {
        Status.Percent half = new Status.Percent(50);
        for (int author = 0; author < 200; author++) {
            String name = "author-" + author;
            boolean first =
                    half.picks("a.rule", GivenPost.post().id("p1").author(name).facts());
            assertThat(half.picks(
                            "a.rule", GivenPost.post().id("p2").author(name).facts()))
                    .isEqualTo(first);
        }
    }

    @Test
    void aHigherPerCentOnlyAdds() {
        List<Facts> authors = IntStream.range(0, 1_000)
                .mapToObj(i -> GivenPost.post().author("author-" + i).facts())
                .toList();
        for (int percent = 1; percent < 99; percent++) {
            Status.Percent now = new Status.Percent(percent);
            Status.Percent more = new Status.Percent(percent + 1);
            assertThat(authors).allMatch(facts -> !now.picks("r", facts) || more.picks("r", facts));
        }
        assertThat(authors.stream().filter(facts -> new Status.Percent(20).picks("r", facts)))
                .hasSizeBetween(160, 240);
    }

    @Test
    void twoRulesInPerCentPickTheirPostsIndependently() {
        Status.Percent half = new Status.Percent(50);

        long both = IntStream.range(0, 2_000)
                .mapToObj(i -> "post-" + i)
                .map(post -> GivenPost.post().id(post).facts())
                .filter(post -> half.picks("a.rule", post) && half.picks("b.rule", post))
                .count();

        assertThat(both).isBetween(400L, 600L);
    }

    @Test
    void aMissingAnswerHoldsThePostForAPerson() {
        Ruling ruling = forum.decide(GivenPost.post().unavailable("hate").facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(ruling.rule()).isEqualTo("unavailable.hate");
        assertThat(ruling.review()).isEqualTo(new Review("general", Duration.ofHours(12)));
        assertThat(ruling.rationale()).isEqualTo("No detector could answer for hate, so a person decides.");
    }

    @Test
    void aMissingAnswerThatThePackAllowsChangesNothing() {
        Ruling ruling = forum.decide(GivenPost.post().unavailable("profanity").facts());

        assertThat(ruling.rule()).isEqualTo("default");
    }

    @Test
    void theFirstMissingAnswerThatMattersIsNamed() {
        Ruling ruling = forum.decide(
                GivenPost.post().unavailable("profanity", "threat", "hate").facts());

        assertThat(ruling.rule()).isEqualTo("unavailable.threat");
    }

    @Test
    void aMissingAnswerLiftsANudgeButNotARestriction() {
        Facts nudged = GivenPost.post().risk("insult", 0.6).unavailable("hate").facts();
        Facts reviewed =
                GivenPost.post().risk("defamation", 0.6).unavailable("hate").facts();

        assertThat(forum.decide(nudged).rule()).isEqualTo("unavailable.hate");
        assertThat(forum.decide(nudged).otherRules()).containsExactly("insult.nudge");
        assertThat(forum.decide(nudged).notice()).isNull();
        assertThat(forum.decide(reviewed).rule()).isEqualTo("defamation.review");
    }

    @Test
    void unavailableReviewDefaultsToTheGeneralQueueWithinADay() {
        PolicyPack pack = Packs.of(Packs.rule("r", "risk.hate >= 0.5", "{outcome: allow}"));

        assertThat(pack.decide(GivenPost.post().unavailable("hate").facts()).review())
                .isEqualTo(new Review("general", Duration.ofHours(24)));
    }

    @Test
    void aConditionThatFailsHoldsThePostForAPerson() {
        PolicyPack pack = Packs.of(
                Packs.rule("broken", "10 / context.flags > 3", "{outcome: nudge, notice: n}"),
                Packs.rule("later", "risk.hate >= 0.5", "{outcome: remove, notice: n}"));

        Ruling ruling = pack.decide(GivenPost.post().risk("hate", 0.9).facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(ruling.rule()).isEqualTo("error.broken");
        assertThat(ruling.otherRules()).containsExactly("later");
        assertThat(ruling.rationale())
                .isEqualTo("The condition of rule 'broken' could not be evaluated, so a person decides.");
    }

    @Test
    void aConditionThatFailsBehindTheDecidingRuleIsNamedAlone() {
        PolicyPack pack = Packs.of(
                Packs.rule("first", "risk.hate >= 0.5", "{outcome: nudge, notice: n}"),
                Packs.rule("broken", "10 / context.flags > 3", "{outcome: remove, notice: n}"));

        Ruling ruling = pack.decide(GivenPost.post().risk("hate", 0.9).facts());

        assertThat(ruling.rule()).isEqualTo("first");
        assertThat(ruling.otherRules()).containsExactly("error.broken");
    }

    @Test
    void aFailureThatMayHideAnEscalationLiftsAMilderOutcome() {
        PolicyPack pack = Packs.of(
                Packs.rule("first", "risk.hate >= 0.5", "{outcome: limit, notice: n}"),
                Packs.rule("broken", "10 / context.flags > 3", "{escalate: {category: X, urgency: ROUTINE}}"));

        Ruling ruling = pack.decide(GivenPost.post().risk("hate", 0.9).facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(ruling.rule()).isEqualTo("error.broken");
        assertThat(ruling.otherRules()).containsExactly("first");
    }

    @Test
    void aFailureThatMayHideAnEscalationDoesNotUndoARemoval() {
        PolicyPack pack = Packs.of(
                Packs.rule("first", "risk.hate >= 0.5", "{outcome: remove, notice: n}"),
                Packs.rule("broken", "10 / context.flags > 3", "{escalate: {category: X, urgency: ROUTINE}}"));

        Ruling ruling = pack.decide(GivenPost.post().risk("hate", 0.9).facts());

        assertThat(ruling.rule()).isEqualTo("first");
    }

    @Test
    void aFailureInShadowDoesNotAct() {
        PolicyPack pack = Packs.of(Packs.rule("broken", "shadow", "signals[5] == 'x'", "{outcome: allow}"));

        Ruling ruling = pack.decide(GivenPost.post().facts());

        assertThat(ruling.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(ruling.otherRules()).containsExactly("shadow:error.broken");
    }

    @Test
    void tooManySignalsForALoopFailClosed() {
        PolicyPack pack = Packs.of(Packs.rule("loop", "signals.all(s, s.startsWith('x'))", "{outcome: allow}"));
        String[] signals = IntStream.range(0, ConditionCompiler.MAX_ITERATIONS + 1)
                .mapToObj(i -> "x" + i)
                .toArray(String[]::new);

        assertThat(pack.decide(GivenPost.post().signals(signals).facts()).rule())
                .isEqualTo("error.loop");
    }

    @Test
    void factsThatAreNoProperNumbersHoldThePostForAPerson() {
        for (double broken : List.of(Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY)) {
            assertThat(forum.decide(GivenPost.post().risk("abuse", broken).facts())
                            .rule())
                    .isEqualTo("error.facts");
            assertThat(forum.leavesAtFirstGate(
                            GivenPost.post().risk("abuse", broken).facts()))
                    .isFalse();
        }
        Facts heat = GivenPost.post().context("threadHeat", Float.NaN).facts();
        assertThat(forum.decide(heat).outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(forum.mediates(heat)).isTrue();
    }

    @Test
    void aBoundWrittenInDecimalsIsReachedByTheFloatThatStandsForIt() {
        assertThat((double) 0.9f).isLessThan(0.9);

        assertThat(forum.decide(GivenPost.post()
                                .risk("threat", 0.9f)
                                .signals("threat.kill")
                                .facts())
                        .rule())
                .isEqualTo("threat.life");
    }

    @Test
    void mediatesWhereTheConditionHolds() {
        assertThat(forum.mediates(GivenPost.post()
                        .context("threadHeat", 3f)
                        .context("threadBaseline", 0.5f)
                        .facts()))
                .isTrue();
        assertThat(forum.mediates(GivenPost.post()
                        .context("threadHeat", 3f)
                        .context("threadBaseline", 0.6f)
                        .facts()))
                .isFalse();
        assertThat(forum.mediates(GivenPost.post().facts())).isFalse();
        assertThat(forum.mediations())
                .singleElement()
                .satisfies(mediation -> assertThat(mediation.plan().steps())
                        .containsExactly("Thank people for caring.", "Ask what they agree on."));
    }

    @Test
    void twoMembersAtEachOtherComeBeforeTheThread() {
        PolicyPack pack = Packs.of(
                Packs.rule("r", "risk.hate >= 0.5", "{outcome: allow}"),
                "mediation:",
                "  when: context.thread.heat >= 2.0",
                "  steps: [a]",
                "  note: n",
                "  between: {when: context.pair.exchanges >= 2, steps: [b]}");
        GivenPost post = GivenPost.post().context("threadHeat", 3f);

        assertThat(pack.mediation(post.facts()))
                .isEqualTo(new MediationPlan(MediationPlan.Kind.THREAD, List.of("a"), "n"));
        assertThat(pack.mediation(post.context("pairExchanges", 2).facts()))
                .isEqualTo(new MediationPlan(MediationPlan.Kind.PAIR, List.of("b"), null));
        assertThat(pack.mediation(GivenPost.post().facts())).isNull();
    }

    @Test
    void aPackWithoutMediationNeverMediates() {
        PolicyPack pack = Packs.of(Packs.rule("r", "risk.hate >= 0.5", "{outcome: allow}"));

        assertThat(pack.mediates(GivenPost.post().context("threadHeat", 99f).facts()))
                .isFalse();
        assertThat(pack.mediations()).isEmpty();
    }

    @Test
    void theHashAndTheTextAreThoseOfTheFile() throws Exception {
        byte[] bytes = Files.readAllBytes(Packs.folder().resolve("forum/policy.yaml"));

        assertThat(forum.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(forum.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(bytes);
    }

    @Test
    void thePackTellsItsHead() {
        assertThat(forum.id()).isEqualTo("forum");
        assertThat(forum.version()).isEqualTo("2.3.1");
        assertThat(forum.description()).isEqualTo("Rules for a forum about model railways.");
        assertThat(forum.owner()).isEqualTo("forum-team");
        assertThat(forum.communities()).containsExactly("*", "railways");
        assertThat(forum.jurisdictions()).containsExactly("GB-EAW", "EU");
        assertThat(forum.riskFloor()).isEqualTo(0.25);
        assertThat(forum.guideline("2.1").title()).isEqualTo("No hatred");
        assertThat(forum.guideline("9.9")).isNull();
        assertThat(forum.guideline(null)).isNull();
        assertThat(forum).hasToString("PolicyPack[forum 2.3.1]");
    }

    @Test
    void threadsGetTheSameRulingsAsOne() throws Exception {
        List<Facts> facts = new RandomPolicies(7).facts(400);
        List<Ruling> alone = facts.stream().map(forum::decide).toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<List<Ruling>> task =
                    () -> facts.stream().map(forum::decide).toList();
            for (Future<List<Ruling>> future : threads.invokeAll(List.of(task, task, task, task))) {
                assertThat(future.get()).isEqualTo(alone);
            }
        }
    }
}
