package dev.sluice.topology.health;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * Logs faults with posts at the 1st, 2nd, 4th, 8th … alone: a part that fails at every post would otherwise fill the
 * disk at the rate of the stream. Says the class of what was thrown, never its message, which may quote the post. The
 * event's context has {@code post}, the beginning of the SHA-256 of the id, by which lines about one post are found in
 * logs that must not keep ids. Thread-safe.
 */
public final class FailureLog {
    private static final int HASH_BYTES = 8;

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
        if (Long.bitCount(failures) != 1) {
            return;
        }
        try (MDC.MDCCloseable unused = MDC.putCloseable("post", hash(id))) {
            log.error(
                    "post {} cannot {}: {}; {} failures so far",
                    id,
                    deed,
                    fault.getClass().getName(),
                    failures);
        }
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
