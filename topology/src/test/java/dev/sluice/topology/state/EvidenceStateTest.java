package dev.sluice.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.PostState.Flags;
import dev.sluice.topology.state.PostState.Members;
import dev.sluice.topology.state.PostState.Origin;
import dev.sluice.topology.state.PostState.Ruled;
import dev.sluice.topology.state.PostState.SecondLook;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** What evidence needs of earlier events is kept within bounds, costs others nothing, and older state still reads. */
class EvidenceStateTest {
    private static final long NOW = 1_772_366_400_000L;
    private static final ContextSettings.ThreadSettings THREAD =
            ContextSettings.defaults().thread();

    @Test
    void aPostThatWasNeverEditedIsWrittenAsBefore() {
        assertThat(state(1, 10).toBytes()[0]).isEqualTo((byte) 1);
        assertThat(state(1, 10)
                        .lookedAtAgain(new SecondLook(new byte[] {1}), NOW)
                        .toBytes()[0])
                .isEqualTo((byte) 2);
        assertThat(state(1, 10).ruled(new Ruled(new byte[] {1}), NOW).toBytes()[0])
                .isEqualTo((byte) 3);
    }

    @Test
    void anEditedPostRemembersTheRecordsOfItsEarlierRevisions() {
        PostState edited = edit(edit(state(1, 10), 2, 20), 3, 30);
        PostState read = PostState.of(edited.toBytes());
        assertThat(read).usingRecursiveComparison().isEqualTo(edited);
        assertThat(read.earlier().kept()).extracting(Origin::offset).containsExactly(1L, 2L);
        assertThat(read.earlier().kept().getFirst().value()).isEqualTo(bytes(10));
        assertThat(read.origin().value()).isEqualTo(bytes(30));
    }

    @Test
    void whateverHappensToThePostKeepsThem() {
        PostState edited = edit(state(1, 10), 2, 20);
        PostState later = edited.flaggedBy(new PostState.WeighedFlag("rita", NOW, 1, Duration.ofHours(1)), NOW)
                .ruled(new Ruled(new byte[] {1}), NOW)
                .askedAbout(NOW)
                .lookedAtAgain(new SecondLook(new byte[] {1}), NOW);
        assertThat(later.earlier()).isEqualTo(edited.earlier());
        assertThat(PostState.of(later.toBytes())).usingRecursiveComparison().isEqualTo(later);
    }

    @Test
    void aDeletionForgetsThemUnlessThePostWasReported() {
        PostState edited = edit(state(1, 10), 2, 20);
        assertThat(edited.revised(new Answer(2, 2), true, state(3, 0)).earlier())
                .isSameAs(EarlierRevisions.NONE);
        PostState reported = edited.flaggedBy(new PostState.WeighedFlag("rita", NOW, 1, Duration.ofHours(1)), NOW);
        PostState deleted = reported.revised(new Answer(2, 3), true, state(3, 0));
        assertThat(deleted.earlier().kept()).extracting(Origin::offset).containsExactly(1L, 2L);
        assertThat(deleted.revised(new Answer(3, 1), false, state(4, 5))
                        .earlier()
                        .kept())
                .as("the deletion's own record is no revision")
                .extracting(Origin::offset)
                .containsExactly(1L, 2L);
    }

    @Test
    void theirNumberAndTheirBytesAreBounded() {
        PostState state = state(1, 10);
        for (int revision = 2; revision <= 30; revision++) {
            state = edit(state, revision, 10);
        }
        assertThat(state.earlier().kept()).hasSize(EarlierRevisions.MAX_REVISIONS);
        assertThat(state.earlier().dropped()).isEqualTo(13);
        PostState large = edit(edit(edit(state(1, 10), 2, 40_000), 3, 40_000), 4, 10);
        assertThat(large.earlier().kept()).extracting(Origin::offset).containsExactly(3L);
        assertThat(large.earlier().dropped()).isEqualTo(2);
        PostState huge = edit(state(1, EarlierRevisions.MAX_BYTES + 1), 2, 10);
        assertThat(huge.earlier().kept()).isEmpty();
        assertThat(PostState.of(huge.toBytes()).earlier().dropped()).isEqualTo(1);
    }

    @Test
    void aThreadRemembersItsLatestPosts() {
        ThreadState thread = new ThreadState();
        for (int i = 1; i <= 12; i++) {
            thread.add("ada", 0, NOW + i, false, THREAD);
            thread.addRecent("post-" + i);
            assertThat(thread.remembersAllPosts()).isEqualTo(i <= RecentPosts.MAX_POSTS);
        }
        ThreadState read = ThreadState.of(thread.toBytes(NOW));
        assertThat(read.recentPosts())
                .hasSize(11)
                .startsWith("post-2", "post-3")
                .endsWith("post-12");
        assertThat(read.toBytes(NOW)).isEqualTo(thread.toBytes(NOW));
    }

    @Test
    void anIdThatIsTooLongIsPassedOverAndTheThreadKnowsThatItIsNotAll() {
        ThreadState thread = new ThreadState();
        thread.add("ada", 0, NOW, false, THREAD);
        thread.addRecent("é".repeat(64));
        assertThat(thread.recentPosts()).isEmpty();
        assertThat(thread.remembersAllPosts()).isFalse();
        thread.addRecent("x".repeat(127));
        assertThat(ThreadState.of(thread.toBytes(NOW)).recentPosts()).containsExactly("x".repeat(127));
    }

    @Test
    void aThreadOfTheLayoutBeforeReadsAndKnowsThatItIsNotAll() {
        ThreadState thread = new ThreadState();
        thread.add("ada", 0.5f, NOW, false, THREAD);
        byte[] now = thread.toBytes(NOW);
        byte[] before = Arrays.copyOf(now, now.length - 2);
        before[0] = 2;
        ThreadState read = ThreadState.of(before);
        assertThat(read.heat(NOW, THREAD)).isEqualTo(0.5f);
        assertThat(read.recentPosts()).isEmpty();
        assertThat(read.remembersAllPosts()).isFalse();
        assertThat(read.toBytes(NOW)).isEqualTo(now);
    }

    @Test
    void aLayoutThatIsNotKnownIsRefused() {
        byte[] post = state(1, 1).toBytes();
        post[0] = 5;
        assertThatThrownBy(() -> PostState.of(post))
                .isInstanceOf(StreamsException.class)
                .hasMessageContaining("version 5; this program reads version 1 to 4");
    }

    private static PostState edit(PostState state, int revision, int bytes) {
        return state.revised(new Answer(revision, 1), false, state(revision, bytes));
    }

    private static PostState state(int revision, int bytes) {
        return new PostState(
                NOW,
                new Answer(revision, 1),
                false,
                new Members("ada", null),
                new Flags(List.of(), 0, Flags.NEVER),
                new Origin(0, revision, NOW, bytes(bytes)),
                null,
                null);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) count);
        return bytes;
    }
}
