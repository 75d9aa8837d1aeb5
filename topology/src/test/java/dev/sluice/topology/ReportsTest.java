package dev.sluice.topology;

import static dev.sluice.topology.OutcomeRecords.DAY;
import static dev.sluice.topology.OutcomeRecords.HOUR;
import static dev.sluice.topology.OutcomeRecords.START;
import static dev.sluice.topology.OutcomeRecords.action;
import static dev.sluice.topology.OutcomeRecords.decision;
import static dev.sluice.topology.OutcomeRecords.mediation;
import static dev.sluice.topology.OutcomeRecords.notice;
import static dev.sluice.topology.OutcomeRecords.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationKind;
import dev.sluice.schemas.MediationState;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.ReportWindow;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every post counts once, in the window of its first event, by the decision in force. */
class ReportsTest {
    private final OutcomesFlow flow = new OutcomesFlow();

    @AfterEach
    void close() {
        flow.close();
    }

    private void decide(Decision decision, Instant at) {
        flow.publish(TopicCatalogue.DECISIONS, decision, at);
    }

    private void decide(Decision decision) {
        decide(decision, START.plusSeconds(3));
    }

    private static Decision posted(Decision decision, Instant at) {
        decision.setPostCreatedAt(at);
        decision.setDecidedAt(at.plusSeconds(3));
        return decision;
    }

    private Map<String, Long> hour() {
        return flow.counts(ReportWindow.HOUR, HOUR);
    }

    private Map<String, Long> day() {
        return flow.counts(ReportWindow.DAY, DAY);
    }

    @Test
    void countsPostsByHourAndDay() {
        decide(decision("p1", Outcome.ALLOW));
        decide(decision("p2", Outcome.REMOVE));
        decide(posted(decision("p3", Outcome.ALLOW), START.plus(Duration.ofHours(2))), START.plus(Duration.ofHours(2)));

        assertThat(hour())
                .containsEntry("posts", 2L)
                .containsEntry("outcome.allow", 1L)
                .containsEntry("outcome.remove", 1L)
                .containsEntry("rule.hate.slur", 1L)
                .containsEntry("risk.hate.19", 1L)
                .containsEntry("restricted.automatic", 1L)
                .containsEntry("time-to-action.2", 1L);
        assertThat(day()).containsEntry("posts", 3L);
    }

    @Test
    void aReversalMovesThePost() {
        decide(decision("p1", Outcome.REMOVE));
        Decision reversed = decision("p1", 1, 2, Trigger.VERDICT, Outcome.ALLOW);
        decide(posted(reversed, START.plus(Duration.ofHours(5))), START.plus(Duration.ofHours(5)));

        assertThat(hour())
                .containsEntry("posts", 1L)
                .containsEntry("outcome.allow", 1L)
                .doesNotContainKeys("outcome.remove", "rule.hate.slur", "restricted.automatic");
        assertThat(flow.counts(ReportWindow.HOUR, HOUR.plus(Duration.ofHours(5))))
                .as("it stays in the window of the post")
                .doesNotContainKey("posts");
    }

    @Test
    void theSameDecisionTwiceCountsOnce() {
        decide(decision("p1", Outcome.REMOVE));
        decide(decision("p1", Outcome.REMOVE));
        assertThat(day()).containsEntry("posts", 1L).containsEntry("outcome.remove", 1L);
    }

    @Test
    void aDecisionThatWasOvertakenCountsNothingButTellsTheFirstEvent() {
        Decision flagged = decision("p1", 1, 2, Trigger.FLAG, Outcome.REVIEW);
        decide(posted(flagged, START.plus(Duration.ofHours(2))), START.plus(Duration.ofHours(2)));
        decide(decision("p1", 1, 1, Trigger.POST, Outcome.ALLOW), START.plus(Duration.ofHours(3)));

        assertThat(hour()).containsEntry("outcome.review", 1L).doesNotContainKey("outcome.allow");
        assertThat(flow.counts(ReportWindow.HOUR, HOUR.plus(Duration.ofHours(2))))
                .doesNotContainKey("posts");
        assertThat(day()).containsEntry("posts", 1L);
    }

    @Test
    void aPersonsDecisionIsCountedAsOne() {
        decide(decision("p1", Outcome.REMOVE));
        decide(decision("p1", 1, 2, Trigger.VERDICT, Outcome.REMOVE));
        decide(decision("p1", 1, 3, Trigger.FLAG, Outcome.REMOVE));
        assertThat(day()).containsEntry("restricted.person", 1L).doesNotContainKey("restricted.automatic");
    }

    @Test
    void deletingAPostUndoesNothing() {
        decide(decision("p1", Outcome.REMOVE));
        decide(decision("p1", 1, 2, Trigger.DELETE, Outcome.ALLOW));
        decide(decision("p2", 1, 1, Trigger.DELETE, Outcome.ALLOW));
        assertThat(day()).containsEntry("posts", 1L).containsEntry("outcome.remove", 1L);
    }

    @Test
    void lateEventsCountWhereTheyHappenedAsLongAsTheWindowIsOpen() {
        Instant later = START.plus(Duration.ofDays(2));
        decide(posted(decision("p1", Outcome.ALLOW), later), later);
        decide(decision("p2", Outcome.ALLOW), later);
        assertThat(hour()).containsEntry("posts", 1L);

        Instant muchLater = START.plus(Duration.ofDays(4));
        decide(posted(decision("p3", Outcome.ALLOW), muchLater), muchLater);
        decide(decision("p4", Outcome.ALLOW), muchLater);
        assertThat(hour()).as("closed two days after its end").containsEntry("posts", 1L);
        assertThat(day()).as("open for five weeks").containsEntry("posts", 2L);
    }

    @Test
    void aPostFromTheFutureCountsNow() {
        decide(posted(decision("p1", Outcome.ALLOW), START.plus(Duration.ofDays(400))), START);
        assertThat(hour()).containsEntry("posts", 1L);
    }

    @Test
    void verdictsAndAppealsCountWhenTheyAreGiven() {
        decide(decision("p1", Outcome.REMOVE));
        flow.publish(
                TopicCatalogue.VERDICTS,
                verdict("v1", "p1/1/1", Outcome.ALLOW, CaseSource.APPEAL),
                START.plus(Duration.ofMinutes(20)));
        flow.publish(
                TopicCatalogue.VERDICTS,
                verdict("v1", "p1/1/1", Outcome.ALLOW, CaseSource.APPEAL),
                START.plus(Duration.ofMinutes(20)));
        assertThat(hour())
                .containsEntry("verdict.overturned", 1L)
                .containsEntry("appeal.overturned", 1L)
                .containsEntry("time-to-appeal.11", 1L)
                .doesNotContainKey("appeal.upheld");
    }

    @Test
    void whatBecameOfAMediationIsNoSecondMediation() {
        flow.publish(TopicCatalogue.MEDIATIONS, mediation(), START);
        flow.publish(TopicCatalogue.MEDIATIONS, followUp(MediationKind.THREAD, MediationState.COOLED), START);
        flow.publish(TopicCatalogue.MEDIATIONS, followUp(MediationKind.PAIR, MediationState.STILL_HOT), START);
        flow.publish(TopicCatalogue.MEDIATIONS, followUp(MediationKind.NUDGE, MediationState.COOLED), START);

        assertThat(day())
                .containsEntry("mediation.opened", 1L)
                .containsEntry("mediation.cooled", 1L)
                .containsEntry("mediation.still-hot", 1L)
                .containsEntry("nudge.cooled", 1L);
    }

    @Test
    void rulingAboutAForgottenPostCountsNoPost() {
        for (Trigger trigger : List.of(Trigger.VERDICT, Trigger.APPEAL, Trigger.NOTICE)) {
            decide(decision("p-" + trigger, 1, 2, trigger, Outcome.REMOVE));
        }
        assertThat(day()).doesNotContainKey("posts").containsEntry("statement.imposed", 3L);
    }

    @Test
    void noticeThatIsSentAgainCountsOnce() {
        flow.publish(TopicCatalogue.NOTICES_IN, notice("p1", null), START);
        flow.publish(TopicCatalogue.NOTICES_IN, notice("p1", null), START.plusSeconds(60));
        flow.publish(TopicCatalogue.NOTICES_IN, notice("p2", null), START.plusSeconds(61));
        assertThat(day()).containsEntry("notice.member", 2L);
    }

    private static MediationCase followUp(MediationKind kind, MediationState state) {
        return MediationCase.newBuilder(mediation())
                .setKind(kind)
                .setState(state)
                .build();
    }

    @Test
    void countsActionsMediationsNoticesAndStatements() {
        flow.publish(TopicCatalogue.ACTIONS, action("p1/1/1", ActionType.REMOVE), START);
        flow.publish(TopicCatalogue.MEDIATIONS, mediation(), START);
        flow.publish(TopicCatalogue.NOTICES_IN, notice("p1", "flagger-3"), START);
        decide(decision("p1", Outcome.REMOVE));

        assertThat(day())
                .containsEntry("action.remove", 1L)
                .containsEntry("mediation.opened", 1L)
                .containsEntry("notice.trusted", 1L)
                .containsEntry("statement.imposed", 1L)
                .containsEntry(
                        "statement.by.STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH.SOURCE_VOLUNTARY.automated"
                                + ".AUTOMATED_DECISION_FULLY.DECISION_GROUND_INCOMPATIBLE_CONTENT"
                                + ".DECISION_VISIBILITY_CONTENT_REMOVED",
                        1L);
    }
}
