package dev.sluice.escalation.timestamp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works a queue off, each authority at its own pace: one that is down is asked again later, and holds up neither the
 * others nor whoever fills the queue. What is not stamped when the process ends waits on disk for the next one.
 */
public final class Stamper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stamper.class);
    /** Items taken up in one round; the rest waits for the next. */
    private static final int MOST_ITEMS = 50;
    /** How often the queue is looked at without having been told of anything. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /** A larger difference between our clock and an authority's is worth a line in the log. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final TimestampQueue queue;
    private final List<Pace> paces;
    private final TimestampClient client;
    private final Backoff backoff;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("timestamps").unstarted(this::work);
    private volatile boolean closing;

    /** For these authorities; does nothing until it is started or told to make a round. */
    public Stamper(
            TimestampQueue queue,
            List<TimestampAuthority> authorities,
            TimestampClient client,
            Backoff backoff,
            Clock clock) {
        this.queue = queue;
        this.paces = authorities.stream().map(Pace::new).toList();
        this.client = client;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** How one authority has been doing. */
    private static final class Pace {
        private final TimestampAuthority authority;
        private final Map<String, Integer> refusals = new HashMap<>();
        private int failures;
        private Instant next = Instant.MIN;

        Pace(TimestampAuthority authority) {
            this.authority = authority;
        }
    }

    /** Starts working on a thread of its own. */
    public void start() {
        if (!paces.isEmpty()) {
            thread.start();
        }
    }

    /** Says that there is something new in the queue. */
    public void wake() {
        news.release();
    }

    /**
     * Asks every authority whose turn it is for what waits.
     *
     * @return how long to wait for the next round
     * @throws IOException where the queue cannot be read or written
     */
    public Duration round() throws IOException {
        Instant soonest = clock.instant().plus(IDLE);
        for (Pace pace : paces) {
            if (!closing && !pace.next.isAfter(clock.instant())) {
                ask(pace);
            }
            boolean waits = pace.failures > 0 && pace.next.isBefore(soonest);
            soonest = waits ? pace.next : soonest;
        }
        Duration wait = Duration.between(clock.instant(), soonest);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Ends after the request at hand, or interrupts it; what waits stays on disk. */
    @Override
    public void close() {
        closing = true;
        wake();
        thread.interrupt();
        client.close();
        try {
            boolean ended = !thread.isAlive() || thread.join(CLOSE_TIMEOUT);
            if (!ended) {
                LOG.warn("A request for a timestamp did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!closing) {
            try {
                Duration wait = roundOrRest();
                boolean unused = news.tryAcquire(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
                news.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration roundOrRest() {
        try {
            return round();
        } catch (IOException | RuntimeException e) {
            // Sealing goes on; what waits is still on disk, and verifying says that it waits.
            LOG.error("Timestamps rest for {}: {}", backoff.longest(), TimestampCheck.oneLine(e));
            return backoff.longest();
        }
    }

    private void ask(Pace pace) throws IOException {
        String name = pace.authority.name();
        for (String item : queue.waiting(name, MOST_ITEMS)) {
            byte[] content = queue.content(item);
            byte[] response;
            try {
                response = client.stamp(content, pace.authority);
            } catch (TimestampException e) {
                refused(pace, item, e);
                return;
            } catch (IOException e) {
                if (!closing) {
                    Duration wait = fail(pace);
                    LOG.warn("Timestamp authority {} cannot be reached, next try in {}: {}", name, wait, reason(e));
                }
                return;
            }
            queue.stamped(item, name, response);
            pace.failures = 0;
            pace.refusals.remove(item);
            tellSkew(name, response, content);
        }
    }

    private void refused(Pace pace, String item, TimestampException e) throws IOException {
        int refusals = pace.refusals.merge(item, 1, Integer::sum);
        String reason = TimestampCheck.oneLine(e);
        Duration wait = fail(pace);
        if (refusals < backoff.refusals()) {
            LOG.warn(
                    "Timestamp authority {} gave no timestamp of {}, next try in {}: {}",
                    pace.authority.name(),
                    item,
                    wait,
                    reason);
            return;
        }
        pace.refusals.remove(item);
        queue.refused(item, pace.authority.name(), reason);
        LOG.error(
                "Timestamp authority {} gave no timestamp of {} {} times and is not asked again: {}",
                pace.authority.name(),
                item,
                refusals,
                reason);
    }

    private Duration fail(Pace pace) {
        pace.failures++;
        Duration wait = backoff.after(pace.failures);
        pace.next = clock.instant().plus(wait);
        return wait;
    }

    private void tellSkew(String name, byte[] response, byte[] content) {
        try {
            Instant time = TimestampCheck.check(response, content, List.of()).time();
            Duration skew = Duration.between(time, clock.instant()).abs();
            if (skew.compareTo(SKEW) > 0) {
                LOG.warn("Our clock and that of timestamp authority {} are {} apart", name, skew);
            }
        } catch (TimestampException e) {
            throw new IllegalStateException("a timestamp that was checked does not hold", e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : TimestampCheck.oneLine(e);
    }
}
