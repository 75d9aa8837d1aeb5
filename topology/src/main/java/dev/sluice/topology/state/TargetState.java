package dev.sluice.topology.state;

import dev.sluice.topology.state.ContextSettings.TargetSettings;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a member whom risky posts address: who wrote them of late, how bad they were, and how many are
 * usual, so that a pile-on shows.
 *
 * <p>Bounded: the {@link #MAX_AUTHORS} latest distinct authors, by hash. A pile-on of more looks like one of so many.
 */
public final class TargetState {
    /** Distinct authors beyond this many are forgotten, the longest silent first. */
    public static final int MAX_AUTHORS = 64;

    private static final int VERSION = 2;

    private static final double LN_2 = Math.log(2);

    private long latest;
    private WindowedCount posts = new WindowedCount();
    private CountedPosts counted = new CountedPosts();
    private Decay heat = new Decay();
    private Decay usual = new Decay();
    private int authors;
    private final long[] hashes = new long[MAX_AUTHORS];
    private final long[] times = new long[MAX_AUTHORS];

    /**
     * Adds a risky post by this author; an edit of one that was added changes nothing. All posts without an author count
     * as one author's, never as a crowd.
     *
     * @param risk the post's highest probability but that of defamation
     */
    public void add(String post, @Nullable String author, float risk, long time, TargetSettings settings) {
        if (!counted.add(post)) {
            return;
        }
        latest = Math.max(latest, time);
        posts.add(time, settings.window());
        heat.add(risk, time, settings.heatHalfLife());
        usual.add(1, time, settings.usualHalfLife());
        long hash = author == null ? 0 : Pseudonyms.hash(author);
        int at = 0;
        while (at < authors && hashes[at] != hash) {
            at++;
        }
        if (at == authors) {
            if (authors == MAX_AUTHORS && times[longestSilent()] > time) {
                return;
            }
            at = authors < MAX_AUTHORS ? authors++ : longestSilent();
            hashes[at] = hash;
            times[at] = time;
        }
        times[at] = Math.max(times[at], time);
    }

    /** Distinct authors of risky posts at this target within the window. */
    public int distinctAuthors(long time, TargetSettings settings) {
        long now = Math.max(time, latest);
        int distinct = 0;
        for (int i = 0; i < authors; i++) {
            if (now - times[i] <= settings.window().toMillis()) {
                distinct++;
            }
        }
        return distinct;
    }

    /** Risky posts at this target within the window. */
    public int riskyPosts(long time, TargetSettings settings) {
        return posts.within(time, settings.window());
    }

    /** The decayed sum of the risk of posts at this target. */
    public float heat(long time, TargetSettings settings) {
        return heat.at(time, settings.heatHalfLife());
    }

    /**
     * How many times more risky posts there are within the window than is usual for this target. Usual is the rate
     * that a steady stream would have to leave the decayed count that there is, which is the rate times half-life /
     * ln 2; it is taken for 1 at least, so that a few posts at somebody who is otherwise left alone are a few times
     * the usual. The time before the target was first seen counts as silence.
     */
    public float burst(long time, TargetSettings settings) {
        double perMilli = usual.at(time, settings.usualHalfLife())
                * LN_2
                / settings.usualHalfLife().toMillis();
        double expected = perMilli * settings.window().toMillis();
        return (float) (riskyPosts(time, settings) / Math.max(1, expected));
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
        heat.write(out);
        usual.write(out);
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
        state.heat = Decay.read(in);
        state.usual = Decay.read(in);
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
