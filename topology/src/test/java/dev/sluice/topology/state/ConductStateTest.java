package dev.sluice.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of authors, targets, copies and pairs reads back, keeps its bounds, and bears late events. */
class ConductStateTest {
    private static final long NOW = 1_772_366_400_000L;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final ContextSettings.ThreadSettings THREAD =
            ContextSettings.defaults().thread();
    private static final ContextSettings.TargetSettings TARGET =
            ContextSettings.defaults().target();
    private static final ContextSettings.AuthorSettings AUTHOR =
            ContextSettings.defaults().author();

    @Test
    void editOfACountedPostIsNoFurtherPost() {
        TargetState target = TargetState.of(null);
        AuthorState author = AuthorState.of(null);
        for (String post : List.of("a", "b", "a", "a", "b")) {
            target.add(post, "ada", 0.5f, NOW, TARGET);
            author.addRiskyPost(post, NOW, AUTHOR);
        }
        assertThat(TargetState.of(target.toBytes(NOW)).riskyPosts(NOW, TARGET)).isEqualTo(2);
        assertThat(AuthorState.of(author.toBytes(NOW)).riskyPosts(NOW, AUTHOR)).isEqualTo(2);
    }

    @Test
    void countedPostsAreBounded() {
        CountedPosts counted = new CountedPosts();
        for (int i = 0; i <= CountedPosts.MAX_POSTS; i++) {
            assertThat(counted.add("post-" + i)).isTrue();
        }
        assertThat(counted.add("post-1")).isFalse();
        assertThat(counted.add("post-0")).isTrue();
    }

    @Test
    void authorStateReadsBack() {
        AuthorState state = AuthorState.of(null);
        state.addStrikes(1, NOW, AUTHOR);
        state.addPost(NOW, AUTHOR);
        state.addRiskyPost("p", NOW, AUTHOR);
        byte[] bytes = state.toBytes(NOW);
        assertThat(bytes).hasSizeLessThan(64);
        AuthorState read = AuthorState.of(bytes);
        assertThat(read.strikes(NOW + 30 * DAY, AUTHOR)).isEqualTo(0.5f, within(0.0001f));
        assertThat(read.riskyPosts(NOW, AUTHOR)).isEqualTo(1);
        assertThat(read.velocity(NOW, AUTHOR)).isEqualTo(1);
        assertThat(read.isFirstRisky("p")).isTrue();
        assertThat(read.isFirstRisky("q")).isFalse();
    }

    @Test
    void strikesFadeExpireAndAreTakenBackInWhateverOrderTheyCome() {
        AuthorState state = AuthorState.of(null);
        state.addStrikes(1, NOW + 30 * DAY, AUTHOR);
        state.addStrikes(1, NOW, AUTHOR);
        state.addStrikes(0.5f, NOW + 10 * DAY, AUTHOR);
        state.takeBackStrikes(0.5f, NOW + 10 * DAY);
        state.takeBackStrikes(0.25f, NOW + 10 * DAY);
        AuthorState read = AuthorState.of(state.toBytes(NOW + 40 * DAY));
        assertThat(read.strikes(NOW + 30 * DAY, AUTHOR)).isEqualTo(1.5f, within(0.0001f));
        assertThat(read.strikes(NOW + 90 * DAY - 1, AUTHOR)).isEqualTo(0.375f, within(0.001f));
        assertThat(read.strikes(NOW + 90 * DAY, AUTHOR)).isEqualTo(0.25f, within(0.001f));
        assertThat(read.strikes(NOW + 120 * DAY, AUTHOR)).isZero();
        assertThat(read.strikes(NOW, AUTHOR)).as("a clock that goes backwards").isEqualTo(2f, within(0.0001f));
    }

    @Test
    void strikesAreBounded() {
        AuthorState state = AuthorState.of(null);
        for (int i = 0; i < 100; i++) {
            state.addStrikes(1, NOW + i, AUTHOR);
        }
        assertThat(state.toBytes(NOW)).hasSizeLessThan(320);
        assertThat(state.strikes(NOW + 100, AUTHOR)).isEqualTo(Strikes.MAX_STRIKES, within(0.01f));
    }

    @Test
    void burstIsMeasuredAgainstWhatIsUsualForTheTarget() {
        TargetState steady = TargetState.of(null);
        long hour = HOUR.toMillis();
        for (int i = 0; i < 8_000; i++) {
            steady.add("post-" + i, "ada", 0.5f, NOW + i * hour / 4, TARGET);
        }
        long now = NOW + 7_999 * hour / 4;
        assertThat(steady.burst(now, TARGET)).isBetween(0.8f, 1.3f);
        for (int i = 0; i < 16; i++) {
            steady.add("more-" + i, "author-" + i, 0.5f, now, TARGET);
        }
        assertThat(TargetState.of(steady.toBytes(now)).burst(now, TARGET)).isBetween(4f, 6f);
        TargetState unknown = TargetState.of(null);
        unknown.add("post", "ada", 0.5f, NOW, TARGET);
        unknown.add("other", "bob", 0.5f, NOW, TARGET);
        assertThat(unknown.burst(NOW, TARGET)).isEqualTo(2);
        assertThat(unknown.heat(NOW + hour / 2, TARGET)).isEqualTo(0.5f, within(0.001f));
    }

    @Test
    void copiesReadBackAndKeepTheirBounds() {
        CopyState state = CopyState.of(null);
        for (int i = 0; i < 100; i++) {
            state.add(new CopyState.Copy("post-" + i, "author-" + i % 7, "thread-" + i % 3, 42), NOW + i);
        }
        byte[] bytes = state.toBytes(NOW);
        assertThat(bytes).hasSizeLessThan(800);
        assertThat(CopyState.of(bytes).toBytes(NOW)).isEqualTo(bytes);
        assertThat(state.count(42, NOW + 100, HOUR)).isEqualTo(new CopyState.Count(CopyState.MAX_POSTS, 7, 3));
        state.add(new CopyState.Copy("late", "zoe", "thread-9", 42), NOW - 1);
        assertThat(state.count(42, NOW, HOUR).authors())
                .as("late among so many")
                .isEqualTo(7);
        assertThat(state.count(42, NOW + 100 + HOUR.toMillis(), HOUR).posts()).isZero();
    }

    @Test
    void lateCopyTakesNoPlaceOfOneThatCameAfterItWhereverTheOldestStands() {
        CopyState state = CopyState.of(null);
        for (int i = 0; i < CopyState.MAX_POSTS; i++) {
            state.add(new CopyState.Copy("post-" + i, "ada", "thread-1", 42), NOW - i);
        }
        state.add(new CopyState.Copy("late", "zoe", "thread-9", 42), NOW - HOUR.toMillis() / 2);

        assertThat(state.count(42, NOW, HOUR)).isEqualTo(new CopyState.Count(CopyState.MAX_POSTS, 1, 1));
    }

    @Test
    void fiveOfEightEqualBytesAreNearlyTheSameWords() {
        CopyState state = CopyState.of(null);
        state.add(new CopyState.Copy("a", "ada", "t", 0x1122334455667788L), NOW);
        assertThat(state.count(0x1122334455000000L, NOW, HOUR).posts()).isEqualTo(1);
        assertThat(state.count(0x1122334400000000L, NOW, HOUR).posts()).isZero();
    }

    @Test
    void exchangesCountBothWaysUntilThereIsSilence() {
        ThreadState state = ThreadState.of(null);
        long hour = HOUR.toMillis();
        state.addExchange("ada", "bob", NOW, THREAD);
        state.addExchange("ada", "bob", NOW + 1, THREAD);
        assertThat(state.exchanges("bob", "ada", NOW + 1, THREAD)).isZero();
        state.addExchange("bob", "ada", NOW + 2, THREAD);
        state = ThreadState.of(state.toBytes(NOW));
        assertThat(state.exchanges("ada", "bob", NOW + 3, THREAD)).isEqualTo(1);
        assertThat(state.exchanges("ada", "cem", NOW + 3, THREAD)).isZero();
        assertThat(state.exchanges("ada", "bob", NOW + 3 + hour, THREAD)).isZero();
        state.addExchange("bob", "ada", NOW + 3 + hour, THREAD);
        assertThat(state.exchanges("ada", "bob", NOW + 3 + hour, THREAD)).isZero();
    }

    @Test
    void openMediationAndOpenNudgeReadBack() {
        OpenMediation mediation = new OpenMediation(
                true, "p", "garden", 2.5f, 0.1f, List.of("ada", "bob"), List.of("Wait."), NOW, NOW + 1);
        assertThat(OpenMediation.of(mediation.toBytes())).isEqualTo(mediation);
        assertThat(StateReader.touchedAt(mediation.toBytes())).isEqualTo(NOW + 1);
        OpenNudge nudge = new OpenNudge("p/1/1", "p", "garden", 0.6f, NOW, NOW + 1, 0, 0)
                .after(0.4f)
                .after(0.3f);
        assertThat(OpenNudge.of(nudge.toBytes())).isEqualTo(nudge);
        assertThat(nudge.laterPosts()).isEqualTo(2);
        assertThat(nudge.laterRisk()).isEqualTo(0.4f);
    }

    @Test
    void targetStateReadsBackAndKeepsItsBounds() {
        TargetState state = TargetState.of(null);
        for (int i = 0; i < 200; i++) {
            state.add("post-" + i, "author-" + i, 0.5f, NOW + i, TARGET);
        }
        byte[] bytes = state.toBytes(NOW);
        assertThat(bytes).hasSizeLessThan(1_200);
        assertThat(TargetState.of(bytes).toBytes(NOW)).isEqualTo(bytes);
        assertThat(state.distinctAuthors(NOW + 200, TARGET)).isEqualTo(TargetState.MAX_AUTHORS);
        assertThat(state.riskyPosts(NOW + 200, TARGET)).isEqualTo(200);
    }
}
