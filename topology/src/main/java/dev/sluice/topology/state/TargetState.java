package dev.sluice.topology.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a member whom risky posts address: who wrote them of late, so that a pile-on shows.
 *
 * <p>Bounded: the {@link #MAX_AUTHORS} latest distinct authors, by hash. A pile-on of more looks like one of so many.
 */
public final class TargetState {
    /** Distinct authors beyond this many are forgotten, the longest silent first. */
    public static final int MAX_AUTHORS = 64;

    private static final int VERSION = 1;

    private long latest;
    private WindowedCount posts = new WindowedCount();
    private CountedPosts counted = new CountedPosts();
    private int authors;
    private final long[] hashes = new long[MAX_AUTHORS];
    private final long[] times = new long[MAX_AUTHORS];

    /**
     * Adds a risky post by this author; an edit of one that was added changes nothing. All posts without an author count
     * as one author's, never as a crowd.
     */
    public void add(String post, @Nullable String author, long time, Duration window) {
        if (!counted.add(post)) {
            return;
        }
        latest = Math.max(latest, time);
        posts.add(time, window);
        long hash = author == null ? 0 : Pseudonyms.hash(author);
        int at = 0;
        while (at < authors && hashes[at] != hash) {
            at++;
        }
        if (at == authors) {
            at = authors < MAX_AUTHORS ? authors++ : longestSilent();
            hashes[at] = hash;
            times[at] = time;
        }
        times[at] = Math.max(times[at], time);
    }

    /** Distinct authors of risky posts at this target within the window. */
    public int distinctAuthors(long time, Duration window) {
        long now = Math.max(time, latest);
        int distinct = 0;
        for (int i = 0; i < authors; i++) {
            if (now - times[i] <= window.toMillis()) {
                distinct++;
            }
        }
        return distinct;
    }

    /** Risky posts at this target within the window. */
    public int riskyPosts(long time, Duration window) {
        return posts.within(time, window);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt).time(latest);
        posts.write(out);
        counted.write(out);
        out.uint(authors);
        for (int i = 0; i < authors; i++) {
            out.int64(hashes[i]).time(latest - times[i]);
        }
        return out.toBytes();
    }

    /** Reads the compact form; a target not seen before where there is none. */
    public static TargetState of(byte @Nullable [] bytes) {
        TargetState state = new TargetState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.TARGET_PILE_ON, bytes, VERSION);
        in.time();
        state.latest = in.time();
        state.posts = WindowedCount.read(in);
        state.counted = CountedPosts.read(in);
        state.authors = in.uint32();
        for (int i = 0; i < state.authors; i++) {
            state.hashes[i] = in.int64();
            state.times[i] = state.latest - in.time();
        }
        return state;
    }

    private int longestSilent() {
        int oldest = 0;
        for (int i = 1; i < authors; i++) {
            if (times[i] < times[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }
}
