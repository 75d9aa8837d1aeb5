package dev.sluice.topology.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a thread: how heated it is, how heated it usually is, how busy, and who took part of late.
 *
 * <p>Bounded: it knows the {@link #MAX_AUTHORS} latest authors by hash and the {@link #MAX_RISKY} latest authors of
 * risky posts by pseudonym, because a mediator must know whom to talk to.
 */
public final class ThreadState {
    /** Authors beyond this many are forgotten, the longest silent first. */
    public static final int MAX_AUTHORS = 16;

    /** Authors of risky posts beyond this many are forgotten, the earliest first. */
    public static final int MAX_RISKY = 8;

    private static final int VERSION = 1;
    /** Posts after which the baseline weighs old and new posts at a constant ratio, so that it can still move. */
    private static final int BASELINE_POSTS = 1_000;

    private long latest;
    private Decay heat = new Decay();
    private float baseline;
    private int baselinePosts;
    private WindowedCount posts = new WindowedCount();
    private long mediatedAt;
    private int authors;
    private final long[] authorHashes = new long[MAX_AUTHORS];
    private final int[] authorPosts = new int[MAX_AUTHORS];
    private final long[] authorTimes = new long[MAX_AUTHORS];
    private final List<String> riskyAuthors = new ArrayList<>(MAX_RISKY);

    /**
     * Adds a post, or an edit of one, which heats the thread but is no further post.
     *
     * @param risk the post's highest probability but that of defamation, 0 where it is below the policy's risk floor
     */
    public void add(
            @Nullable String author, float risk, long time, boolean isEdit, ContextSettings.ThreadSettings settings) {
        latest = Math.max(latest, time);
        heat.add(risk, time, settings.heatHalfLife());
        if (!isEdit) {
            posts.add(time, settings.window());
            baselinePosts = Math.min(BASELINE_POSTS, baselinePosts + 1);
            baseline += (risk - baseline) / baselinePosts;
            if (author != null) {
                countAuthor(Pseudonyms.hash(author), time, settings.window().toMillis());
            }
        }
    }

    /** Remembers the author of a risky post. */
    public void addRisky(String author) {
        riskyAuthors.remove(author);
        riskyAuthors.add(author);
        if (riskyAuthors.size() > MAX_RISKY) {
            riskyAuthors.remove(0);
        }
    }

    /** Notes that the thread is offered to a mediator; false where it was within the window before. */
    public boolean startMediation(long time, ContextSettings.ThreadSettings settings) {
        long now = Math.max(time, latest);
        if (mediatedAt != 0 && now - mediatedAt < settings.mediationWindow().toMillis()) {
            return false;
        }
        mediatedAt = now;
        return true;
    }

    /** The decayed sum of the risk of posts at or above the risk floor. */
    public float heat(long time, ContextSettings.ThreadSettings settings) {
        return heat.at(time, settings.heatHalfLife());
    }

    /** The mean risk of the thread's posts; over the last thousand or so in a long thread. */
    public float baseline() {
        return baseline;
    }

    /** Posts of the thread within the window. */
    public int posts(long time, ContextSettings.ThreadSettings settings) {
        return posts.within(time, settings.window());
    }

    /** Posts of the author in this thread since the author was last silent for a whole window. */
    public int postsBy(@Nullable String author, long time, ContextSettings.ThreadSettings settings) {
        int at = author == null ? -1 : indexOf(Pseudonyms.hash(author));
        return at < 0 || time - authorTimes[at] > settings.window().toMillis() ? 0 : authorPosts[at];
    }

    /** Recent authors of risky posts, the latest last. */
    public List<String> riskyAuthors() {
        return List.copyOf(riskyAuthors);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt).time(latest);
        heat.write(out);
        out.float32(baseline).uint(baselinePosts);
        posts.write(out);
        out.time(mediatedAt).uint(authors);
        for (int i = 0; i < authors; i++) {
            out.int64(authorHashes[i]).uint(authorPosts[i]).time(latest - authorTimes[i]);
        }
        out.uint(riskyAuthors.size());
        riskyAuthors.forEach(out::string);
        return out.toBytes();
    }

    /** Reads the compact form; a thread not seen before where there is none. */
    public static ThreadState of(byte @Nullable [] bytes) {
        ThreadState state = new ThreadState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.THREAD_HEAT, bytes, VERSION);
        in.time();
        state.latest = in.time();
        state.heat = Decay.read(in);
        state.baseline = in.float32();
        state.baselinePosts = in.uint32();
        state.posts = WindowedCount.read(in);
        state.mediatedAt = in.time();
        state.authors = in.uint32();
        for (int i = 0; i < state.authors; i++) {
            state.authorHashes[i] = in.int64();
            state.authorPosts[i] = in.uint32();
            state.authorTimes[i] = state.latest - in.time();
        }
        for (int left = in.uint32(); left > 0; left--) {
            String author = in.string();
            if (author != null) {
                state.riskyAuthors.add(author);
            }
        }
        return state;
    }

    private void countAuthor(long hash, long time, long windowMillis) {
        int at = indexOf(hash);
        if (at < 0) {
            at = authors < MAX_AUTHORS ? authors++ : longestSilent();
            authorHashes[at] = hash;
            authorPosts[at] = 0;
            authorTimes[at] = time;
        }
        if (time - authorTimes[at] > windowMillis) {
            authorPosts[at] = 0;
        }
        authorPosts[at]++;
        authorTimes[at] = Math.max(authorTimes[at], time);
    }

    private int indexOf(long hash) {
        for (int i = 0; i < authors; i++) {
            if (authorHashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    private int longestSilent() {
        int oldest = 0;
        for (int i = 1; i < authors; i++) {
            if (authorTimes[i] < authorTimes[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }
}
