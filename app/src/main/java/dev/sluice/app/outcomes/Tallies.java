package dev.sluice.app.outcomes;

import dev.sluice.topology.outcomes.reports.TimeBins;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts by name.
 *
 * @param counts as reports have them
 */
public record Tallies(Map<String, Long> counts) {
    /** Copies the map, in the order of its names. */
    public Tallies {
        counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** A count; 0 where there is none. */
    public long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** The counts whose names begin so, by the rest of the name. */
    public Map<String, Long> below(String prefix) {
        Map<String, Long> below = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), count);
            }
        });
        return below;
    }

    /** The sum of the counts whose names begin so. */
    public long sum(String prefix) {
        return below(prefix).values().stream().mapToLong(Long::longValue).sum();
    }

    /** The median of durations in bins, to within its bin: at most so long; null where nothing was counted. */
    public @Nullable Duration median(String prefix) {
        long[] bins = new long[TimeBins.COUNT];
        below(prefix).forEach((bin, count) -> bins[Math.min(bins.length - 1, Integer.parseInt(bin))] += count);
        return TimeBins.median(bins);
    }
}
