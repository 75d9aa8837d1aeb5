package dev.sluice.topology.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest posts of a thread by id, in the order in which they came: what evidence starts from to show a post among
 * others.
 *
 * <p>Held as bytes, each id behind its length, where they were read from, and not taken apart but by {@link #ids}: every
 * post of every thread adds one, and nearly none is ever asked for. What else is known of the posts is in {@link
 * Stores#POSTS_SEEN}.
 */
final class RecentPosts {
    /** A post with five before and five behind it. */
    static final int MAX_POSTS = 11;

    /** An id that is longer, in bytes, is passed over, so that state stays small whatever ids a platform gives. */
    static final int MAX_ID_BYTES = 127;

    private byte[] bytes;
    private int from;
    private int length;
    private int count;
    /** The id that came last, not yet among the others: most states are read, get one and are written. */
    private byte @Nullable [] added;

    RecentPosts() {
        this(new byte[0], 0, 0, 0);
    }

    private RecentPosts(byte[] bytes, int from, int length, int count) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        this.count = count;
    }

    /** Adds a post, and forgets the oldest where there are too many. */
    void add(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_ID_BYTES) {
            return;
        }
        settle();
        added = utf8;
        if (count == MAX_POSTS) {
            int oldest = bytes[from] + 1;
            from += oldest;
            length -= oldest;
            count--;
        }
    }

    /** How many there are. */
    int count() {
        return added == null ? count : count + 1;
    }

    /** The ids, oldest first. */
    List<String> ids() {
        settle();
        List<String> ids = new ArrayList<>(count);
        for (int at = from; at < from + length; at += bytes[at] + 1) {
            ids.add(new String(bytes, at + 1, bytes[at], StandardCharsets.UTF_8));
        }
        return ids;
    }

    /** Their size in bytes, as written. */
    int size() {
        byte[] last = added;
        return length + (last == null ? 0 : last.length + 1);
    }

    void write(StateWriter out) {
        byte[] last = added;
        out.uint(count()).uint(size()).raw(bytes, from, length);
        if (last != null) {
            out.uint(last.length).raw(last, 0, last.length);
        }
    }

    /** Reads them without a copy: the value that is read must not be changed, and no state changes one. */
    static RecentPosts read(StateReader in) {
        int count = in.uint32();
        int length = in.uint32();
        return new RecentPosts(in.array(), in.skip(length), length, count);
    }

    private void settle() {
        byte[] last = added;
        if (last == null) {
            return;
        }
        byte[] next = new byte[length + 1 + last.length];
        System.arraycopy(bytes, from, next, 0, length);
        next[length] = (byte) last.length;
        System.arraycopy(last, 0, next, length + 1, last.length);
        bytes = next;
        from = 0;
        length = next.length;
        count++;
        added = null;
    }
}
