package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stream knows of thread, target and author, and that a policy can act on it. */
class ContextTest {
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void thirdAuthorAtTheSameTargetIsAPileOn() {
        flow.publish(post("a", "t-1", "ada", "zoe", "insult:0.4"));
        flow.publish(post("b", "t-1", "ada", "zoe", "insult:0.4"));
        flow.publish(post("c", "t-2", "bob", "zoe", "insult:0.4"));
        flow.publish(post("d", "t-3", "cem", "zoe", "insult:0.4"));
        List<Decision> decisions = flow.decisions();
        assertThat(decisions)
                .extracting(d -> d.getContext().getTargetDistinctAuthors())
                .containsExactly(1, 1, 2, 3);
        assertThat(decisions)
                .extracting(d -> d.getContext().getTargetRiskyPosts())
                .containsExactly(1, 2, 3, 4);
        assertThat(decisions.getLast().getRule()).isEqualTo("pile-on");
    }

    @Test
    void pileOnEndsWithItsWindow() {
        flow.publish(at(post("a", "t-1", "ada", "zoe", "insult:0.4"), Duration.ofHours(-3)));
        flow.publish(at(post("b", "t-1", "bob", "zoe", "insult:0.4"), Duration.ofHours(-2)));
        flow.publish(post("c", "t-1", "cem", "zoe", "insult:0.4"));
        assertThat(flow.decisions().getLast().getContext().getTargetDistinctAuthors())
                .isEqualTo(1);
    }

    @Test
    void nobodyPilesOnOneself() {
        flow.publish(post("a", "t-1", "zoe", "zoe", "insult:0.4"));
        assertThat(flow.decision().getContext().getTargetDistinctAuthors()).isZero();
    }

    @Test
    void postFromTheFutureCountsFromNow() {
        flow.publish(at(post("a", "t-1", "ada", "zoe", "insult:0.6"), Duration.ofHours(20)));
        flow.publish(post("b", "t-1", "bob", "zoe", "insult:0.6"));
        Decision first = flow.decisions().getLast();
        assertThat(first.getContext().getThreadHeat()).isEqualTo(1.2f, within(0.001f));
        assertThat(first.getContext().getTargetDistinctAuthors()).isEqualTo(2);
        Post later = at(post("c", "t-1", "cem", "zoe", "insult:0.6"), Duration.ofMinutes(30));
        flow.input(TopicCatalogue.POSTS, "t-1", flow.encoded(later), START.plus(Duration.ofMinutes(30)));
        assertThat(flow.decision().getContext().getThreadHeat()).isEqualTo(1.2f, within(0.001f));
    }

    @Test
    void defamationLeavesNoTrace() {
        for (int i = 0; i < 4; i++) {
            flow.publish(post("p" + i, "t-1", "ada", "zoe", "defamation:0.9"));
        }
        assertThat(flow.decisions().getLast().getContext()).satisfies(context -> {
            assertThat(context.getThreadHeat()).isZero();
            assertThat(context.getThreadBaseline()).isZero();
            assertThat(context.getTargetRiskyPosts()).isZero();
            assertThat(context.getTargetDistinctAuthors()).isZero();
            assertThat(context.getAuthorRiskyPosts()).isZero();
        });
        assertThat(flow.mediations()).isEmpty();
    }

    @Test
    void riskAtTheFloorCounts() {
        flow.publish(post("a", "t-1", "ada", "zoe", "insult:0.25"));
        flow.publish(post("b", "t-1", "ada", "zoe", "insult:0.2499998"));
        flow.publish(post("c", "t-1", "ada", "zoe", "insult:0.249"));
        assertThat(flow.decisions().getLast().getContext().getThreadHeat()).isEqualTo(0.5f, within(0.001f));
    }

    @Test
    void editsAreNoFurtherRiskyPosts() {
        Post rude = post("a", "t-1", "ada", "zoe", "insult:0.4");
        flow.publish(rude, edit(rude, 2, "insult:0.41"), edit(rude, 3, "insult:0.42"));
        Post turned = post("b", "t-1", "ada", "zoe", "hello");
        flow.publish(turned, edit(turned, 2, "insult:0.4"));
        assertThat(flow.decisions())
                .extracting(d -> d.getContext().getTargetRiskyPosts())
                .containsExactly(1, 1, 1, 0, 2);
        flow.publish(post("c", "t-1", "ada", "zoe", "insult:0.4"));
        assertThat(flow.decision().getContext().getAuthorRiskyPosts()).isEqualTo(3);
    }

    @Test
    void threadHeatsUpAndIsOfferedToAMediatorOnce() {
        for (int i = 0; i < 4; i++) {
            flow.publish(post("p" + i, "t-1", "author-" + i, null, "insult:0.6"));
        }
        flow.publish(post("q", "t-2", "ada", null, "insult:0.6"));
        List<Decision> decisions = flow.decisions();
        assertThat(decisions.get(3).getContext().getThreadHeat()).isEqualTo(2.4f, within(0.01f));
        assertThat(decisions.get(3).getContext().getThreadPosts()).isEqualTo(4);
        assertThat(decisions.get(3).getContext().getThreadBaseline()).isEqualTo(0.6f, within(0.01f));
        MediationCase mediation = flow.mediations().getFirst();
        assertThat(mediation.getId()).isEqualTo("t-1/p3");
        assertThat(mediation.getParticipants()).containsExactly("author-0", "author-1", "author-2", "author-3");
        assertThat(mediation.getSteps()).containsExactly("Ask what would help.");
        flow.publish(post("p5", "t-1", "ada", null, "insult:0.6"));
        assertThat(flow.mediations()).isEmpty();
    }

    @Test
    void heatFadesAndLatePostsCountForLess() {
        flow.publish(at(post("a", "insult:0.6"), Duration.ofHours(-1)));
        flow.publish(post("b", "insult:0.6"));
        assertThat(flow.decisions().getLast().getContext().getThreadHeat()).isEqualTo(0.75f, within(0.01f));
        flow.publish(at(post("late", "insult:0.6"), Duration.ofHours(-1)));
        assertThat(flow.decision().getContext().getThreadHeat()).isEqualTo(0.9f, within(0.01f));
    }

    @Test
    void lateBeyondTheWindowCountsNoMoreAndFadesAway() {
        flow.publish(post("a", "t-1", "ada", "zoe", "insult:0.6"));
        flow.publish(at(post("late", "t-1", "bob", "zoe", "insult:0.6"), Duration.ofHours(-3)));
        assertThat(flow.decisions().getLast().getContext()).satisfies(context -> {
            assertThat(context.getThreadPosts()).isEqualTo(1);
            assertThat(context.getThreadHeat()).isEqualTo(0.609f, within(0.001f));
            assertThat(context.getThreadBaseline()).isEqualTo(0.6f, within(0.001f));
            assertThat(context.getTargetDistinctAuthors()).isEqualTo(1);
            assertThat(context.getTargetRiskyPosts()).isEqualTo(1);
            assertThat(context.getTargetHeat()).isEqualTo(0.609f, within(0.001f));
        });
    }

    @Test
    void flagsLeaveNoTraceInTheContext() {
        Post post = post("a", "t-1", "ada", "zoe", "insult:0.4");
        flow.publish(post);
        flow.report(flag(post, "bob"));
        Decision again = flow.decisions().getLast();
        assertThat(again.getContext().getTargetRiskyPosts()).isEqualTo(1);
        assertThat(again.getContext().getAuthorRiskyPosts()).isEqualTo(1);
        assertThat(again.getContext().getThreadPosts()).isEqualTo(1);
        assertThat(again.getOutcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void burstAndHeatOfAPileOn() {
        for (int i = 0; i < 4; i++) {
            flow.publish(post("p" + i, "t-1", "author-" + i, "zoe", "insult:0.5"));
        }
        assertThat(flow.decisions().getLast().getContext()).satisfies(context -> {
            assertThat(context.getTargetHeat()).isEqualTo(2f, within(0.001f));
            assertThat(context.getTargetBurst()).isEqualTo(4f, within(0.05f));
        });
    }

    @Test
    void weightsOfFlagsAddUp() {
        Post post = post("a", "hello");
        flow.publish(post);
        flow.report(flag(post, "rita"));
        Flag weighed = flag(post, "sam");
        weighed.setWeight(0.25f);
        flow.report(weighed);
        flow.publish(edit(post, 2, "hello there"));
        assertThat(flow.decisions())
                .extracting(d -> d.getContext().getFlags(), d -> d.getContext().getFlagWeight())
                .as("a flag right behind another counts half")
                .containsExactly(tuple(0, 0f), tuple(1, 1f), tuple(2, 1.125f), tuple(2, 1.125f));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void contextIsTheSameInWhateverOrderPostsCome(long seed) {
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Post post =
                    post("p" + i, "t-1", "author-" + i % 5, "zoe", i % 3 == 0 ? "hello" : "insult:0." + (3 + i % 6));
            posts.add(at(post, Duration.ofMinutes(-i)));
        }
        Context inOrder = contextAfter(posts);
        Collections.shuffle(posts, new Random(seed));
        Context shuffled = contextAfter(posts);
        assertThat(shuffled.getThreadHeat()).isEqualTo(inOrder.getThreadHeat(), within(0.001f));
        assertThat(shuffled.getThreadBaseline()).isEqualTo(inOrder.getThreadBaseline(), within(0.001f));
        assertThat(shuffled.getTargetHeat()).isEqualTo(inOrder.getTargetHeat(), within(0.001f));
        assertThat(shuffled.getTargetBurst()).isEqualTo(inOrder.getTargetBurst(), within(0.001f));
        assertThat(shuffled.getThreadPosts()).isEqualTo(inOrder.getThreadPosts());
        assertThat(shuffled.getTargetDistinctAuthors()).isEqualTo(inOrder.getTargetDistinctAuthors());
        assertThat(shuffled.getAuthorRiskyPosts()).isEqualTo(inOrder.getAuthorRiskyPosts());
    }

    private static Context contextAfter(List<Post> posts) {
        try (Flow flow = new Flow()) {
            posts.forEach(flow::publish);
            flow.publish(post("probe", "t-1", "author-1", "zoe", "insult:0.3"));
            return flow.decisions().getLast().getContext();
        }
    }

    private static Post at(Post post, Duration later) {
        post.setCreatedAt(START.plus(later));
        return post;
    }
}
