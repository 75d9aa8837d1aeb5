package dev.sluice.topology;

import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Revisions are judged anew; a deletion ends what is pending, but neither evidence nor what members reported. */
class EditsAndDeletionsTest {
    private final Flow flow = new Flow();

    @AfterEach
    void everyEventIsAnswered() {
        assertThat(flow.totals().balanced()).isTrue();
        flow.close();
    }

    @Test
    void everyRevisionIsJudgedAndAnEarlierOneThatComesLateIsNot() {
        Post post = post("p", "hello");
        flow.publish(post, edit(post, 3, "hate:0.95"), edit(post, 2, "insult:0.8"));
        assertThat(flow.decisions()).extracting(Decision::getId).containsExactly("p/1/1", "p/3/1");
        assertThat(flow.reviews()).isEmpty();
        assertThat(flow.totals().duplicates()).isEqualTo(1);
    }

    @Test
    void editThatComesBeforeItsPostStands() {
        Post post = post("p", "insult:0.8");
        flow.publish(edit(post, 2, "sorry"), post);
        assertThat(flow.decisions()).extracting(Decision::getId).containsExactly("p/2/1");
        assertThat(flow.reviews()).isEmpty();
    }

    @Test
    void editOfADeletedPostBringsItBackAndIsJudged() {
        Post post = post("p", "hello");
        flow.publish(post, deletion(post), edit(post, 2, "insult:0.8"));
        assertThat(flow.decisions().getLast().getOutcome()).isEqualTo(Outcome.REVIEW);
        assertThat(flow.reviews()).extracting(ReviewCase::getState).containsExactly(CaseState.OPEN);
    }

    @Test
    void editFromBeforeTheDeletionThatComesAfterItChangesNothing() {
        Post post = post("p", "hello");
        Post deletion = deletion(post);
        deletion.setRevision(3);
        flow.publish(post, deletion, edit(post, 2, "insult:0.8"));
        assertThat(flow.decisions()).extracting(Decision::getRule).containsExactly("default", "intake.deleted");
        assertThat(flow.reviews()).isEmpty();
        assertThat(flow.totals().duplicates()).isEqualTo(1);
    }

    @Test
    void postThatComesAfterItsDeletionStaysDeleted() {
        Post post = post("p", "insult:0.8");
        flow.publish(deletion(post), post);
        assertThat(flow.decisions()).extracting(Decision::getRule).containsExactly("intake.deleted");
        assertThat(flow.reviews()).isEmpty();
    }

    @Test
    void deletionLeavesTheCaseOfAReportedPostOpen() {
        Post post = post("p", "hello");
        flow.publish(post);
        flow.report(flag(post, "rita"));
        flow.report(flag(post, "sam"));
        flow.publish(deletion(post));
        assertThat(flow.decisions().getLast().getRule()).isEqualTo("intake.deleted");
        assertThat(flow.reviews()).extracting(ReviewCase::getState).containsExactly(CaseState.OPEN);
    }

    @Test
    void caseThatARuleOpenedBeforeItWasReportedStaysOpenToo() {
        Post post = post("p", "insult:0.8");
        flow.publish(post);
        flow.report(flag(post, "rita"));
        flow.publish(deletion(post));
        assertThat(flow.reviews()).extracting(ReviewCase::getState).containsExactly(CaseState.OPEN);
    }

    @Test
    void flagOfADeletedPostIsCountedAndAnswered() {
        Post post = post("p", "insult:0.8");
        flow.publish(post, deletion(post));
        flow.report(flag(post, "rita"));
        Decision last = flow.decisions().getLast();
        assertThat(last.getId()).isEqualTo("p/1/3");
        assertThat(last.getSupersedes()).isEqualTo("p/1/2");
        assertThat(last.getRule()).isEqualTo("intake.deleted");
        assertThat(last.getContext().getFlags()).isEqualTo(1);
        assertThat(flow.reviews())
                .extracting(ReviewCase::getState)
                .containsExactly(CaseState.OPEN, CaseState.WITHDRAWN);
    }

    @Test
    void deletionTakesNoEscalationBack() {
        Post post = post("p", "threat:0.95");
        flow.publish(post);
        Escalation told = flow.escalations().getFirst();
        flow.publish(deletion(post));
        assertThat(told.getPost().getText()).isEqualTo("threat:0.95");
        assertThat(flow.escalations()).isEmpty();
        assertThat(flow.actions()).hasSize(1);
    }
}
