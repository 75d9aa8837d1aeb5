package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the stream knows of authors, and that a policy can act on it. */
class AuthorContextTest {
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void strikesOfEarlierPostsCount() {
        flow.publish(post("a", "t-1", "ada", null, "hate:0.95"));
        flow.publish(post("b", "t-2", "ada", null, "insult:0.4"));
        flow.publish(post("c", "t-2", "bob", null, "insult:0.4"));
        assertThat(flow.decisions())
                .extracting(d -> d.getContext().getAuthorStrikes())
                .containsExactly(0f, 1f, 0f);
        assertThat(flow.actions()).extracting(Action::getType).containsExactly(ActionType.REMOVE, ActionType.LIMIT);
    }

    @Test
    void strikesHalveWithTheirHalfLife() {
        flow.publish(at(post("a", "hate:0.95"), Duration.ofDays(-60)));
        flow.publish(post("b", "insult:0.4"));
        assertThat(flow.decisions().getLast().getContext().getAuthorStrikes()).isEqualTo(0.25f, within(0.001f));
    }

    @Test
    void strikesExpire() {
        flow.publish(at(post("a", "hate:0.95"), Duration.ofDays(-89)));
        flow.publish(post("b", "insult:0.4"));
        assertThat(flow.decisions().getLast().getContext().getAuthorStrikes()).isEqualTo(0.128f, within(0.001f));
        flow.publish(at(post("c", "thread-1", "bob", null, "hate:0.95"), Duration.ofDays(-90)));
        flow.publish(post("d", "thread-1", "bob", null, "insult:0.4"));
        assertThat(flow.decisions().getLast().getContext().getAuthorStrikes()).isZero();
    }

    @Test
    void strikeIsTakenBackWithTheDecisionThatGaveIt() {
        Post post = post("a", "hate:0.95");
        flow.publish(post, edit(post, 2, "sorry"));
        flow.publish(post("b", "insult:0.4"));
        assertThat(flow.decisions().getLast().getContext().getAuthorStrikes()).isEqualTo(0f, within(0.001f));
    }

    @Test
    void postIsNotJudgedByItsOwnStrike() {
        Post post = post("a", "hate:0.95");
        flow.publish(post);
        flow.report(flag(post, "bob"));
        assertThat(flow.decisions().getLast().getContext().getAuthorStrikes()).isEqualTo(0f, within(0.001f));
        flow.publish(post("b", "insult:0.4"));
        assertThat(flow.decision().getContext().getAuthorStrikes()).isEqualTo(1f, within(0.001f));
    }

    @Test
    void deletingAPostDoesNotForgiveIt() {
        Post post = post("a", "hate:0.95");
        flow.publish(post, deletion(post), post("b", "insult:0.4"));
        assertThat(flow.decisions().getLast().getContext().getAuthorStrikes()).isEqualTo(1f, within(0.001f));
    }

    @Test
    void flagADayLaterDoesNotRedateTheStrike() {
        Post post = at(post("a", "hate:0.95"), Duration.ofDays(-30));
        flow.publish(post);
        flow.report(flag(post, "bob"));
        flow.publish(post("b", "insult:0.4"));
        assertThat(flow.decisions().getLast().getContext().getAuthorStrikes()).isEqualTo(0.5f, within(0.001f));
    }

    @Test
    void riskyPostsOfTheAuthorCountAcrossThreads() {
        flow.publish(post("a", "t-1", "ada", null, "insult:0.4"));
        flow.publish(post("b", "t-2", "ada", null, "hello"));
        flow.publish(post("c", "t-3", "ada", null, "insult:0.4"));
        assertThat(flow.decisions())
                .extracting(d -> d.getContext().getAuthorRiskyPosts())
                .containsExactlyInAnyOrder(1, 0, 2);
    }

    @Test
    void postsOfTheAuthorInTheThreadAreCounted() {
        flow.publish(post("a", "t-1", "ada", null, "one"), post("b", "t-1", "bob", null, "two"));
        flow.publish(post("c", "t-1", "ada", null, "three"));
        assertThat(flow.decisions())
                .extracting(d -> d.getContext().getAuthorThreadPosts())
                .containsExactly(1, 1, 2);
    }

    @Test
    void velocityCountsPostsOfTheLastMinutes() {
        flow.publish(at(post("a", "insult:0.4"), Duration.ofMinutes(-30)));
        flow.publish(at(post("b", "insult:0.4"), Duration.ofMinutes(-4)));
        Post third = post("c", "insult:0.4");
        flow.publish(third, edit(third, 2, "insult:0.41"));
        assertThat(flow.decisions())
                .extracting(d -> d.getContext().getAuthorVelocity())
                .containsExactly(1, 1, 2, 2);
    }

    @Test
    void newAccountAndFirstPostAreWhatThePlatformSays() {
        Post known = post("a", "insult:0.4");
        known.setAuthorSince(START.minus(Duration.ofDays(8)));
        known.setAuthorPosts(12);
        Post fresh = post("b", "t-1", "bob", null, "insult:0.4");
        fresh.setAuthorSince(START.minus(Duration.ofDays(6)));
        fresh.setAuthorPosts(0);
        Post ahead = post("c", "t-1", "cem", null, "hello");
        ahead.setAuthorSince(START.plus(Duration.ofDays(1)));
        ahead.setAuthorPosts(-1);
        Post untold = post("d", "t-1", "dan", null, "insult:0.4");
        flow.publish(known, fresh, ahead, untold);
        flow.report(flag(fresh, "rita"));
        assertThat(flow.decisions())
                .extracting(
                        Decision::getPost,
                        d -> d.getContext().getAuthorNewAccount(),
                        d -> d.getContext().getAuthorFirstPost())
                .containsExactlyInAnyOrder(
                        tuple("a", false, false),
                        tuple("b", true, true),
                        tuple("c", true, false),
                        tuple("d", false, false),
                        tuple("b", true, true));
    }

    @Test
    void firstRiskyPostStaysTheFirst() {
        Post first = post("a", "insult:0.4");
        flow.publish(post("calm", "hello"), first, post("b", "insult:0.4"), edit(first, 2, "insult:0.42"));
        flow.report(flag(first, "rita"));
        assertThat(flow.decisions())
                .filteredOn(d -> !d.getPost().equals("calm"))
                .extracting(Decision::getPost, d -> d.getContext().getAuthorFirstRisky())
                .containsExactly(tuple("a", true), tuple("b", false), tuple("a", true), tuple("a", true));
    }

    private static Post at(Post post, Duration later) {
        post.setCreatedAt(START.plus(later));
        return post;
    }
}
