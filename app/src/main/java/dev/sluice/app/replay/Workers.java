package dev.sluice.app.replay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** As many threads as there are cores, with a bounded number of pieces of work before them. For one thread to feed. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;
    private final int most;
    private final Deque<Future<?>> open = new ArrayDeque<>();

    Workers() {
        int cores = Runtime.getRuntime().availableProcessors();
        this.threads = Executors.newFixedThreadPool(cores);
        this.most = 2 * cores;
    }

    /** Adds a piece; blocks while too many wait, and throws what one of them has failed with. */
    void add(Runnable piece) throws IOException {
        open.addLast(threads.submit(piece));
        if (open.size() >= most) {
            await(open.removeFirst());
        }
    }

    /** Waits until all is done, and throws what a piece has failed with. */
    void finish() throws IOException {
        while (!open.isEmpty()) {
            await(open.removeFirst());
        }
    }

    @Override
    public void close() {
        threads.close();
    }

    private static void await(Future<?> piece) throws IOException {
        try {
            piece.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the replay was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException("the replay failed", e.getCause());
        }
    }
}
