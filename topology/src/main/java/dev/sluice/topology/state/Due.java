package dev.sluice.topology.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Tells of the entries of a small store whose time has come, in stream time, so that the same input leads to the same
 * records. An entry's first field is when it is due; whoever is told removes it or puts it off.
 *
 * <p>The store is looked through only when something in it may be due: every entry is put a stated time before it is,
 * so after one look none can be due sooner than that. A partition in which nothing is posted has no time of its own:
 * what is due there is told with the next post.
 */
public final class Due {
    /** Stream time between looks: a follow-up may come so much late. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** What one look tells of, so that it never holds up the stream for long; the next goes on. */
    private static final int MAX_AT_ONCE = 1_000;

    private final KeyValueStore<String, byte[]> store;
    private final Duration ahead;
    private final BiConsumer<String, byte[]> told;

    /** Nothing is due before; unknown, thus at once, after a start. */
    private long next = Long.MIN_VALUE;

    private Due(KeyValueStore<String, byte[]> store, Duration ahead, BiConsumer<String, byte[]> told) {
        this.store = store;
        this.ahead = ahead;
        this.told = told;
    }

    /**
     * Watches a store from now on, until the task is closed.
     *
     * @param ahead how long before it is due every entry is put, in stream time
     * @param told takes key and value of what is due
     */
    public static void schedule(
            ProcessingContext context,
            KeyValueStore<String, byte[]> store,
            Duration ahead,
            BiConsumer<String, byte[]> told) {
        Due due = new Due(store, ahead, told);
        context.schedule(EVERY, PunctuationType.STREAM_TIME, due::tick);
    }

    private void tick(long streamTime) {
        if (streamTime < next) {
            return;
        }
        List<KeyValue<String, byte[]>> due = new ArrayList<>();
        next = streamTime + ahead.toMillis();
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                long at = StateReader.touchedAt(entry.value);
                if (at <= streamTime && due.size() < MAX_AT_ONCE) {
                    due.add(entry);
                } else {
                    next = Math.min(next, at);
                }
            }
        }
        due.forEach(entry -> told.accept(entry.key, entry.value));
    }
}
