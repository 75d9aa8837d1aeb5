package dev.sluice.topology.state;

import java.util.Arrays;

/**
 * The latest posts that were counted, by hash, so that an edit of one is no further post.
 *
 * <p>Bounded: an edit of a post before the {@link #MAX_POSTS} latest counts once more.
 */
final class CountedPosts {
    static final int MAX_POSTS = 32;

    /** The latest last. */
    private long[] hashes = {};

    /** Adds a post; false where it was counted before. */
    boolean add(String post) {
        long hash = Pseudonyms.hash(post);
        for (long known : hashes) {
            if (known == hash) {
                return false;
            }
        }
        int from = hashes.length < MAX_POSTS ? 0 : 1;
        hashes = Arrays.copyOfRange(hashes, from, hashes.length + 1);
        hashes[hashes.length - 1] = hash;
        return true;
    }

    void write(StateWriter out) {
        out.uint(hashes.length);
        for (long hash : hashes) {
            out.int64(hash);
        }
    }

    static CountedPosts read(StateReader in) {
        CountedPosts counted = new CountedPosts();
        counted.hashes = new long[in.uint32()];
        for (int i = 0; i < counted.hashes.length; i++) {
            counted.hashes[i] = in.int64();
        }
        return counted;
    }
}
