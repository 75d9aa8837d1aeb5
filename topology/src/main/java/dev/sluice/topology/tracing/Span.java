package dev.sluice.topology.tracing;

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
    /** Copies the place. */
    public Span {
        place = Map.copyOf(place);
    }
}
