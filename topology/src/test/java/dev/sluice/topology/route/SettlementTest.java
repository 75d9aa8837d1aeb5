package dev.sluice.topology.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Urgency;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.PostStanding;
import dev.sluice.topology.state.PostStanding.Measure;
import dev.sluice.topology.state.PostStanding.OpenCase;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.StrikeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a decision changes, given what is in force. */
class SettlementTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final StrikeSettings AUTHOR =
            ContextSettings.defaults().author().strikes();
    private static final PolicyPack PACK = PolicyPack.parse("settlement", """
            policy: test
            version: "1.0.0"
            description: No rules.
            owner: testers
            communities: ["*"]
            jurisdictions: [EU]
            guidelines: []
            rules:
              - {id: none, description: Never., status: draft, when: "false", then: {outcome: allow}}
            """);

    @Test
    void decisionThatWasOvertakenChangesNothing() {
        PostStanding before = standing(new Answer(2, 1), Measure.REMOVE, null);
        for (Answer late : List.of(new Answer(1, 1), new Answer(1, 9), new Answer(2, 1))) {
            Settlement settlement = settle(before, late, Outcome.ALLOW, null);
            assertThat(settlement.after()).isEqualTo(before);
            assertThat(settlement.restores()).isFalse();
            assertThat(settlement.measure()).isEqualTo(Measure.NONE);
            assertThat(settlement.escalates()).isFalse();
        }
    }

    @Test
    void overtakenDecisionIsStillToldToLegal() {
        PostStanding before = standing(new Answer(2, 1), Measure.REMOVE, null);
        Settlement settlement = Settlement.of(before, escalated(new Answer(1, 1)), AUTHOR);
        assertThat(settlement.after()).isEqualTo(before);
        assertThat(settlement.escalates()).isTrue();
    }

    @Test
    void deletionKeepsMeasureAndStrikes() {
        PostStanding before = standing(new Answer(1, 1), Measure.REMOVE, null);
        Settlement settlement =
                Settlement.of(before, decided(PostEvent.DELETED, new Answer(1, 2), Outcome.ALLOW, null, null), AUTHOR);
        assertThat(settlement.restores()).isFalse();
        assertThat(settlement.measure()).isEqualTo(Measure.NONE);
        assertThat(settlement.after()).isEqualTo(withLast(before, new Answer(1, 2)));
    }

    @Test
    void flagThatAsksAPersonKeepsTheStrikes() {
        PostStanding before = standing(new Answer(1, 1), Measure.LIMIT, null);
        Settlement settlement = settle(before, new Answer(1, 2), Outcome.REVIEW, "manners");
        assertThat(settlement.after().strikes()).isEqualTo(before.strikes());
        assertThat(settlement.after().strikesAt()).isEqualTo(before.strikesAt());
        assertThat(settlement.after().measure()).isEqualTo(Measure.LIMIT);
    }

    @Test
    void sameMeasureOfTheSameWordsDoesNotRedateTheStrikes() {
        PostStanding before = standing(new Answer(1, 1), Measure.REMOVE, null);
        Settlement again = settle(before, new Answer(1, 2), Outcome.REMOVE, null);
        assertThat(again.after().strikesAt()).isEqualTo(before.strikesAt());
        Settlement edited = settle(before, new Answer(2, 1), Outcome.REMOVE, null);
        assertThat(edited.after().strikesAt()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void removedPostStaysRemovedWhileAPersonIsAsked() {
        PostStanding before = standing(new Answer(1, 1), Measure.REMOVE, null);
        Settlement settlement = settle(before, new Answer(1, 2), Outcome.REVIEW, "manners");
        assertThat(settlement.restores()).isFalse();
        assertThat(settlement.after().measure()).isEqualTo(Measure.REMOVE);
        assertThat(settlement.measure()).isEqualTo(Measure.NONE);
        assertThat(settlement.opened()).isNotNull();
    }

    @Test
    void milderRestrictionReplacesTheHarder() {
        PostStanding before = standing(new Answer(1, 1), Measure.REMOVE, null);
        Settlement settlement = settle(before, new Answer(1, 2), Outcome.LIMIT, null);
        assertThat(settlement.measure()).isEqualTo(Measure.LIMIT);
        assertThat(settlement.restores()).isFalse();
    }

    @Test
    void nudgeAfterRemovalRestoresAndNudges() {
        PostStanding before = standing(new Answer(1, 1), Measure.REMOVE, null);
        Settlement settlement = settle(before, new Answer(1, 2), Outcome.NUDGE, null);
        assertThat(settlement.measure()).isEqualTo(Measure.NUDGE);
        assertThat(settlement.restores()).isTrue();
    }

    @Test
    void automaticOutcomeWithdrawsTheOpenCase() {
        OpenCase open = new OpenCase("p/1/1", "manners", "r", 0.5f, 1, 2);
        PostStanding before = standing(new Answer(1, 1), Measure.NONE, open);
        Settlement settlement = settle(before, new Answer(1, 2), Outcome.REMOVE, null);
        assertThat(settlement.withdrawn()).isEqualTo(open);
        assertThat(settlement.after().openCase()).isNull();
    }

    @Test
    void removalWithAQueueIsCarriedOutAndLookedAtAfterwards() {
        PostStanding before = standing(new Answer(1, 1), Measure.NONE, null);
        Settlement settlement = settle(before, new Answer(1, 2), Outcome.REMOVE, "safety");
        assertThat(settlement.measure()).isEqualTo(Measure.REMOVE);
        assertThat(settlement.opened()).isNotNull();
        assertThat(settlement.after().strikes()).isEqualTo(AUTHOR.remove());
    }

    @Test
    void anotherQueueOpensAnotherCase() {
        OpenCase open = new OpenCase("p/1/1", "manners", "r", 0.5f, 1, 2);
        PostStanding before = standing(new Answer(1, 1), Measure.NONE, open);
        assertThat(settle(before, new Answer(1, 2), Outcome.REVIEW, "manners").withdrawn())
                .isNull();
        Settlement moved = settle(before, new Answer(1, 2), Outcome.REVIEW, "hate");
        assertThat(moved.withdrawn()).isEqualTo(open);
        assertThat(moved.opened()).isNotNull();
    }

    private static PostStanding standing(Answer last, Measure measure, @Nullable OpenCase open) {
        return new PostStanding(
                last, measure, open, 1, NOW.minus(Duration.ofDays(1)).toEpochMilli(), null);
    }

    private static PostStanding withLast(PostStanding of, Answer last) {
        return new PostStanding(last, of.measure(), of.openCase(), of.strikes(), of.strikesAt(), of.escalated());
    }

    private static Settlement settle(PostStanding before, Answer answer, Outcome outcome, @Nullable String queue) {
        return Settlement.of(before, decided(PostEvent.CREATED, answer, outcome, queue, null), AUTHOR);
    }

    private static DecidedPost escalated(Answer answer) {
        Ruling.Escalate escalate = new Ruling.Escalate("THREAT_TO_LIFE", Urgency.THREAT_TO_LIFE);
        return decided(PostEvent.CREATED, answer, Outcome.REMOVE, null, escalate);
    }

    private static DecidedPost decided(
            PostEvent event,
            Answer answer,
            Outcome outcome,
            @Nullable String queue,
            Ruling.@Nullable Escalate escalate) {
        Post post = new Post();
        post.setEvent(event);
        AssessedPost assessed = new AssessedPost();
        assessed.setPost(post);
        assessed.setNumber(answer.number());
        assessed.setEventAt(NOW);
        Decision decision = new Decision();
        decision.setId(answer.decisionId("p"));
        decision.setRevision(answer.revision());
        decision.setDecidedAt(NOW);
        decision.setContext(Context.newBuilder().build());
        decision.setRisk(new Risk(0f, 0f, 0f, 0f, 0f, 0f));
        Ruling.Review review = queue == null ? null : new Ruling.Review(queue, Duration.ofHours(1));
        Ruling ruling = new Ruling(outcome, escalate, "r", null, "Because.", List.of(), review, null);
        return new DecidedPost(assessed, decision, ruling, PACK);
    }
}
