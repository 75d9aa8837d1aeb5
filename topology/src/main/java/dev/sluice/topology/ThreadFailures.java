package dev.sluice.topology;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: another takes its place and starts from the last commit, after a pause that
 * doubles each time. Threads that die during one pause share a cause, such as a broker that went away, and count as one
 * failure, however many threads there are. When there were too many failures within a while, the fault does not pass by
 * itself: the client shuts down,
 * health says so, and whoever runs it decides. A schema registry that is away does pass: it is waited for, however long,
 * since a new process could not read the record either.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final int MAX_REPLACEMENTS = 8;
    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 15_000;
    private static final int LONGEST_SHIFT = 20;
    private static final int MOST_CAUSES = 16;

    private final Clock clock;
    private final Pause pause;
    private final Deque<Long> failures = new ArrayDeque<>();
    private final Deque<Long> absences = new ArrayDeque<>();

    ThreadFailures(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        RegistryUnavailableException away = registryAway(exception);
        Failure failure = failure(away == null ? failures : absences);
        int recent = failure.number();
        if (away == null && recent > MAX_REPLACEMENTS) {
            LOG.error("stream threads died {} times within {}; the pipeline shuts down", recent, WHILE);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error(
                "a stream thread died of {}; it is replaced",
                away == null ? words(rootOf(exception)) : String.valueOf(away.getMessage()));
        try {
            pause.forMillis(failure.pauseMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** The failure that a death belongs to: the last one of its kind while its pause lasts, else a new one. */
    private synchronized Failure failure(Deque<Long> kind) {
        long now = clock.millis();
        Long last = kind.peekLast();
        if (last != null && now - last < pauseMs(kind.size())) {
            return new Failure(kind.size(), pauseMs(kind.size()));
        }
        kind.add(now);
        while (kind.size() > 1 && now - kind.getFirst() > WHILE.toMillis()) {
            kind.removeFirst();
        }
        return new Failure(kind.size(), pauseMs(kind.size()));
    }

    private static long pauseMs(int number) {
        return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(number - 1, LONGEST_SHIFT));
    }

    private static @Nullable RegistryUnavailableException registryAway(Throwable exception) {
        Throwable at = exception;
        for (int depth = 0; at != null && depth < MOST_CAUSES; depth++) {
            if (at instanceof RegistryUnavailableException away) {
                return away;
            }
            at = at.getCause();
        }
        return null;
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
        for (int depth = 0; root.getCause() != null && depth < MOST_CAUSES; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /** Waits. */
    interface Pause {
        void forMillis(long millis) throws InterruptedException;
    }
}
