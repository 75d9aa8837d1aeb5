package dev.sluice.topology.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store forget, a little at a time.
 *
 * <p>Each tick visits some entries, from where the last one stopped, and deletes those not touched for too long. The
 * number visited follows the number written since: two visits a write walk through the whole store at least twice
 * while it fills, however fast the posts come, so that nothing is kept much longer than one and a half times the
 * retention. A restart begins from the start of the store, which loses nothing.
 */
public final class Sweep {
    private static final int VISITS_PER_WRITE = 2;
    private static final int LEAST_VISITS = 64;

    private final KeyValueStore<String, byte[]> store;
    private final long keepMillis;
    private final int maxVisits;
    private long writes;
    private @Nullable String cursor;

    private Sweep(KeyValueStore<String, byte[]> store, Duration keep, int maxVisits) {
        this.store = store;
        this.keepMillis = keep.toMillis();
        this.maxVisits = maxVisits;
    }

    /** Sweeps a store on stream time from now on. */
    public static Sweep schedule(
            ProcessingContext context, KeyValueStore<String, byte[]> store, Duration keep, Retention retention) {
        Sweep sweep = new Sweep(store, keep, retention.maxVisits());
        context.schedule(retention.sweepEvery(), PunctuationType.STREAM_TIME, sweep::tick);
        return sweep;
    }

    /** Writes a value and notes that it was written. */
    public void put(String key, byte[] value) {
        store.put(key, value);
        writes++;
    }

    private void tick(long streamTime) {
        int visits = (int) Math.min(maxVisits, LEAST_VISITS + VISITS_PER_WRITE * writes);
        writes = 0;
        List<String> forgotten = new ArrayList<>();
        String last = null;
        try (KeyValueIterator<String, byte[]> entries = store.range(cursor, null)) {
            for (; visits > 0 && entries.hasNext(); visits--) {
                KeyValue<String, byte[]> entry = entries.next();
                last = entry.key;
                if (StateReader.touchedAt(entry.value) < streamTime - keepMillis) {
                    forgotten.add(entry.key);
                }
            }
            cursor = entries.hasNext() ? last : null;
        }
        forgotten.forEach(store::delete);
    }
}
