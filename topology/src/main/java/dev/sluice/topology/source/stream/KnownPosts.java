package dev.sluice.topology.source.stream;

import dev.sluice.topology.source.KnownPost;
import dev.sluice.topology.state.StateReader;
import dev.sluice.topology.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** Posts of sources by their id, as the store keeps them. */
final class KnownPosts {
    /** The store's name, which is part of its changelog's. */
    static final String STORE = "known-posts";

    private static final int VERSION = 1;

    private KnownPosts() {}

    static byte[] toBytes(KnownPost post, long touchedAt) {
        return new StateWriter(VERSION)
                .time(touchedAt)
                .string(post.thread())
                .string(post.community())
                .string(post.author())
                .toBytes();
    }

    static @Nullable KnownPost of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        StateReader in = new StateReader(STORE, bytes, VERSION);
        in.time();
        return new KnownPost(in.text(), in.text(), in.string());
    }
}
