package dev.sluice.topology.health;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Logs faults with posts at the 1st, 2nd, 4th, 8th … alone: a part that fails at every post would otherwise fill the
 * disk at the rate of the stream. Says the class of what was thrown, never its message, which may quote the post.
 * Thread-safe.
 */
public final class FailureLog {
    private final Logger log;
    private final AtomicLong count = new AtomicLong();

    /** A log that has seen no fault yet. */
    public FailureLog(Logger log) {
        this.log = log;
    }

    /**
     * Takes down a fault.
     *
     * @param deed what cannot be done to the post, such as {@code be decided}
     * @param id the post or the decision
     * @param fault what was thrown
     */
    public void log(String deed, String id, Throwable fault) {
        long failures = count.incrementAndGet();
        if (Long.bitCount(failures) == 1) {
            log.error(
                    "post {} cannot {}: {}; {} failures so far",
                    id,
                    deed,
                    fault.getClass().getName(),
                    failures);
        }
    }
}
