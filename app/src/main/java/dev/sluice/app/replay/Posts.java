package dev.sluice.app.replay;

import dev.sluice.schemas.Post;
import java.io.IOException;

/** The posts that a history is about, with their words. */
public interface Posts {
    /**
     * Hands over every post, those of one thread in the order in which they were published, one after the other.
     *
     * @throws IOException where they cannot be read
     */
    void forEach(Taker taker) throws IOException;

    /** Takes posts. */
    @FunctionalInterface
    interface Taker {
        /** Takes one revision of a post, or its deletion. */
        void take(Post post) throws IOException;
    }
}
