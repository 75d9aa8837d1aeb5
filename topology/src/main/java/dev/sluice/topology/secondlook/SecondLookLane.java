package dev.sluice.topology.secondlook;

import dev.sluice.classifiers.SecondLook;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.health.SecondLooks;
import dev.sluice.topology.tracing.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests, has them answered in batches, and writes the answers: exactly once, on a thread of its own, until it
 * is closed. Whatever fails, it starts again from the last commit, after a pause that doubles each time; the fast lane
 * knows nothing of it, and health says degraded.
 */
public final class SecondLookLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecondLookLane.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 15_000;

    private final Opener opener;
    private final SecondLooks telemetry;
    private final SecondLooker looker;
    private final Thread thread = new Thread(this::run, "second-look");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable LaneSession session;

    /**
     * What the lane works with besides Kafka.
     *
     * @param secondLook what looks
     * @param registry knows the schemas
     * @param clock says how long posts have waited
     * @param telemetry counts
     * @param tracing which records are traced; null for none
     */
    public record Parts(
            SecondLook secondLook,
            SchemaRegistry registry,
            Clock clock,
            SecondLooks telemetry,
            @Nullable Tracing tracing) {}

    /** Opens a session, each time that there is none. */
    @FunctionalInterface
    interface Opener {
        LaneSession open();
    }

    private SecondLookLane(Opener opener, SecondLookSettings settings, Parts parts) {
        this.opener = opener;
        this.telemetry = parts.telemetry();
        this.looker = new SecondLooker(parts.secondLook(), settings.maxLag(), parts.clock(), telemetry);
    }

    /** Starts to answer; returns at once. */
    public static SecondLookLane start(LaneClients clients, SecondLookSettings settings, Parts parts) {
        LOG.info("second look {} runs in group {}", parts.secondLook().version(), clients.group());
        return start(() -> LaneSession.open(clients, parts), settings, parts);
    }

    static SecondLookLane start(Opener opener, SecondLookSettings settings, Parts parts) {
        SecondLookLane lane = new SecondLookLane(opener, settings, parts);
        lane.thread.setDaemon(true);
        lane.thread.start();
        return lane;
    }

    /** Commits what is done and leaves the group. */
    @Override
    public void close() {
        closing.countDown();
        LaneSession open = session;
        if (open != null) {
            open.wakeUp();
        }
        try {
            thread.join(CLOSE_WITHIN.toMillis());
            if (thread.isAlive()) {
                LOG.warn("the second look did not end within {}; what was not committed is done again", CLOSE_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long pause = FIRST_PAUSE_MS;
        while (!isClosing()) {
            try (LaneSession opened = opener.open()) {
                session = opened;
                while (!isClosing()) {
                    opened.step(looker, POLL);
                    pause = FIRST_PAUSE_MS;
                }
            } catch (WakeupException e) {
                LOG.debug("woken up to end");
            } catch (RuntimeException e) {
                telemetry.setDegraded(true);
                LOG.error(
                        "the second look failed with {}; it starts again from the last commit",
                        e instanceof AuthorizationException
                                ? e.toString()
                                : e.getClass().getName());
                pauseFor(pause);
                pause = Math.min(LONGEST_PAUSE_MS, 2 * pause);
            }
        }
    }

    private void pauseFor(long millis) {
        try {
            boolean unused = closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
