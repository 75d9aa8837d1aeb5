package dev.sluice.topology.source.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what becomes of the events of sources: {@code sluice_source_events_total} by source and result. What is done
 * again after a failure is counted again.
 */
final class SourceCounters {
    private final MeterRegistry meters;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    SourceCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** What becomes of an event. */
    enum Result {
        /** A post, edit or deletion went to the topic of posts. */
        POSTED,
        /** It is no event of a post. */
        IGNORED,
        /** It went to the dead letters. */
        REFUSED
    }

    void count(String source, Result result) {
        counters.computeIfAbsent(
                        source + "/" + result,
                        unused -> Counter.builder("sluice.source.events")
                                .description("Events of sources, by what became of them")
                                .tag("source", source)
                                .tag("result", result.name().toLowerCase(Locale.ROOT))
                                .register(meters))
                .increment();
    }
}
