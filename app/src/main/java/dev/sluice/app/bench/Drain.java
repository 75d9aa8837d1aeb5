package dev.sluice.app.bench;

import dev.sluice.app.terminal.CommandException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how fast a topology works off a backlog. Only the middle of the backlog counts, from a tenth to nine tenths,
 * so that neither the start of the topology nor its last, half-empty batches are in the figures.
 */
final class Drain {
    private static final long SAMPLE_NANOS = 1_000_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Drain() {}

    /**
     * What one drain showed.
     *
     * @param postsPerSecond throughput
     * @param appMicros CPU time of this process for each post, in microseconds
     * @param brokerMicros CPU time of the broker for each post, in microseconds
     */
    record Figures(double postsPerSecond, double appMicros, double brokerMicros) {
        double cpuMicros() {
            return appMicros + brokerMicros;
        }
    }

    private record Mark(long answered, long nanos, long appCpu, long brokerCpu) {
        static Mark now(Subject subject, ProcessHandle broker) {
            return new Mark(
                    subject.answered(), System.nanoTime(), ProcessUse.ownCpuNanos(), ProcessUse.cpuNanos(broker));
        }

        Figures since(Mark start) {
            long posts = answered - start.answered;
            return new Figures(
                    posts * 1e9 / (nanos - start.nanos),
                    (appCpu - start.appCpu) / 1e3 / posts,
                    (brokerCpu - start.brokerCpu) / 1e3 / posts);
        }
    }

    /**
     * Watches until all posts are answered.
     *
     * @throws CommandException where that takes longer than five minutes
     */
    static Figures watch(Subject subject, ProcessHandle broker, long posts) {
        awaitAnswered(subject, posts / 10);
        Mark start = Mark.now(subject, broker);
        awaitAnswered(subject, posts * 9 / 10);
        Mark end = Mark.now(subject, broker);
        awaitAnswered(subject, posts);
        return end.since(start);
    }

    static void awaitAnswered(Subject subject, long posts) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (subject.answered() < posts) {
            if (System.nanoTime() > limit) {
                throw CommandException.failed("only " + subject.answered() + " of " + posts
                        + " posts were answered within " + LIMIT.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(SAMPLE_NANOS);
        }
    }
}
