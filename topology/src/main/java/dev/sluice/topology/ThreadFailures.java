package dev.sluice.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: another takes its place and starts from the last commit, after a pause that
 * doubles each time. Threads that die during one pause share a cause, such as a broker that went away, and count as one
 * failure, however many threads there are. When there were too many failures within a while, the fault does not pass by
 * itself: the client shuts down,
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
    private final Deque<Long> failures = new ArrayDeque<>();

    ThreadFailures(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        Failure failure = failure();
        int recent = failure.number();
        if (recent > MAX_REPLACEMENTS) {
            LOG.error("stream threads died {} times within {}; the pipeline shuts down", recent, WHILE);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a stream thread died of {}; it is replaced", words(rootOf(exception)));
        try {
            pause.forMillis(failure.pauseMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** The failure that a death belongs to: the last one while its pause lasts, else a new one. */
    private synchronized Failure failure() {
        long now = clock.millis();
        Long last = failures.peekLast();
        if (last != null && now - last < pauseMs(failures.size())) {
            return new Failure(failures.size(), pauseMs(failures.size()));
        }
        failures.add(now);
        while (failures.size() > 1 && now - failures.getFirst() > WHILE.toMillis()) {
            failures.removeFirst();
        }
        return new Failure(failures.size(), pauseMs(failures.size()));
    }

    private static long pauseMs(int number) {
        return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << (number - 1));
    }

    /**
     * A failure.
     *
     * @param number how many there were within a while, this one included
     * @param pauseMs how long to wait before its threads are replaced
     */
    private record Failure(int number, long pauseMs) {}

    /** The class, and what it says only where that can be no text of a post: names of what may not be used. */
    private static String words(Throwable root) {
        String name = root.getClass().getName();
        return root instanceof AuthorizationException ? name + ": " + root.getMessage() : name;
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
