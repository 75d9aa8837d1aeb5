package dev.sluice.topology.tracing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one step did with one record.
 *
 * @param at trace and id
 * @param parent id of the span that led to it
 * @param name the step's name in the topology
 * @param startNanos when it began, in nanoseconds since 1970
 * @param endNanos when it ended
 * @param place topic, partition and offset of the record that it was read from
 * @param fault class of what was thrown; null where nothing was
 */
public record Span(
        TraceParent at,
        String parent,
        String name,
        long startNanos,
        long endNanos,
        Map<String, String> place,
        @Nullable String fault) {
    private static final long NANOS = 1_000_000_000L;

    /** Copies the place. */
    public Span {
        place = Map.copyOf(place);
    }

    /** Where a record was read, in OpenTelemetry's words. */
    static Map<String, String> place(String topic, int partition, long offset) {
        return Map.of(
                "messaging.destination.name", topic,
                "messaging.destination.partition.id", Integer.toString(partition),
                "messaging.kafka.offset", Long.toString(offset));
    }

    /** Nanoseconds since 1970. */
    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS + now.getNano();
    }
}
