package dev.sluice.app.play;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.EventLines;
import dev.sluice.app.posts.PostLine;
import dev.sluice.topology.health.EventCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes a file of posts and reads what comes out until every event is answered and every follow-up has arrived.
 *
 * <p>Done is told by the cluster, see {@link Backlog}, and by the evidence: every escalation is sealed or put aside. What
 * the pipeline counts by itself serves for progress alone, for it counts again what it does again.
 */
public final class Playback {
    private static final Duration POLL = Duration.ofMillis(100);

    private final PostPublisher publisher;
    private final OutputReader reader;
    private final Backlog backlog;
    private final Tally tally;
    private final EventCounters counters;
    private final Duration stallLimit;

    /**
     * A playback.
     *
     * @param backlog what is still on its way
     * @param tally counts what the reader hands over
     * @param counters what the pipeline says it has answered
     * @param stallLimit how long nothing may move before it is called a failure
     */
    public Playback(
            PostPublisher publisher,
            OutputReader reader,
            Backlog backlog,
            Tally tally,
            EventCounters counters,
            Duration stallLimit) {
        this.publisher = publisher;
        this.reader = reader;
        this.backlog = backlog;
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
     * @throws IOException where the input or the output fails
     * @throws StalledException where nothing has moved for too long
     */
    public void play(EventLines lines, Listener listener) throws IOException {
        CompletableFuture<Void> published = CompletableFuture.runAsync(() -> publish(lines, listener));
        long moved = System.nanoTime();
        long seen = Long.MIN_VALUE;
        while (true) {
            reader.poll(POLL);
            EventCounters.Totals totals = counters.totals();
            listener.answered(tally.decisions() + tally.deadLetters() + totals.duplicates());
            Map<String, Long> behind = Map.of();
            if (published.isDone()) {
                join(published);
                behind = backlog.behind(reader.positions());
                if (behind.isEmpty() && tally.unsealed() == 0) {
                    return;
                }
            }
            long progress = publisher.acknowledged() + totals.events() + arrived() - Tally.sum(behind);
            if (progress != seen) {
                seen = progress;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > stallLimit.toNanos()) {
                throw new StalledException(
                        stallLimit, publisher.acknowledged(), tally, missing(published.isDone(), behind));
            }
        }
    }

    private void publish(EventLines lines, Listener listener) {
        try {
            for (EventLines.Line line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case EventLines.Bad bad -> listener.refused(bad.number(), bad.reason());
                    case EventLines.Good good -> publish(good, listener);
                }
            }
            publisher.flush();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void publish(EventLines.Good line, Listener listener) {
        try {
            PostRecords.Prepared prepared = publisher.prepare(line.value());
            listener.accepted(line.value());
            publisher.publish(prepared);
        } catch (BadLineException e) {
            listener.refused(line.number(), e.reason());
        }
    }

    private List<String> missing(boolean published, Map<String, Long> behind) {
        List<String> missing = new ArrayList<>();
        if (!published) {
            missing.add("the rest of the input");
        }
        behind.forEach((topic, offsets) -> missing.add(offsets + " offsets of topic " + topic));
        if (tally.unsealed() > 0) {
            missing.add("the evidence of " + tally.unsealed() + " escalations");
        }
        return missing;
    }

    private long arrived() {
        return tally.decisions()
                + tally.secondLooks()
                + tally.byPeople()
                + tally.deadLetters()
                + tally.actionRecords()
                + tally.reviewRecords()
                + tally.mediations()
                + tally.followUps()
                + tally.escalations()
                + tally.sealedEvidence();
    }

    private static void join(CompletableFuture<Void> published) throws IOException {
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
