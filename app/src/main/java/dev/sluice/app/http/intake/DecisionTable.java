package dev.sluice.app.http.intake;

import dev.sluice.schemas.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The decisions in force that this process has seen last, and who waits for one. Bounded: the decisions in bytes, the
 * post whose decision is oldest being forgotten first; the waiting in number. Safe for use by many threads.
 */
public final class DecisionTable {
    /** What an entry takes beside its bytes, about. */
    private static final int ENTRY_BYTES = 250;

    private final long mostBytes;
    private final int mostWaiting;
    private final LinkedHashMap<String, Held> inForce = new LinkedHashMap<>();
    private final Map<String, List<Waiting>> waiting = new HashMap<>();
    private long bytes;
    private int waitingCount;

    /**
     * An empty table.
     *
     * @param mostBytes bytes of decisions to keep
     * @param mostWaiting how many may wait at once
     */
    public DecisionTable(long mostBytes, int mostWaiting) {
        this.mostBytes = mostBytes;
        this.mostWaiting = mostWaiting;
    }

    /**
     * A decision as it was read.
     *
     * @param value the record's bytes
     */
    record Held(String id, int revision, @Nullable String supersedes, byte[] value) {
        private long size(String post) {
            return ENTRY_BYTES + value.length + 2L * (post.length() + id.length());
        }

        /** Names the decision. */
        @Override
        public String toString() {
            return "Held[" + id + "]";
        }
    }

    /** Somebody who waits for the first decision about a revision of a post. */
    public final class Waiting implements AutoCloseable {
        private final String post;
        private final int revision;
        private final CompletableFuture<byte[]> decided = new CompletableFuture<>();

        private Waiting(String post, int revision) {
            this.post = post;
            this.revision = revision;
        }

        /** Completed with the decision's bytes. */
        CompletableFuture<byte[]> decided() {
            return decided;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /** Takes in a decision; it replaces the one in force for its post, unless that one replaces it. */
    public void add(Decision decision, byte[] value) {
        List<Waiting> answered = new ArrayList<>(0);
        synchronized (this) {
            String post = decision.getPost();
            Held held = new Held(decision.getId(), decision.getRevision(), decision.getSupersedes(), value);
            Held before = inForce.get(post);
            // Decisions of one post may be written by two tasks, so a later one may come first.
            boolean older = before != null
                    && (held.revision() < before.revision() || held.id().equals(before.supersedes()));
            if (!older) {
                if (before != null) {
                    inForce.remove(post);
                    bytes -= before.size(post);
                }
                inForce.put(post, held);
                bytes += held.size(post);
                forget();
            }
            List<Waiting> here = waitingCount == 0 ? null : waiting.get(post);
            if (here != null) {
                here.stream().filter(one -> one.revision <= held.revision()).forEach(answered::add);
            }
        }
        answered.forEach(one -> one.decided.complete(value));
    }

    /** The bytes of the decision in force for a post; null where none is known. */
    synchronized byte @Nullable [] find(String post) {
        Held held = inForce.get(post);
        return held == null ? null : held.value();
    }

    /** Whether this decision is the one in force for a post, as far as is known here. */
    public synchronized boolean knows(String post, String decision) {
        Held held = inForce.get(post);
        return held != null && held.id().equals(decision);
    }

    /** Somebody who waits from now on; null where too many do. To be closed after use. */
    synchronized @Nullable Waiting await(String post, int revision) {
        if (waitingCount >= mostWaiting) {
            return null;
        }
        Waiting one = new Waiting(post, revision);
        waiting.computeIfAbsent(post, id -> new ArrayList<>(1)).add(one);
        waitingCount++;
        Held held = inForce.get(post);
        if (held != null && held.revision() >= revision) {
            // It was sent before; nothing more will be decided.
            one.decided.complete(held.value());
        }
        return one;
    }

    /** How many wait. */
    public synchronized int waitingCount() {
        return waitingCount;
    }

    private synchronized void leave(Waiting one) {
        List<Waiting> here = waiting.get(one.post);
        if (here != null && here.remove(one)) {
            waitingCount--;
            if (here.isEmpty()) {
                waiting.remove(one.post);
            }
        }
    }

    private void forget() {
        Iterator<Map.Entry<String, Held>> oldest = inForce.entrySet().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            Map.Entry<String, Held> entry = oldest.next();
            bytes -= entry.getValue().size(entry.getKey());
            oldest.remove();
        }
    }
}
