package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What follows from posts, edits, deletions and flags. */
class RoutesTest {
    private final Flow flow = new Flow();

    @AfterEach
    void everyEventIsAnswered() {
        assertThat(flow.totals().balanced()).isTrue();
        flow.close();
    }

    @Test
    void benignPostIsAssessedAllowedAndNothingElse() {
        flow.publish(post("p", "what a lovely day"));
        Decision decision = flow.decision();
        assertThat(decision.getId()).isEqualTo("p/1/1");
        assertThat(decision.getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.getRule()).isEqualTo("default");
        assertThat(decision.getTrigger()).isEqualTo(Trigger.POST);
        assertThat(decision.getSupersedes()).isNull();
        assertThat(decision.getPolicySha256()).isEqualTo(flow.pack.sha256());
        assertThat(decision.getModels()).isEqualTo("models-1");
        assertThat(decision.getRules()).isEqualTo("rules-1");
        assertThat(decision.getContext().getThreadPosts()).isEqualTo(1);
        assertThat(flow.assessments())
                .singleElement()
                .satisfies(a -> assertThat(a.getId()).isEqualTo("p/1"));
        assertThat(flow.actions()).isEmpty();
        assertThat(flow.reviews()).isEmpty();
    }

    @Test
    void everythingIsKeyedByThread() {
        flow.publish(post("p", "t-9", "ada", "bob", "insult:0.8"));
        assertThat(flow.records(TopicCatalogue.DECISIONS).getFirst().key()).isEqualTo("t-9");
        assertThat(flow.records(TopicCatalogue.ASSESSMENTS).getFirst().key()).isEqualTo("t-9");
        assertThat(flow.records(TopicCatalogue.REVIEWS).getFirst().key()).isEqualTo("t-9");
        flow.publish(post("q", "t-9", "ada", "bob", "insult:0.6"));
        assertThat(flow.records(TopicCatalogue.ACTIONS).getFirst().key()).isEqualTo("t-9");
    }

    @Test
    void reviewOpensACaseWithWordsAndDeadline() {
        flow.publish(post("p", "you insult:0.8"));
        ReviewCase review = flow.reviews().getFirst();
        assertThat(review.getId()).isEqualTo("p/1/1/review");
        assertThat(review.getState()).isEqualTo(CaseState.OPEN);
        assertThat(review.getQueue()).isEqualTo("manners");
        assertThat(review.getText()).isEqualTo("you insult:0.8");
        assertThat(review.getSpans())
                .singleElement()
                .satisfies(span -> assertThat(span.getStart()).isEqualTo(4));
        assertThat(review.getPriority()).isEqualTo(0.8f);
        assertThat(review.getDueAt()).isEqualTo(review.getOpenedAt().plus(Duration.ofHours(12)));
    }

    @Test
    void actionCarriesTheRenderedNotice() {
        flow.publish(post("p", "hate:0.95"));
        Action action = flow.actions().getFirst();
        assertThat(action.getType()).isEqualTo(ActionType.REMOVE);
        assertThat(action.getId()).isEqualTo("p/1/1/remove");
        assertThat(action.getNoticeTemplate()).isEqualTo("plain");
        assertThat(action.getNotice())
                .contains("Post p: remove. The post attacks people. Clause 1.1, Be civil.")
                .doesNotContain("hate:0.95");
    }

    @Test
    void removalWithAQueueIsAskedForAndLookedAt() {
        flow.publish(post("p", "threat:0.95"));
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE);
        assertThat(flow.reviews()).singleElement().satisfies(review -> {
            assertThat(review.getQueue()).isEqualTo("safety");
            assertThat(review.getState()).isEqualTo(CaseState.OPEN);
        });
    }

    @Test
    void authorLearntLaterDoesNotLoseWhatIsInForce() {
        Post post = post("p", "thread-1", null, null, "hate:0.95");
        Post edit = edit(post, 2, "sorry");
        edit.setAuthor("ada");
        flow.publish(post, edit);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE, ActionType.RESTORE);
    }

    @Test
    void repetitionIsCountedNotAnswered() {
        Post post = post("p", "hello");
        flow.publish(post, post);
        flow.publish(edit(post, 2, "again"), edit(post, 2, "again"), post);
        assertThat(flow.decisions()).extracting(Decision::getId).containsExactly("p/1/1", "p/2/1");
        assertThat(flow.totals().duplicates()).isEqualTo(3);
    }

    @Test
    void editThatBecomesHarmlessRestoresAndClosesTheCase() {
        Post removed = post("p", "hate:0.95");
        Post held = post("q", "thread-1", "bob", null, "insult:0.8");
        flow.publish(removed, held);
        flow.actions();
        flow.reviews();
        flow.publish(edit(removed, 2, "sorry"), edit(held, 2, "sorry"));
        assertThat(flow.decisions())
                .extracting(Decision::getId, Decision::getSupersedes, Decision::getTrigger)
                .contains(tuple("p/2/1", "p/1/1", Trigger.EDIT), tuple("q/2/1", "q/1/1", Trigger.EDIT));
        assertThat(flow.actions()).singleElement().satisfies(action -> {
            assertThat(action.getType()).isEqualTo(ActionType.RESTORE);
            assertThat(action.getId()).isEqualTo("p/2/1/restore");
        });
        assertThat(flow.reviews()).singleElement().satisfies(review -> {
            assertThat(review.getState()).isEqualTo(CaseState.WITHDRAWN);
            assertThat(review.getId()).isEqualTo("q/1/1/review");
            assertThat(review.getText()).isEmpty();
        });
    }

    @Test
    void editIntoAbuseIsJudgedByItsNewWords() {
        Post post = post("p", "hello");
        flow.publish(post, edit(post, 2, "hate:0.95"));
        assertThat(flow.decisions()).extracting(Decision::getOutcome).containsExactly(Outcome.ALLOW, Outcome.REMOVE);
        assertThat(flow.assessments()).hasSize(2);
    }

    @Test
    void editWithoutAuthorStaysTheAuthors() {
        Post post = post("p", "thread-1", "ada", "bob", "hate:0.95");
        Post edit = edit(post, 2, "hate:0.96");
        edit.setAuthor(null);
        edit.setTarget(null);
        flow.publish(post, edit);
        assertThat(flow.decisions()).extracting(Decision::getAuthor).containsExactly("ada", "ada");
    }

    @Test
    void deletionWithdrawsTheCaseAndRestoresNothing() {
        Post held = post("p", "insult:0.8");
        Post removed = post("q", "hate:0.95");
        flow.publish(held, removed);
        flow.decisions();
        flow.reviews();
        flow.actions();
        flow.publish(deletion(held), deletion(removed), deletion(held));
        assertThat(flow.decisions())
                .extracting(Decision::getId, Decision::getRule, Decision::getOutcome, Decision::getSupersedes)
                .containsExactlyInAnyOrder(
                        tuple("p/1/2", "intake.deleted", Outcome.ALLOW, "p/1/1"),
                        tuple("q/1/2", "intake.deleted", Outcome.ALLOW, "q/1/1"));
        assertThat(flow.reviews()).extracting(ReviewCase::getState).containsExactly(CaseState.WITHDRAWN);
        assertThat(flow.actions()).isEmpty();
        assertThat(flow.totals().duplicates()).isEqualTo(1);
    }

    @Test
    void deletionOfAnUnknownPostIsAnswered() {
        flow.publish(deletion(post("p", "")));
        assertThat(flow.decision().getRule()).isEqualTo("intake.deleted");
        assertThat(flow.assessments()).isEmpty();
    }

    @Test
    void flagsOfDistinctMembersAddUpToAReview() {
        Post post = post("p", "quite harmless");
        flow.publish(post);
        flow.report(flag(post, "bob"));
        flow.report(flag(post, "bob"));
        flow.report(flag(post, "cem"));
        assertThat(flow.decisions())
                .extracting(Decision::getId, Decision::getOutcome, Decision::getTrigger)
                .containsExactly(
                        tuple("p/1/1", Outcome.ALLOW, Trigger.POST),
                        tuple("p/1/2", Outcome.ALLOW, Trigger.FLAG),
                        tuple("p/1/3", Outcome.REVIEW, Trigger.FLAG));
        assertThat(flow.totals().duplicates()).isEqualTo(1);
        assertThat(flow.reviews()).singleElement().satisfies(review -> {
            assertThat(review.getQueue()).isEqualTo("flags");
            assertThat(review.getText()).isEqualTo("quite harmless");
        });
        assertThat(flow.assessments()).hasSize(1);
    }

    @Test
    void anotherFlagLeavesTheOpenCaseAlone() {
        Post post = post("p", "insult:0.8");
        flow.publish(post);
        flow.report(flag(post, "bob"));
        assertThat(flow.decisions()).hasSize(2);
        assertThat(flow.reviews()).extracting(ReviewCase::getState).containsExactly(CaseState.OPEN);
    }

    @Test
    void sameActionIsNotAskedForTwice() {
        Post post = post("p", "hate:0.95");
        flow.publish(post);
        flow.report(flag(post, "bob"));
        assertThat(flow.decisions()).hasSize(2);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE);
    }

    @Test
    void flagsSurviveAnEdit() {
        Post post = post("p", "hello");
        flow.publish(post);
        flow.report(flag(post, "bob"));
        flow.publish(edit(post, 2, "hello there"));
        assertThat(flow.decisions().getLast().getContext().getFlags()).isEqualTo(1);
        flow.report(flag(post, "cem"));
        assertThat(flow.decision().getId()).isEqualTo("p/2/2");
    }

    @Test
    void postIsForgottenAfterItsRetention() {
        Duration retention = TopologySettings.defaults().retention().posts();
        byte[] old = flow.encoded(post("old", "a"));
        flow.input(TopicCatalogue.POSTS, "thread-1", old, START.minus(retention.plusDays(1)));
        assertThat(flow.driver.getKeyValueStore("posts-seen").get("old")).isNotNull();
        for (int i = 0; i < 5; i++) {
            byte[] value = flow.encoded(post("new-" + i, "a"));
            flow.input(TopicCatalogue.POSTS, "thread-1", value, START.plusSeconds(2 * i));
        }
        assertThat(flow.driver.getKeyValueStore("posts-seen").get("old")).isNotNull();
        flow.driver.advanceWallClockTime(TopologySettings.defaults().retention().sweepEvery());
        assertThat(flow.driver.getKeyValueStore("posts-seen").get("old")).isNull();
        assertThat(flow.driver.getKeyValueStore("posts-seen").get("new-0")).isNotNull();
    }
}
