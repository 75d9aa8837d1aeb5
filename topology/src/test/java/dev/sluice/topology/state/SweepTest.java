package dev.sluice.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store forgets what is too old, all of it in time, and little by little. */
class SweepTest {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final long NOW = 1_772_366_400_000L;

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("swept"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    @BeforeEach
    void open() {
        store.init(context.getStateStoreContext(), store);
        context.setCurrentStreamTimeMs(NOW);
    }

    @Test
    void smallestSweepReachesEveryEntry() {
        for (int i = 0; i < 40; i++) {
            store.put("post-" + i, touched(i % 2 == 0 ? NOW : NOW - KEEP.toMillis() - 1));
        }
        Sweep.schedule(context, store, KEEP, retention(2));
        for (int i = 0; i < 40; i++) {
            tick();
        }
        assertThat(store.approximateNumEntries()).isEqualTo(20);
        assertThat(store.get("post-0")).isNotNull();
        assertThat(store.get("post-1")).isNull();
    }

    @Test
    void ageIsOfStreamTimeAndTicksAreOfTheWallClock() {
        store.put("post", touched(NOW - KEEP.toMillis()));
        Sweep.schedule(context, store, KEEP, retention(100));
        assertThat(context.scheduledPunctuators().getFirst().getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
        tick();
        assertThat(store.get("post")).isNotNull();
        context.setCurrentStreamTimeMs(NOW + 1);
        tick();
        assertThat(store.get("post")).isNull();
    }

    @Test
    void visitsFollowTheSizeOfTheStore() {
        Retention retention = retention(20_000);
        long secondsKept = KEEP.toSeconds();
        assertThat(Sweep.visits(0, KEEP, retention)).isEqualTo(8);
        assertThat(Sweep.visits(secondsKept, KEEP, retention)).isEqualTo(8);
        assertThat(Sweep.visits(100 * secondsKept, KEEP, retention)).isEqualTo(200);
        assertThat(Sweep.visits(Long.MAX_VALUE, KEEP, retention)).isEqualTo(20_000);
    }

    private void tick() {
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
    }

    private static byte[] touched(long at) {
        return AuthorState.of(null).toBytes(at);
    }

    private static Retention retention(int maxVisits) {
        return new Retention(KEEP, KEEP, KEEP, Duration.ofSeconds(1), maxVisits);
    }
}
