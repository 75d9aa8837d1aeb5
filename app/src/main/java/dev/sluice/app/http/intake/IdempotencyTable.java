package dev.sluice.app.http.intake;

import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were given under an idempotency key, to be given again. Follows the IETF draft "The Idempotency-Key HTTP
 * Header Field": another request under a key is refused, one whose first is still being answered has to wait. Bounded
 * in time and bytes, the oldest being forgotten first. What it forgets is still no duplicate in the pipeline: ids of
 * posts follow from the key.
 */
final class IdempotencyTable {
    private static final int ENTRY_BYTES = 300;

    private final Duration keep;
    private final long mostBytes;
    private final Clock clock;
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    IdempotencyTable(Duration keep, long mostBytes, Clock clock) {
        this.keep = keep;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /**
     * Which request.
     *
     * @param caller id of the caller's key
     * @param value what the client calls the request
     */
    record Key(String caller, String value) {}

    private record Entry(
            ByteBuffer request, Instant until, @Nullable Reply reply) {
        private long size() {
            return ENTRY_BYTES + (reply == null ? 0L : reply.body().length);
        }
    }

    /**
     * Begins a request.
     *
     * @param request hash of what it asks
     * @return the answer that was given before; null where this is the first, which must then {@link #end}
     * @throws RefusedException where the key was used for another request, or the first is still being answered
     */
    synchronized @Nullable Reply begin(Key key, ByteBuffer request) {
        forget();
        Entry before = entries.get(key);
        if (before == null) {
            put(key, new Entry(request, clock.instant().plus(keep), null));
            return null;
        }
        if (!before.request().equals(request)) {
            throw new RefusedException(
                    Refusal.KEY_REUSED, "the Idempotency-Key was used for another request; allowed: a key for each");
        }
        Reply reply = before.reply();
        if (reply == null) {
            throw RefusedException.later(Refusal.IN_PROGRESS, "the first request is still being answered", 1);
        }
        return reply.with("Idempotent-Replayed", "true");
    }

    /** Ends it: a null answer means that it may be tried again. */
    synchronized void end(Key key, @Nullable Reply reply) {
        Entry before = entries.remove(key);
        if (before == null) {
            return;
        }
        bytes -= before.size();
        if (reply != null) {
            put(key, new Entry(before.request(), before.until(), reply));
        }
    }

    private void put(Key key, Entry entry) {
        entries.put(key, entry);
        bytes += entry.size();
    }

    /** Forgets what is over, and the oldest answers where there are too many; never one that is being given. */
    private void forget() {
        Instant now = clock.instant();
        Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next().getValue();
            if (entry.reply() == null) {
                continue;
            }
            if (bytes <= mostBytes && now.isBefore(entry.until())) {
                return;
            }
            bytes -= entry.size();
            oldest.remove();
        }
    }
}
