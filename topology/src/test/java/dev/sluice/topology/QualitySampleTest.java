package dev.sluice.topology;

import static dev.sluice.topology.OutcomeRecords.START;
import static dev.sluice.topology.OutcomeRecords.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
