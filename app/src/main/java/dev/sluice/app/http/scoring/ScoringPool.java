package dev.sluice.app.http.scoring;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.SecondLook.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Threads that score, as many as there are cores to use, and a queue of bounded length before them. The assessor keeps
 * room for its work by thread, so that these are platform threads that live on.
 */
public final class ScoringPool implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final Function<Text, Assessment> assessor;
    private final ThreadPoolExecutor threads;
    private final Semaphore room;

    /** There is no room in the queue. */
    public static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BusyException() {
            super("no room to score", null, false, false);
        }
    }

    /**
     * A pool.
     *
     * @param assessor assesses a text; asked by many threads at once
     * @param threads how many score at once
     * @param queue how many texts may wait
     */
    public ScoringPool(Function<Text, Assessment> assessor, int threads, int queue) {
        this.assessor = assessor;
        this.room = new Semaphore(threads + queue);
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                // Longer than what is let in: a thread takes its next text a moment after it has made room.
                new ArrayBlockingQueue<>(threads + queue),
                Thread.ofPlatform().name("scoring-", 0).daemon(true).factory(),
                new ThreadPoolExecutor.AbortPolicy());
    }

    /**
     * Scores texts: all of them, or none where there is no room for all.
     *
     * @return one assessment for each, in order
     * @throws BusyException where there is no room for all of them now
     */
    public List<Assessment> score(List<Text> texts) {
        if (!room.tryAcquire(texts.size())) {
            throw new BusyException();
        }
        List<Scoring> waiting = texts.stream().map(Scoring::new).toList();
        try {
            waiting.forEach(threads::execute);
            List<Assessment> scored = new ArrayList<>(texts.size());
            for (Scoring one : waiting) {
                scored.add(one.get());
            }
            return scored;
        } catch (RejectedExecutionException e) {
            throw new BusyException();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a text could not be assessed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        } finally {
            // Nobody waits any more for those that are not done.
            for (Scoring one : waiting) {
                if (one.cancel(false)) {
                    threads.remove(one);
                }
            }
        }
    }

    /** A text that is scored or waits for it; makes room once it is done, or nobody waits for it any more. */
    private final class Scoring extends FutureTask<Assessment> {
        private Scoring(Text text) {
            super(() -> assessor.apply(text));
        }

        @Override
        protected void done() {
            room.release();
        }
    }

    /** How many texts wait. */
    public int queued() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
