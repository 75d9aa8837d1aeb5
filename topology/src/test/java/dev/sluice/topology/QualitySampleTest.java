package dev.sluice.topology;

import static dev.sluice.topology.OutcomeRecords.START;
import static dev.sluice.topology.OutcomeRecords.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts that a person looks at by chance, with a known probability. */
class QualitySampleTest {
    private static void publish(OutcomesFlow flow, Post post) {
        flow.publish(TopicCatalogue.POSTS, post, START);
    }

    private static void decide(OutcomesFlow flow, Decision decision) {
        flow.publish(TopicCatalogue.DECISIONS, decision, START.plusSeconds(3));
    }

    @Test
    void aDrawnPostBecomesACaseWithItsWords() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            publish(flow, Posts.post("p1", "Marrows are overrated."));
            assertThat(flow.reviews()).as("nobody has decided yet").isEmpty();
            decide(flow, decision("p1", Outcome.ALLOW));
            decide(flow, decision("p1", Outcome.ALLOW));

            assertThat(flow.reviews()).singleElement().satisfies(review -> {
                assertThat(review.getId()).isEqualTo("p1/1/qa");
                assertThat(review.getDecision()).isEqualTo("p1/1/1");
                assertThat(review.getRule()).isEqualTo("qa.sample");
                assertThat(review.getQueue()).isEqualTo("qa");
                assertThat(review.getText()).isEqualTo("Marrows are overrated.");
            });
        }
    }

    @Test
    void aDecisionThatComesBeforeItsPostWaitsForIt() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            decide(flow, decision("p1", Outcome.REMOVE));
            assertThat(flow.reviews()).isEmpty();
            publish(flow, Posts.post("p1", "Marrows are overrated."));
            assertThat(flow.reviews()).extracting(ReviewCase::getPost).containsExactly("p1");
        }
    }

    @Test
    void whatPeopleSeeAnywayIsNotDrawn() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            publish(flow, Posts.post("p1", "Marrows are overrated."));
            decide(flow, decision("p1", Outcome.REVIEW));
            decide(flow, decision("p1", 1, 2, Trigger.VERDICT, Outcome.ALLOW));
            assertThat(flow.reviews()).isEmpty();
        }
    }

    @Test
    void aDeletedPostIsShownToNobody() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            Post post = Posts.post("p1", "Marrows are overrated.");
            publish(flow, post);
            publish(flow, Posts.deletion(post));
            decide(flow, decision("p1", Outcome.ALLOW));
            assertThat(flow.reviews()).isEmpty();
        }
    }

    @Test
    void aDeletionWithdrawsTheCaseThatIsOpen() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            Post post = Posts.post("p1", "Marrows are overrated.");
            publish(flow, post);
            decide(flow, decision("p1", Outcome.ALLOW));
            publish(flow, deletedAs(2, post));
            publish(flow, deletedAs(2, post));
            decide(flow, decision("p1", 2, 1, Trigger.DELETE, Outcome.ALLOW));

            assertThat(flow.reviews())
                    .extracting(ReviewCase::getId, ReviewCase::getRevision, ReviewCase::getState, ReviewCase::getText)
                    .containsExactly(
                            tuple("p1/1/qa", 1, CaseState.OPEN, "Marrows are overrated."),
                            tuple("p1/1/qa", 1, CaseState.WITHDRAWN, ""));
        }
    }

    @Test
    void aDeletionDaysLaterWithdrawsTheCaseStill() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            Post post = Posts.post("p1", "Marrows are overrated.");
            publish(flow, post);
            decide(flow, decision("p1", Outcome.ALLOW));
            publish(flow, Posts.post("p2", "Nobody has decided about this one."));
            flow.publish(TopicCatalogue.POSTS, Posts.post("p3", "Days go by."), START.plus(Duration.ofDays(6)));
            flow.driver.advanceWallClockTime(Duration.ofMinutes(1));
            assertThat(flow.driver.getKeyValueStore(OutcomeStores.DRAWN).get("p2"))
                    .as("words wait a day")
                    .isNull();
            flow.publish(TopicCatalogue.POSTS, Posts.deletion(post), START.plus(Duration.ofDays(6)));

            assertThat(flow.reviews())
                    .extracting(ReviewCase::getState)
                    .containsExactly(CaseState.OPEN, CaseState.WITHDRAWN);
        }
    }

    @Test
    void anEditWithdrawsTheCaseAboutTheOldWordsAndTheNewOnesAreDrawn() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            Post post = Posts.post("p1", "Marrows are overrated.");
            publish(flow, post);
            decide(flow, decision("p1", Outcome.ALLOW));
            publish(flow, Posts.edit(post, 2, "Marrows are fine."));
            decide(flow, decision("p1", 2, 1, Trigger.EDIT, Outcome.ALLOW));
            publish(flow, post);
            decide(flow, decision("p1", 1, 2, Trigger.SECOND_LOOK, Outcome.ALLOW));

            assertThat(flow.reviews())
                    .extracting(ReviewCase::getId, ReviewCase::getState, ReviewCase::getText)
                    .containsExactly(
                            tuple("p1/1/qa", CaseState.OPEN, "Marrows are overrated."),
                            tuple("p1/1/qa", CaseState.WITHDRAWN, ""),
                            tuple("p1/2/qa", CaseState.OPEN, "Marrows are fine."));
        }
    }

    @Test
    void theDecisionAboutAnEditWithdrawsTheCaseBeforeTheEditItselfIsRead() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            Post post = Posts.post("p1", "Marrows are overrated.");
            publish(flow, post);
            decide(flow, decision("p1", Outcome.ALLOW));
            decide(flow, decision("p1", 2, 1, Trigger.EDIT, Outcome.REVIEW));

            assertThat(flow.reviews())
                    .extracting(ReviewCase::getId, ReviewCase::getState)
                    .containsExactly(tuple("p1/1/qa", CaseState.OPEN), tuple("p1/1/qa", CaseState.WITHDRAWN));
        }
    }

    @Test
    void anEditThatOvertakesItsPostLeavesTheOldWordsUndrawn() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            Post post = Posts.post("p1", "Marrows are overrated.");
            decide(flow, decision("p1", Outcome.ALLOW));
            publish(flow, Posts.edit(post, 2, "Marrows are fine."));
            publish(flow, post);
            assertThat(flow.reviews()).isEmpty();
            decide(flow, decision("p1", 2, 1, Trigger.EDIT, Outcome.ALLOW));
            assertThat(flow.reviews()).extracting(ReviewCase::getText).containsExactly("Marrows are fine.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDeletionThatOvertakesItsPostIsHeardWhateverItsRevision(int revision) {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 1)) {
            Post post = Posts.post("p1", "Marrows are overrated.");
            publish(flow, deletedAs(revision, post));
            publish(flow, post);
            decide(flow, decision("p1", Outcome.ALLOW));
            assertThat(flow.reviews()).isEmpty();
        }
    }

    private static Post deletedAs(int revision, Post post) {
        Post deletion = Posts.deletion(post);
        deletion.setRevision(revision);
        return deletion;
    }

    @Test
    void drawsAsManyAsItSays() {
        QaPlan plan = new QaPlan(0.01, 0.2);
        long allowed = IntStream.range(0, 100_000)
                .filter(i -> plan.draws("post-" + i, Outcome.ALLOW))
                .count();
        long restricted = IntStream.range(0, 100_000)
                .filter(i -> plan.draws("post-" + i, Outcome.REMOVE))
                .count();
        // Three standard deviations of a binomial count.
        assertThat(allowed).isCloseTo(1_000, within(95L));
        assertThat(restricted).isCloseTo(20_000, within(380L));
        assertThat(plan.draws("p", Outcome.REVIEW)).isFalse();
        assertThat(plan.probability(Outcome.REVIEW)).isEqualTo(1);
    }

    @Test
    void sharesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new QaPlan(0, 1.5)).hasMessage("qa.restricted is 1.5; allowed: 0 to 1");
        assertThatThrownBy(() -> new QaPlan(Double.NaN, 0)).hasMessageContaining("qa.allowed is NaN");
    }
}
