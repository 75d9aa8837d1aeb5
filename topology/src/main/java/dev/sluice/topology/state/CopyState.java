package dev.sluice.topology.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Posts that share the key of their wording: those in nearly the same words are counted within a window.
 *
 * <p>Bounded: the {@link #MAX_POSTS} latest posts, by 32-bit hashes of id, author and thread. A raid of more looks
 * like one of so many.
 */
public final class CopyState {
    /** Posts beyond this many are forgotten, the oldest first. */
    public static final int MAX_POSTS = 32;

    private static final int VERSION = 1;

    /** Eight bytes of a wording of which so many are equal are nearly the same words. */
    private static final int EQUAL_BYTES = 5;

    private long latest;
    private int size;
    private final int[] posts = new int[MAX_POSTS];
    private final int[] authors = new int[MAX_POSTS];
    private final int[] threads = new int[MAX_POSTS];
    private final long[] wordings = new long[MAX_POSTS];
    private final long[] times = new long[MAX_POSTS];

    /**
     * What is counted of a post.
     *
     * @param post its id
     * @param author its author; posts without one count as one author's, never as a crowd
     * @param thread its thread
     * @param wording what its words are like
     */
    public record Copy(String post, @Nullable String author, String thread, long wording) {}

    /**
     * How many posts are in nearly the same words.
     *
     * @param posts posts
     * @param authors their distinct authors
     * @param threads their distinct threads
     */
    public record Count(int posts, int authors, int threads) {}

    /** Adds a post; one that is known already is the same post still, in the words that it has now. */
    public void add(Copy copy, long time) {
        latest = Math.max(latest, time);
        int post = Pseudonyms.shortHash(copy.post());
        int at = 0;
        while (at < size && posts[at] != post) {
            at++;
        }
        if (at == size) {
            if (size < MAX_POSTS) {
                size++;
            } else {
                at = oldest();
                if (times[at] > time) {
                    return;
                }
            }
            posts[at] = post;
            times[at] = time;
        }
        authors[at] = copy.author() == null ? 0 : Pseudonyms.shortHash(copy.author());
        threads[at] = Pseudonyms.shortHash(copy.thread());
        wordings[at] = copy.wording();
        times[at] = Math.max(times[at], time);
    }

    /** Counts the posts within the window that are in nearly these words. */
    public Count count(long wording, long time, Duration window) {
        long now = Math.max(time, latest);
        int count = 0;
        int[] byAuthors = new int[size];
        int[] byThreads = new int[size];
        for (int i = 0; i < size; i++) {
            if (now - times[i] <= window.toMillis() && isNearly(wording, wordings[i])) {
                byAuthors[count] = authors[i];
                byThreads[count] = threads[i];
                count++;
            }
        }
        return new Count(count, distinct(byAuthors, count), distinct(byThreads, count));
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt).time(latest).uint(size);
        for (int i = 0; i < size; i++) {
            out.int32(posts[i])
                    .int32(authors[i])
                    .int32(threads[i])
                    .int64(wordings[i])
                    .time(latest - times[i]);
        }
        return out.toBytes();
    }

    /** Reads the compact form; words not seen before where there is none. */
    public static CopyState of(byte @Nullable [] bytes) {
        CopyState state = new CopyState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.COPIES, bytes, VERSION);
        in.time();
        state.latest = in.time();
        state.size = in.uint32();
        for (int i = 0; i < state.size; i++) {
            state.posts[i] = in.int32();
            state.authors[i] = in.int32();
            state.threads[i] = in.int32();
            state.wordings[i] = in.int64();
            state.times[i] = state.latest - in.time();
        }
        return state;
    }

    /** Whether most of the eight bytes are equal. */
    private static boolean isNearly(long one, long other) {
        long difference = one ^ other;
        int equal = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            if (((difference >>> shift) & 0xff) == 0) {
                equal++;
            }
        }
        return equal >= EQUAL_BYTES;
    }

    private static int distinct(int[] values, int count) {
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            int at = 0;
            while (at < i && values[at] != values[i]) {
                at++;
            }
            if (at == i) {
                distinct++;
            }
        }
        return distinct;
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < size; i++) {
            if (times[i] < times[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }
}
