package dev.sluice.app.http.intake;

import dev.sluice.app.play.PostRecords.Prepared;
import dev.sluice.topology.tracing.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events go. */
public interface PostSink extends AutoCloseable {
    /** What became of events. */
    enum Outcome {
        /** All of them are kept. */
        KEPT,
        /** There is no room for them now; none was kept. */
        FULL,
        /** Nobody has said that they are kept; some may be. */
        UNKNOWN
    }

    /**
     * Puts events there, posts before flags, and waits until they are kept.
     *
     * @param trace the trace that they belong to; null for none
     */
    Outcome publish(List<Prepared> events, @Nullable TraceParent trace);

    /** Whether the last that was heard from it was good. */
    boolean isWell();

    /** Bytes of events of which nobody has said yet that they are kept. */
    default long onTheirWay() {
        return 0;
    }

    /** Waits a bounded time for what is on its way. */
    @Override
    void close();
}
