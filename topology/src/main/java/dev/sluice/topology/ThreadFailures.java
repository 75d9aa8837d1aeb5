package dev.sluice.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: another takes its place and starts from the last commit, after a pause that
 * doubles each time. When too many died within a while, the fault does not pass by itself: the client shuts down,
 * health says so, and whoever runs it decides.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final int MAX_REPLACEMENTS = 8;
    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 15_000;

    private final Clock clock;
    private final Pause pause;
    private final Deque<Long> deaths = new ArrayDeque<>();

    ThreadFailures(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        int recent = recent();
        if (recent > MAX_REPLACEMENTS) {
            LOG.error("{} stream threads died within {}; the pipeline shuts down", recent, WHILE);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error(
                "a stream thread died of {}; it is replaced",
                rootOf(exception).getClass().getName());
        try {
            pause.forMillis(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << (recent - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized int recent() {
        long now = clock.millis();
        deaths.add(now);
        while (deaths.size() > 1 && now - deaths.getFirst() > WHILE.toMillis()) {
            deaths.removeFirst();
        }
        return deaths.size();
    }

    private static Throwable rootOf(Throwable exception) {
        Throwable root = exception;
        for (int depth = 0; root.getCause() != null && depth < 16; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /** Waits. */
    interface Pause {
        void forMillis(long millis) throws InterruptedException;
    }
}
