package dev.sluice.topology.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store forget, a little at a time.
 *
 * <p>Each tick visits some entries, from where the last one stopped, and deletes those not touched for too long. Ticks
 * come by the wall clock, so that catching up with days of posts in a minute pays for a minute of sweeping; what is
 * too old is told by stream time. The number visited follows the size of the store: enough to walk through all of it
 * twice within the retention, so that nothing is kept much longer than one and a half times the retention. A restart
 * begins from the start of the store, which loses nothing.
 */
public final class Sweep {
    /** Walks through the whole store within one retention. */
    private static final int WALKS = 2;
    /** An estimate of the store's size may be 0 where it is not. */
    private static final int LEAST_VISITS = 8;

    private final KeyValueStore<String, byte[]> store;
    private final Duration keep;
    private final Retention retention;
    private final Consumer<String> forgets;
    private @Nullable String cursor;

    private Sweep(KeyValueStore<String, byte[]> store, Duration keep, Retention retention, Consumer<String> forgets) {
        this.store = store;
        this.keep = keep;
        this.retention = retention;
        this.forgets = forgets;
    }

    /** Sweeps a store from now on, until the task is closed. */
    public static void schedule(
            ProcessingContext context, KeyValueStore<String, byte[]> store, Duration keep, Retention retention) {
        schedule(context, store, keep, retention, key -> {});
    }

    /**
     * Sweeps a store from now on, until the task is closed.
     *
     * @param forgets hears of each key that is forgotten
     */
    public static void schedule(
            ProcessingContext context,
            KeyValueStore<String, byte[]> store,
            Duration keep,
            Retention retention,
            Consumer<String> forgets) {
        Sweep sweep = new Sweep(store, keep, retention, forgets);
        context.schedule(
                retention.sweepEvery(),
                PunctuationType.WALL_CLOCK_TIME,
                now -> sweep.tick(context.currentStreamTimeMs()));
    }

    /** How many entries of so many a tick visits. */
    static int visits(long entries, Duration keep, Retention retention) {
        double share = WALKS * (double) retention.sweepEvery().toMillis() / keep.toMillis();
        double wanted = Math.max(LEAST_VISITS, Math.ceil(entries * share));
        return (int) Math.min(retention.maxVisits(), wanted);
    }

    private void tick(long streamTime) {
        int visits = visits(store.approximateNumEntries(), keep, retention);
        List<String> forgotten = new ArrayList<>();
        String last = null;
        try (KeyValueIterator<String, byte[]> entries = store.range(cursor, null)) {
            for (; visits > 0 && entries.hasNext(); visits--) {
                KeyValue<String, byte[]> entry = entries.next();
                last = entry.key;
                if (StateReader.touchedAt(entry.value) < streamTime - keep.toMillis()) {
                    forgotten.add(entry.key);
                }
            }
            cursor = entries.hasNext() ? last : null;
        }
        forgotten.forEach(key -> {
            store.delete(key);
            forgets.accept(key);
        });
    }
}
