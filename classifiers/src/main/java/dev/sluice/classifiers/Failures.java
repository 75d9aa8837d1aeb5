package dev.sluice.classifiers;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a detector threw into a finding, and logs it: the detector's id and the class of what was thrown, never
 * its
 * message, which may quote the post. A detector that fails at every post is logged at its 1st, 2nd, 4th, 8th … failure.
 */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Assessor.class);

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    /** The finding that a detector could not answer for these categories, because of what it threw. */
    public Finding unavailable(String detector, String version, Set<Category> categories, Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        long count = counts.computeIfAbsent(detector, id -> new AtomicLong()).incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("Detector {} version {} failed with {}; {} failures so far", detector, version, kind, count);
        }
        return new Finding.Unavailable(detector, version, categories, "failed with " + kind);
    }
}
