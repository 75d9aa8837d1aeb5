package dev.sluice.topology;

import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.Rulings.Result;
import dev.sluice.topology.secondlook.Looks;
import dev.sluice.topology.state.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people rule supersedes what the policy decided, and is not overridden by it. */
class RulingTest {
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void verdictThatDiffersRestoresAndForgives() {
        flow.publish(post("p", "hate:0.95"));
        Decision first = flow.decision();

        rule(verdict("p", Outcome.ALLOW));

        Decision second = flow.decision();
        assertThat(second)
                .returns("p/1/2", Decision::getId)
                .returns(first.getId(), Decision::getSupersedes)
                .returns(Trigger.VERDICT, Decision::getTrigger)
                .returns(Outcome.ALLOW, Decision::getOutcome)
                .returns("verdict", Decision::getRule)
                .returns("A person read it.", Decision::getRationale);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE, ActionType.RESTORE);

        flow.publish(post("next", "insult:0.35"));
        assertThat(flow.decision().getContext().getAuthorStrikes()).isZero();
    }

    @Test
    void verdictToRemoveActsAndEndsTheCase() {
        flow.publish(post("p", "insult:0.8"));
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.REVIEW);

        rule(verdict("p", Outcome.REMOVE));

        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.REMOVE);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE);
        assertThat(flow.reviews()).extracting(ReviewCase::getState).containsExactly(CaseState.OPEN, CaseState.DECIDED);
        flow.publish(post("next", "insult:0.35"));
        assertThat(flow.decision().getContext().getAuthorStrikes()).isEqualTo(1f);
    }

    @Test
    void sameVerdictTwiceIsDecidedOnce() {
        flow.publish(post("p", "hate:0.95"));
        flow.decisions();
        CaseRuling ruling = verdict("p", Outcome.ALLOW);
        rule(ruling);
        rule(ruling);

        assertThat(flow.decisions()).hasSize(1);
        assertThat(flow.actions()).hasSize(2);
        assertThat(counted(Result.REPEATED)).isEqualTo(1);
    }

    @Test
    void flagsDoNotOverrideAPerson() {
        Post post = post("p", "hate:0.95");
        flow.publish(post);
        rule(verdict("p", Outcome.ALLOW));
        flow.decisions();
        flow.report(flag(post, "rita"));
        flow.report(flag(post, "sam"));
        flow.report(flag(post, "tom"));

        assertThat(flow.decisions())
                .hasSize(3)
                .allSatisfy(decision -> assertThat(decision)
                        .returns(Outcome.ALLOW, Decision::getOutcome)
                        .returns("verdict", Decision::getRule)
                        .returns(Trigger.FLAG, Decision::getTrigger));
        assertThat(flow.reviews()).isEmpty();
        assertThat(flow.totals().balanced()).isTrue();
    }

    @Test
    void secondLookDoesNotOverrideAPerson() {
        ScriptedSecondLook look = new ScriptedSecondLook();
        try (Flow twice = new Flow(new ScriptedDetectors(), look)) {
            twice.publish(post("p", "hate:0.5 again:hate:0.93"));
            List<SecondLookRequest> requests = twice.read(TopicCatalogue.SECOND_LOOKS);
            rule(twice, verdict("p", Outcome.ALLOW));
            twice.decisions();
            Clock clock = twice.services.clock();
            new Looks(look, Duration.ofSeconds(30), clock, twice.telemetry.secondLooks())
                    .answer(requests)
                    .forEach(answer -> twice.input(
                            TopicCatalogue.SECOND_ASSESSMENTS,
                            answer.getThread(),
                            new AvroSerde<>(SecondAssessment.class, twice.registry)
                                    .encode("second-assessments", answer),
                            Posts.START));

            assertThat(twice.decisions()).isEmpty();
        }
    }

    @Test
    void newWordsAreDecidedAnewAndAVerdictOnTheOldOnesIsStale() {
        Post post = post("p", "hate:0.95");
        flow.publish(post);
        rule(verdict("p", Outcome.ALLOW));
        flow.publish(edit(post, 2, "hate:0.96"));
        assertThat(flow.decisions())
                .extracting(Decision::getOutcome)
                .containsExactly(Outcome.REMOVE, Outcome.ALLOW, Outcome.REMOVE);

        CaseRuling late = verdict("p", Outcome.NUDGE);
        late.setId("another");
        rule(late);
        assertThat(flow.decisions()).isEmpty();
        assertThat(counted(Result.STALE)).isEqualTo(1);
    }

    @Test
    void deletionEndsAVerdictAndNoAppeal() {
        Post post = post("p", "hate:0.95");
        flow.publish(post, deletion(post));
        flow.actions();
        rule(verdict("p", Outcome.ALLOW));
        assertThat(counted(Result.STALE)).isEqualTo(1);
        assertThat(flow.actions()).isEmpty();

        rule(ruling(RulingKind.APPEAL, "p", Outcome.ALLOW));
        assertThat(flow.decisions().getLast())
                .returns(Trigger.APPEAL, Decision::getTrigger)
                .returns("appeal", Decision::getRule);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.RESTORE);
    }

    @Test
    void deletionEndsNoVerdictOnANotice() {
        Post post = post("p", "hello");
        flow.publish(post, deletion(post));
        flow.decisions();
        CaseRuling verdict = verdict("p", Outcome.REMOVE);
        verdict.setId("notice/n1/verdict");
        verdict.setCase$("notice/n1");
        rule(verdict);

        assertThat(flow.decision())
                .returns(Trigger.VERDICT, Decision::getTrigger)
                .returns(Outcome.REMOVE, Decision::getOutcome);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE);
        flow.publish(post("next", "insult:0.35"));
        assertThat(flow.decision().getContext().getAuthorStrikes()).isEqualTo(1f);
    }

    @Test
    void appealAboutAPostThatIsNoLongerRememberedRestoresIt() {
        flow.publish(post("p", "hate:0.95"));
        flow.driver.getKeyValueStore(Stores.POSTS_SEEN).delete("p");
        flow.decisions();
        flow.actions();
        CaseRuling appeal = ruling(RulingKind.APPEAL, "p", Outcome.ALLOW);
        appeal.setAuthor("ada");
        rule(appeal);

        assertThat(flow.decision())
                .returns("p/1/2", Decision::getId)
                .returns("p/1/1", Decision::getSupersedes)
                .returns(Outcome.ALLOW, Decision::getOutcome);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.RESTORE);
        flow.publish(post("next", "insult:0.35"));
        assertThat(flow.decision().getContext().getAuthorStrikes()).isZero();
    }

    @Test
    void sameAppealTwiceAboutAPostThatIsNoLongerRememberedIsDecidedOnce() {
        flow.publish(post("p", "hate:0.95"));
        flow.driver.getKeyValueStore(Stores.POSTS_SEEN).delete("p");
        flow.decisions();
        CaseRuling appeal = ruling(RulingKind.APPEAL, "p", Outcome.ALLOW);
        rule(appeal);
        rule(appeal);
        assertThat(flow.decisions()).hasSize(1);
        assertThat(counted(Result.REPEATED)).isEqualTo(1);

        CaseRuling another = ruling(RulingKind.APPEAL, "p", Outcome.LIMIT);
        another.setId("another");
        rule(another);
        assertThat(flow.decisions()).extracting(Decision::getOutcome).containsExactly(Outcome.LIMIT);
    }

    @Test
    void appealThatIsTurnedDownAsksForNothing() {
        flow.publish(post("p", "hate:0.95"));
        flow.actions();
        rule(ruling(RulingKind.COMPLAINT, "p", Outcome.REVIEW));
        rule(ruling(RulingKind.APPEAL, "p", Outcome.REMOVE));

        assertThat(flow.decisions())
                .extracting(Decision::getOutcome)
                .containsExactly(Outcome.REMOVE, Outcome.REVIEW, Outcome.REMOVE);
        assertThat(flow.actions()).isEmpty();
        flow.publish(post("next", "insult:0.35"));
        assertThat(flow.decision().getContext().getAuthorStrikes()).isEqualTo(1f);
    }

    @Test
    void noticeBringsTheWordsAndLeavesOtherCasesAlone() {
        flow.publish(post("p", "insult:0.8"));
        rule(ruling(RulingKind.NOTICE, "p", Outcome.REVIEW));

        assertThat(flow.decisions().getLast())
                .returns(Trigger.NOTICE, Decision::getTrigger)
                .returns(Outcome.REVIEW, Decision::getOutcome);
        assertThat(flow.reviews())
                .extracting(ReviewCase::getRule, ReviewCase::getState, ReviewCase::getText)
                .containsExactly(
                        tuple("insult.review", CaseState.OPEN, "insult:0.8"),
                        tuple("notice", CaseState.OPEN, "insult:0.8"));
        flow.publish(deletion(post("p", "")));
        assertThat(flow.reviews())
                .extracting(ReviewCase::getRule, ReviewCase::getState)
                .containsExactly(tuple("insult.review", CaseState.WITHDRAWN));
    }

    @Test
    void reviewerMayHandAPostToLegalOnce() {
        Post post = post("p", "insult:0.8");
        flow.publish(post);
        CaseRuling ruling = verdict("p", Outcome.REMOVE);
        ruling.setLegalCategory("HARASSMENT");
        rule(ruling);
        flow.report(flag(post, "rita"));

        assertThat(flow.escalations()).singleElement().satisfies(escalation -> {
            assertThat(escalation.getLegalCategory()).isEqualTo("HARASSMENT");
            assertThat(escalation.getPost().getText()).isEqualTo("insult:0.8");
        });
    }

    @Test
    void rulingsAreNoEventsAndTheEquationHolds() {
        flow.publish(post("p", "hate:0.95"), post("q", "hello"));
        rule(verdict("p", Outcome.ALLOW));
        rule(verdict("unknown", Outcome.ALLOW));
        rule(ruling(RulingKind.NOTICE, "unknown", Outcome.REVIEW));
        rule(ruling(RulingKind.VERDICT, "q", Outcome.REVIEW));
        flow.input(TopicCatalogue.RULINGS, "thread-1", new byte[] {1, 2}, Posts.START);

        assertThat(flow.totals().events()).isEqualTo(2);
        assertThat(flow.totals().decisions()).isEqualTo(2);
        assertThat(flow.totals().balanced()).isTrue();
        assertThat(counted(Result.STALE)).isEqualTo(1);
        assertThat(counted(Result.REFUSED)).isEqualTo(2);
        assertThat(flow.deadLetters())
                .extracting(DeadLetter::getDetail)
                .first()
                .isEqualTo(
                        "kind is VERDICT with outcome REVIEW; allowed: VERDICT and APPEAL with ALLOW, NUDGE, LIMIT or"
                                + " REMOVE; NOTICE and COMPLAINT with REVIEW and a queue");
    }

    @Test
    void flagCountsByHowFarItsReporterWasUpheld() {
        Post post = post("p", "hello");
        flow.publish(post);
        standing("rita", 1.6f);
        standing("sam", 0.4f);
        standing("broken", Float.NaN);
        flow.report(flag(post, "rita"));
        flow.report(flag(post, "sam"));
        flow.report(flag(post, "broken"));

        List<Decision> decisions = flow.decisions();
        assertThat(decisions.subList(1, 4))
                .extracting(decision -> Math.round(decision.getContext().getFlagWeight() * 10))
                .as("the first whole, those right behind it by half, and one of whom nothing is known as 1")
                .containsExactly(16, 18, 23);
        assertThat(decisions.getLast().getContext().getFlags()).isEqualTo(3);
    }

    @Test
    void standingThatCannotBeReadStopsNoFlag() {
        Post post = post("p", "hello");
        flow.publish(post);
        flow.input(TopicCatalogue.REPORTER_STANDING, "rita", new byte[] {5}, Posts.START);
        flow.report(flag(post, "rita"));

        assertThat(flow.decisions().getLast().getContext().getFlagWeight()).isEqualTo(1f);
    }

    private void standing(String reporter, float weight) {
        ReporterStanding standing = new ReporterStanding(reporter, 1f, 1f, weight, Posts.START);
        flow.input(
                TopicCatalogue.REPORTER_STANDING,
                reporter,
                new AvroSerde<>(ReporterStanding.class, flow.registry).encode("reporter-standing", standing),
                Posts.START);
    }

    private long counted(Result result) {
        return flow.telemetry.rulings().counted(result);
    }

    private void rule(CaseRuling ruling) {
        rule(flow, ruling);
    }

    private static void rule(Flow to, CaseRuling ruling) {
        byte[] value = new AvroSerde<>(CaseRuling.class, to.registry).encode("rulings", ruling);
        to.input(TopicCatalogue.RULINGS, ruling.getThread(), value, Posts.START);
    }

    private static CaseRuling verdict(String post, Outcome outcome) {
        return ruling(RulingKind.VERDICT, post, outcome);
    }

    private static CaseRuling ruling(RulingKind kind, String post, Outcome outcome) {
        return CaseRuling.newBuilder()
                .setId(post + "/" + kind)
                .setKind(kind)
                .setCase$(post + "/1/1/review")
                .setPost(post)
                .setRevision(1)
                .setThread("thread-1")
                .setCommunity("garden")
                .setPartition(0)
                .setOutcome(outcome)
                .setClause("1.1")
                .setRationale("A person read it.")
                .setQueue(outcome == Outcome.REVIEW && kind != RulingKind.VERDICT ? "notices" : null)
                .setDueAt(Posts.START.plus(Duration.ofDays(3)))
                .setRuledAt(Posts.START)
                .build();
    }
}
