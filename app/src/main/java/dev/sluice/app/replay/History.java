package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import java.io.IOException;

/** Recorded decisions that can be gone through more than once. */
public interface History {
    /**
     * Hands over every decision, in any order; several threads may hand over at once.
     *
     * @throws IOException where they cannot be read
     * @throws ReplayException naming the line or record that is none
     */
    void forEach(Taker taker) throws IOException;

    /** Takes decisions; safe for use by several threads. */
    @FunctionalInterface
    interface Taker {
        /** Takes one decision. */
        void take(Decision decision);
    }
}
