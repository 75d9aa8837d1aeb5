package dev.sluice.topology.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest posts of a thread by id, in the order in which they came: what evidence starts from to show a post among
 * others.
 *
 * <p>Held as bytes, each id behind its length, and not taken apart but by {@link #ids}: every post of every thread adds
 * one, and nearly none is ever asked for. What else is known of the posts is in {@link Stores#POSTS_SEEN}.
 */
final class RecentPosts {
    /** A post with five before and five behind it. */
    static final int MAX_POSTS = 11;

    /** An id that is longer, in bytes, is passed over, so that state stays small whatever ids a platform gives. */
    static final int MAX_ID_BYTES = 127;

    private byte[] bytes;

    RecentPosts() {
        this(new byte[0]);
    }

    private RecentPosts(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Adds a post, and forgets the oldest where there are too many. */
    void add(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_ID_BYTES) {
            return;
        }
        int from = count() == MAX_POSTS ? bytes[0] + 1 : 0;
        int kept = bytes.length - from;
        byte[] next = new byte[kept + 1 + utf8.length];
        System.arraycopy(bytes, from, next, 0, kept);
        next[kept] = (byte) utf8.length;
        System.arraycopy(utf8, 0, next, kept + 1, utf8.length);
        bytes = next;
    }

    /** How many there are. */
    int count() {
        int count = 0;
        for (int at = 0; at < bytes.length; at += bytes[at] + 1) {
            count++;
        }
        return count;
    }

    /** The ids, oldest first. */
    List<String> ids() {
        List<String> ids = new ArrayList<>(MAX_POSTS);
        for (int at = 0; at < bytes.length; at += bytes[at] + 1) {
            ids.add(new String(Arrays.copyOfRange(bytes, at + 1, at + 1 + bytes[at]), StandardCharsets.UTF_8));
        }
        return ids;
    }

    void write(StateWriter out) {
        out.bytes(bytes);
    }

    static RecentPosts read(StateReader in) {
        return new RecentPosts(in.bytes());
    }
}
