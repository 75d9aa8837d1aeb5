package dev.sluice.topology;

import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.SecondLooks.Result;
import dev.sluice.topology.secondlook.Looks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uncertain posts are decided at once, looked at again, and decided anew by what that finds. */
class SecondLookTest {
    private static final Duration MAX_LAG = Duration.ofSeconds(30);

    private final ScriptedSecondLook secondLook = new ScriptedSecondLook();
    private final Flow flow = new Flow(new ScriptedDetectors(), secondLook);

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void uncertainPostIsDecidedAtOnceAndAgainByWhatTheSecondLookFinds() {
        flow.publish(post("p", "hate:0.5 again:hate:0.93"));
        Decision first = flow.decision();
        assertThat(first.getOutcome()).isEqualTo(Outcome.ALLOW);

        look();

        Decision second = flow.decision();
        assertThat(second.getId()).isEqualTo("p/1/2");
        assertThat(second.getSupersedes()).isEqualTo(first.getId());
        assertThat(second.getTrigger()).isEqualTo(Trigger.SECOND_LOOK);
        assertThat(second.getOutcome()).isEqualTo(Outcome.REMOVE);
        assertThat(second.getRisk().getHate()).isEqualTo(0.93f);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE);
        assertThat(flow.assessments()).extracting(Assessment::getId).containsExactly("p/1", "p/1/2");
    }

    @Test
    void whatTheFirstDecisionAskedForIsLifted() {
        flow.publish(post("p", "insult:0.8 again:insult:0.1"));
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.REVIEW);

        look();

        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(flow.reviews())
                .extracting(ReviewCase::getState)
                .containsExactly(CaseState.OPEN, CaseState.WITHDRAWN);
    }

    @Test
    void certainPostsAndThoseOfOtherLanguagesAreNotAskedAbout() {
        Post german = post("german", "hate:0.5");
        german.setLanguage("de");
        Post french = post("french", "hate:0.5");
        french.setLanguage("fr");
        flow.publish(post("high", "hate:0.97"), post("low", "hate:0.1"), german, french, post("broken", "boom"));

        assertThat(requests()).isEmpty();
    }

    @Test
    void answerComesBackToThePartitionOfThePost() {
        flow.publish(post("p", "hate:0.5"));

        SecondLookRequest request = requests().getFirst();

        assertThat(request.getPartition()).isZero();
        assertThat(request.getDoubts()).containsExactly("hate");
        assertThat(request.getAssessment().getId()).isEqualTo("p/1");
    }

    @Test
    void editThatCameMeanwhileWins() {
        Post post = post("p", "hate:0.5 again:hate:0.93");
        flow.publish(post, edit(post, 2, "hello"));
        flow.decisions();

        look();

        assertThat(flow.decisions()).isEmpty();
        assertThat(counted(Result.STALE)).isEqualTo(1);
    }

    @Test
    void deletionThatCameMeanwhileWins() {
        Post post = post("p", "hate:0.5 again:hate:0.93");
        flow.publish(post, deletion(post));
        flow.decisions();

        look();

        assertThat(flow.decisions()).isEmpty();
        assertThat(counted(Result.STALE)).isEqualTo(1);
    }

    @Test
    void answerAboutAPostThatNobodyKnowsIsStale() {
        flow.publish(post("p", "hate:0.5"));
        List<SecondAssessment> answers = answers(0);
        try (Flow forgetful = new Flow(new ScriptedDetectors(), secondLook)) {
            answers.forEach(answer -> send(forgetful, answer));

            assertThat(forgetful.decisions()).isEmpty();
            assertThat(forgetful.telemetry.secondLooks().counted(Result.STALE)).isEqualTo(1);
        }
    }

    @Test
    void flagThatCameMeanwhileIsSupersededAndCounted() {
        Post post = post("p", "hate:0.5 again:hate:0.6");
        flow.publish(post);
        flow.report(flag(post, "rita"));
        flow.decisions();

        look();

        Decision decision = flow.decision();
        assertThat(decision.getId()).isEqualTo("p/1/3");
        assertThat(decision.getSupersedes()).isEqualTo("p/1/2");
        assertThat(decision.getContext().getFlags()).isEqualTo(1);
    }

    @Test
    void laterFlagIsJudgedByWhatTheSecondLookFound() {
        Post post = post("p", "hate:0.5 again:hate:0.93");
        flow.publish(post);
        look();
        flow.decisions();

        flow.report(flag(post, "rita"));

        Decision decision = flow.decision();
        assertThat(decision.getTrigger()).isEqualTo(Trigger.FLAG);
        assertThat(decision.getOutcome()).isEqualTo(Outcome.REMOVE);
        assertThat(decision.getRisk().getHate()).isEqualTo(0.93f);
        assertThat(requests()).isEmpty();
    }

    @Test
    void editIsAssessedAnewAndMayBeLookedAtAgain() {
        Post post = post("p", "hate:0.5 again:hate:0.93");
        flow.publish(post);
        look();
        flow.publish(edit(post, 2, "hate:0.6 again:hate:0.1"));
        look();

        List<Decision> decisions = flow.decisions();

        assertThat(decisions).extracting(Decision::getId).containsExactly("p/1/1", "p/1/2", "p/2/1", "p/2/2");
        assertThat(decisions.getLast().getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE, ActionType.RESTORE);
    }

    @Test
    void sameAnswerTwiceIsDecidedOnce() {
        flow.publish(post("p", "hate:0.5 again:hate:0.93"));
        List<SecondAssessment> answers = answers(0);
        flow.decisions();

        answers.forEach(answer -> send(flow, answer));
        answers.forEach(answer -> send(flow, answer));

        assertThat(flow.decisions()).hasSize(1);
        assertThat(counted(Result.DECIDED)).isEqualTo(1);
        assertThat(counted(Result.REPEATED)).isEqualTo(1);
    }

    @Test
    void samePostTwiceIsAskedAboutOnce() {
        Post post = post("p", "hate:0.5");
        flow.publish(post, post);

        assertThat(requests()).hasSize(1);
    }

    @Test
    void lookThatFailsHoldsThePostAndSpoilsNoOther() {
        flow.publish(post("sick", "hate:0.5 choke"), post("well", "hate:0.5 again:hate:0.93"));
        flow.decisions();

        look();

        assertThat(flow.decisions())
                .extracting(Decision::getOutcome, Decision::getUnavailable)
                .containsExactly(tuple(Outcome.REVIEW, List.of("second-look")), tuple(Outcome.REMOVE, List.of()));
        assertThat(counted(Result.UNAVAILABLE)).isEqualTo(1);
        assertThat(flow.telemetry.secondLooks().isDegraded()).isFalse();
    }

    @Test
    void postThatWaitedTooLongIsShedAndTheFirstDecisionStands() {
        flow.publish(post("p", "hate:0.5 again:hate:0.93"));
        flow.decisions();

        answers(31).forEach(answer -> send(flow, answer));

        assertThat(flow.decisions()).isEmpty();
        assertThat(secondLook.batches).isEmpty();
        assertThat(counted(Result.SHED)).isEqualTo(1);
        assertThat(counted(Result.KEPT)).isEqualTo(1);
        assertThat(flow.telemetry.secondLooks().isDegraded()).isTrue();
    }

    @Test
    void degradedNoLongerOnceCaughtUp() {
        Looks looks = looks(31);
        flow.publish(post("p", "hate:0.5"));
        looks.answer(requests());
        assertThat(flow.telemetry.secondLooks().isDegraded()).isTrue();

        flow.publish(post("q", "hate:0.5"));
        looks(20).answer(requests());
        assertThat(flow.telemetry.secondLooks().isDegraded())
                .as("in time, but not by much")
                .isTrue();

        flow.publish(post("r", "hate:0.5"));
        looks(3).answer(requests());
        assertThat(flow.telemetry.secondLooks().isDegraded()).isFalse();
    }

    @Test
    void nothingThatWaitsIsCaughtUpToo() {
        Looks looks = looks(31);
        flow.publish(post("p", "hate:0.5"));
        looks.answer(requests());

        looks.nothingWaits();

        assertThat(flow.telemetry.secondLooks().isDegraded()).isFalse();
    }

    @Test
    void shedPostIsReviewedWhereThePolicySaysSo() {
        Post strict = post("p", "threat:0.5 again:threat:0.95");
        strict.setCommunity("strict");
        flow.publish(strict);
        flow.decisions();

        answers(31).forEach(answer -> send(flow, answer));

        Decision decision = flow.decision();
        assertThat(decision.getOutcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decision.getUnavailable()).containsExactly("second-look");
        assertThat(decision.getTrigger()).isEqualTo(Trigger.SECOND_LOOK);
    }

    @Test
    void secondLookMayEscalateAndDoesSoOnce() {
        Post post = post("p", "threat:0.5 again:threat:0.95");
        flow.publish(post);
        look();
        flow.report(flag(post, "rita"));

        assertThat(flow.escalations())
                .singleElement()
                .extracting(Escalation::getLegalCategory)
                .isEqualTo("THREAT_TO_LIFE");
    }

    @Test
    void strikesFollowTheSecondDecision() {
        flow.publish(post("p", "hate:0.5 again:hate:0.93"));
        look();
        flow.publish(post("next", "insult:0.35"));

        assertThat(flow.decisions().getLast())
                .satisfies(decision ->
                        assertThat(decision.getContext().getAuthorStrikes()).isEqualTo(1f))
                .extracting(Decision::getRule)
                .isEqualTo("repeated");
    }

    @Test
    void postThatTurnsOutToCarryRiskCountsForAuthorAndTargetOnce() {
        Post mild = post("p", "thread-1", "ada", "bob", "hate:0.2 again:hate:0.6");
        Post rude = post("q", "thread-1", "ada", "bob", "hate:0.5 again:hate:0.6");
        flow.publish(mild, rude);
        look();
        flow.publish(post("next", "thread-1", "ada", "bob", "insult:0.35"));

        assertThat(flow.decisions().getLast().getContext())
                .satisfies(context -> assertThat(context.getTargetRiskyPosts()).isEqualTo(3))
                .satisfies(context -> assertThat(context.getAuthorRiskyPosts()).isEqualTo(3));
    }

    @Test
    void threadStaysAsHotAsTheFirstLookMeasuredIt() {
        flow.publish(post("p", "hate:0.5 again:hate:0.93"));
        look();

        assertThat(flow.decisions())
                .extracting(decision -> decision.getContext().getThreadHeat())
                .containsExactly(0.5f, 0.5f);
    }

    @Test
    void answersAreNoEventsAndTheEquationHolds() {
        flow.publish(post("p", "hate:0.5 again:hate:0.93"), post("q", "hello"), post("r", "insult:0.45"));
        look();
        flow.input(TopicCatalogue.SECOND_ASSESSMENTS, "thread-1", new byte[] {1, 2}, Posts.START);

        assertThat(flow.totals().events()).isEqualTo(3);
        assertThat(flow.totals().decisions()).isEqualTo(3);
        assertThat(flow.totals().balanced()).isTrue();
        assertThat(counted(Result.ASKED)).isEqualTo(2);
        assertThat(counted(Result.DECIDED)).isEqualTo(2);
        assertThat(counted(Result.REFUSED)).isEqualTo(1);
        assertThat(flow.deadLetters()).hasSize(1);
    }

    @Test
    void shortTextsAreLookedAtBesideShortOnesAndAnswersKeepTheirOrder() {
        flow.publish(post("a", "hate:0.5 " + "x".repeat(90)), post("b", "hate:0.5"), post("c", "hate:0.5 " + "y"));

        List<SecondAssessment> answers = answers(0);

        assertThat(answers).extracting(SecondAssessment::getPost).containsExactly("a", "b", "c");
        assertThat(secondLook.batches).containsExactly(3);
    }

    private void look() {
        answers(0).forEach(answer -> send(flow, answer));
    }

    private List<SecondAssessment> answers(int secondsLater) {
        return looks(secondsLater).answer(requests());
    }

    private Looks looks(int secondsLater) {
        Clock later = Clock.offset(flow.services.clock(), Duration.ofSeconds(secondsLater));
        return new Looks(secondLook, MAX_LAG, later, flow.telemetry.secondLooks());
    }

    private List<SecondLookRequest> requests() {
        return flow.read(TopicCatalogue.SECOND_LOOKS);
    }

    private long counted(Result result) {
        return flow.telemetry.secondLooks().counted(result);
    }

    private static void send(Flow to, SecondAssessment answer) {
        byte[] value = new AvroSerde<>(SecondAssessment.class, to.registry).encode("second-assessments", answer);
        assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("again:");
        to.input(TopicCatalogue.SECOND_ASSESSMENTS, answer.getThread(), value, Posts.START);
    }
}
