package dev.sluice.app.play;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.topology.health.EventCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes a file of posts and reads what comes out until every event is answered and every follow-up has arrived.
 *
 * <p>Done is told by the equation: events published = decisions + duplicates + dead letters, with all of the decisions,
 * dead letters, cases and sealed evidence read back from the topics.
 */
public final class Playback {
    private static final Duration POLL = Duration.ofMillis(100);

    private final PostPublisher publisher;
    private final OutputReader reader;
    private final Tally tally;
    private final EventCounters counters;
    private final Duration stallLimit;

    /**
     * A playback.
     *
     * @param tally counts what the reader hands over
     * @param counters what the pipeline says it has answered
     * @param stallLimit how long nothing may move before it is called a failure
     */
    public Playback(
            PostPublisher publisher, OutputReader reader, Tally tally, EventCounters counters, Duration stallLimit) {
        this.publisher = publisher;
        this.reader = reader;
        this.tally = tally;
        this.counters = counters;
        this.stallLimit = stallLimit;
    }

    /** Follows a playback. All but {@link #accepted} and {@link #refused} are called on the thread that plays. */
    public interface Listener {
        /** A line is about to be published. Called on the publishing thread. */
        void accepted(PostLine line);

        /** A line cannot be taken. Called on the publishing thread. */
        void refused(long number, String reason);

        /** So many events are answered; may throw to give up. */
        void answered(long events);
    }

    /**
     * Plays all lines.
     *
     * @param before events that the publisher was given before, whose answers are waited for too
     * @throws IOException where the input or the output fails
     * @throws StalledException where nothing has moved for too long
     */
    public void play(PostLines lines, long before, Listener listener) throws IOException {
        CompletableFuture<Long> published = CompletableFuture.supplyAsync(() -> publish(lines, listener));
        long moved = System.nanoTime();
        long seen = -1;
        while (true) {
            reader.poll(POLL);
            EventCounters.Totals totals = counters.totals();
            listener.answered(tally.decisions() + tally.deadLetters() + totals.duplicates());
            if (published.isCompletedExceptionally()
                    || published.isDone() && isComplete(before + published.join(), totals)) {
                join(published);
                return;
            }
            long progress = publisher.acknowledged() + totals.events() + arrived();
            if (progress != seen) {
                seen = progress;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > stallLimit.toNanos()) {
                throw new StalledException(stallLimit, publisher.acknowledged(), totals);
            }
        }
    }

    private long publish(PostLines lines, Listener listener) {
        try {
            long count = 0;
            for (PostLines.Line line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case PostLines.Bad bad -> listener.refused(bad.number(), bad.reason());
                    case PostLines.Good good -> {
                        if (publish(good, listener)) {
                            count++;
                        }
                    }
                }
            }
            publisher.flush();
            return count;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private boolean publish(PostLines.Good line, Listener listener) {
        try {
            PostPublisher.Prepared prepared = publisher.prepare(line.value());
            listener.accepted(line.value());
            publisher.publish(prepared);
            return true;
        } catch (BadLineException e) {
            listener.refused(line.number(), e.reason());
            return false;
        }
    }

    private boolean isComplete(long published, EventCounters.Totals totals) {
        Map<String, Long> routed = counters.routed();
        return totals.events() >= published
                && totals.balanced()
                && tally.decisions() >= totals.decisions()
                && tally.deadLetters() >= totals.deadLetters()
                && tally.actionRecords() >= routed.getOrDefault("actions", 0L)
                && tally.reviewRecords() >= routed.getOrDefault("reviews", 0L)
                && tally.mediations() >= routed.getOrDefault("mediations", 0L)
                && tally.escalations() >= routed.getOrDefault("escalations", 0L)
                && tally.sealedEvidence() >= tally.escalations();
    }

    private long arrived() {
        return tally.decisions()
                + tally.deadLetters()
                + tally.actionRecords()
                + tally.reviewRecords()
                + tally.mediations()
                + tally.escalations()
                + tally.sealedEvidence();
    }

    private static void join(CompletableFuture<Long> published) throws IOException {
        try {
            published.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case KafkaException cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
