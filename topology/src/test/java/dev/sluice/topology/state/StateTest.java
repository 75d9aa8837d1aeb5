package dev.sluice.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.topology.state.PostStanding.Measure;
import dev.sluice.topology.state.PostStanding.OpenCase;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.PostState.Flags;
import dev.sluice.topology.state.PostState.Members;
import dev.sluice.topology.state.PostState.Origin;
import dev.sluice.topology.state.PostState.Ruled;
import dev.sluice.topology.state.PostState.SecondLook;
import dev.sluice.topology.state.PostState.WeighedFlag;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** State reads back as it was written, keeps its bounds, and bears late and early events. */
class StateTest {
    private static final long NOW = 1_772_366_400_000L;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ContextSettings.ThreadSettings THREAD =
            ContextSettings.defaults().thread();

    @Test
    void postStateReadsBack() {
        PostState state = new PostState(
                NOW,
                new Answer(7, 300),
                true,
                new Members("ada", null),
                new Flags(List.of(1L, -1L), 1.5f, NOW - 9),
                new Origin(3, 1L << 40, NOW - 5, new byte[] {0, 1, 2}),
                null,
                new Ruled(new byte[] {7}));
        PostState read = PostState.of(state.toBytes());
        assertThat(read).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(state);
        assertThat(StateReader.touchedAt(state.toBytes())).isEqualTo(NOW);
    }

    @Test
    void postStateRemembersASecondLookUntilTheWordsChange() {
        PostState once = new PostState(
                NOW,
                new Answer(1, 2),
                false,
                new Members("ada", null),
                Flags.NONE,
                new Origin(0, 0, NOW, new byte[0]),
                null,
                null);
        PostState twice = once.lookedAtAgain(new SecondLook(new byte[] {4, 5}), NOW + 1);
        PostState read = PostState.of(twice.toBytes());
        assertThat(read).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(twice);
        assertThat(read.last()).isEqualTo(new Answer(1, 3));
        assertThat(read.flaggedBy(flag("rita", NOW), NOW).secondLook()).isSameAs(read.secondLook());
        assertThat(read.revised(new Answer(2, 1), false, once).secondLook()).isNull();
        assertThat(once.toBytes()[0])
                .as("written as before there were second looks")
                .isEqualTo((byte) 1);
    }

    @Test
    void reportersAreBounded() {
        PostState state = new PostState(
                NOW,
                new Answer(1, 1),
                false,
                new Members(null, null),
                Flags.NONE,
                new Origin(0, 0, NOW, new byte[0]),
                null,
                null);
        for (int i = 0; i < PostState.MAX_REPORTERS; i++) {
            assertThat(state.knowsReporter("reporter-" + i)).isFalse();
            state = state.flaggedBy(flag("reporter-" + i, NOW), NOW);
        }
        assertThat(state.knowsReporter("one more")).isTrue();
        assertThat(PostState.of(state.toBytes()).flags().reporters()).hasSize(PostState.MAX_REPORTERS);
    }

    @Test
    void flagsThatComeInABurstCountHalf() {
        PostState state = new PostState(
                NOW,
                new Answer(1, 1),
                false,
                new Members(null, null),
                Flags.NONE,
                new Origin(0, 0, NOW, new byte[0]),
                null,
                null);
        state = state.flaggedBy(flag("one", NOW), NOW);
        assertThat(state.flags().weight()).isEqualTo(1f);
        state = state.flaggedBy(flag("two", NOW + 1), NOW);
        assertThat(state.flags().weight()).isEqualTo(1.5f);
        state = state.flaggedBy(flag("late, of earlier", NOW - 1), NOW);
        assertThat(state.flags().weight()).isEqualTo(2f);
        state = state.flaggedBy(flag("spaced", NOW + 1 + HOUR.toMillis()), NOW);
        assertThat(state.flags().weight()).isEqualTo(3f);
        assertThat(PostState.of(state.toBytes()).flags()).isEqualTo(state.flags());
    }

    private static WeighedFlag flag(String reporter, long at) {
        return new WeighedFlag(reporter, at, 1, HOUR);
    }

    @Test
    void standingReadsBack() {
        OpenCase open = new OpenCase("p/1/1", "manners", "insult.review", 0.8f, NOW, NOW + 1);
        PostStanding standing = new PostStanding(new Answer(2, 3), Measure.LIMIT, open, 0.5f, NOW, "HATE/2");
        assertThat(PostStanding.of(standing.toBytes(NOW))).isEqualTo(standing);
        PostStanding bare = new PostStanding(new Answer(2, 3), Measure.NONE, null, 0, NOW, null);
        assertThat(PostStanding.of(bare.toBytes(NOW))).isEqualTo(bare);
        assertThat(PostStanding.of(null)).isEqualTo(PostStanding.NONE);
    }

    @Test
    void threadStateReadsBackAndKeepsItsBounds() {
        ThreadState state = ThreadState.of(null);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String author = "author-" + random.nextInt(100);
            state.add(author, random.nextFloat(), NOW + random.nextInt(1_000_000), i % 9 == 0, THREAD);
            state.addRisky(author);
        }
        byte[] bytes = state.toBytes(NOW);
        assertThat(bytes).hasSizeLessThan(600);
        assertThat(ThreadState.of(bytes).toBytes(NOW)).isEqualTo(bytes);
        assertThat(state.riskyAuthors()).hasSize(ThreadState.MAX_RISKY);
        assertThat(state.baseline()).isBetween(0.4f, 0.6f);
    }

    @Test
    void quietThreadPaysTwoBytesForWhoIsAtWhomAndMediations() {
        ThreadState state = ThreadState.of(null);
        state.add("ada", 0, NOW, false, THREAD);
        assertThat(state.toBytes(NOW)).endsWith((byte) 0, (byte) 0);
        int quiet = state.toBytes(NOW).length;
        state.addExchange("ada", "bob", NOW, THREAD);
        assertThat(state.toBytes(NOW).length).isEqualTo(quiet + 8 + 1 + 1 + 1);
    }

    @Test
    void weightsOfFlagsAddUp() {
        PostState state = new PostState(
                NOW,
                new Answer(1, 1),
                false,
                new Members(null, null),
                Flags.NONE,
                new Origin(0, 0, NOW, new byte[0]),
                null,
                null);
        long later = NOW + HOUR.toMillis();
        PostState weighed = state.flaggedBy(new WeighedFlag("rita", NOW, 0.25f, HOUR), NOW)
                .flaggedBy(new WeighedFlag("sam", later, 3, HOUR), NOW);
        assertThat(PostState.of(weighed.toBytes()).flags().weight()).isEqualTo(3.25f);
        PostState seen = weighed.lookedAtAgain(new SecondLook(new byte[] {7}), NOW);
        assertThat(PostState.of(seen.toBytes())).usingRecursiveComparison().isEqualTo(seen);
    }

    @Test
    void valueOfAnotherVersionStopsTheReader() {
        byte[] bytes = AuthorState.of(null).toBytes(NOW);
        bytes[0] = 9;
        assertThatThrownBy(() -> AuthorState.of(bytes))
                .isInstanceOf(StreamsException.class)
                .hasMessage("store 'author-record' holds a value of version 9; this program reads version 2");
    }

    @Test
    void decayIsTheSameInWhateverOrderEventsCome() {
        Decay inOrder = new Decay();
        inOrder.add(1, NOW, HOUR);
        inOrder.add(2, NOW + 1_000_000, HOUR);
        inOrder.add(4, NOW + 5_000_000, HOUR);
        Decay late = new Decay();
        late.add(4, NOW + 5_000_000, HOUR);
        late.add(1, NOW, HOUR);
        late.add(2, NOW + 1_000_000, HOUR);
        assertThat(late.at(NOW + 6_000_000, HOUR)).isEqualTo(inOrder.at(NOW + 6_000_000, HOUR), within(0.0001f));
    }

    @Test
    void decayNeverFallsBelowZero() {
        Decay decay = new Decay();
        decay.add(1, NOW, HOUR);
        decay.add(-3, NOW, HOUR);
        assertThat(decay.at(NOW, HOUR)).isZero();
    }

    @Test
    void windowedCountSlidesAndTakesLateEvents() {
        WindowedCount count = new WindowedCount();
        long minute = 60_000;
        count.add(NOW, HOUR);
        count.add(NOW + 30 * minute, HOUR);
        count.add(NOW + 5 * minute, HOUR);
        assertThat(count.within(NOW + 30 * minute, HOUR)).isEqualTo(3);
        assertThat(count.within(NOW + 70 * minute, HOUR)).isEqualTo(1);
        count.add(NOW - 600 * minute, HOUR);
        assertThat(count.within(NOW + 30 * minute, HOUR)).isEqualTo(3);
        assertThat(count.within(NOW + 1_000 * minute, HOUR)).isZero();
        count.add(NOW + 1_000 * minute, HOUR);
        assertThat(count.within(NOW + 1_000 * minute, HOUR)).isEqualTo(1);
    }

    @Test
    void windowedCountOutlivesAChangedWindow() {
        WindowedCount count = new WindowedCount();
        count.add(NOW, Duration.ofMinutes(6));
        count.add(NOW + 1_000, HOUR);
        assertThat(count.within(NOW + 1_000, HOUR)).isBetween(1, 2);
    }
}
