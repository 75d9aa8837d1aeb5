package dev.sluice.app.metrics;

import java.util.List;

/**
 * A metric as Prometheus sees it.
 *
 * @param name such as {@code sluice_events_total}; of a histogram, without {@code _bucket}, {@code _count} and {@code _sum}
 * @param kind what its numbers mean
 * @param unit what one is
 * @param labels names of its labels, each with few values; {@code le} of histograms left out
 * @param process the commands whose processes have it
 * @param meaning what it counts or says, in one sentence
 */
public record Metric(String name, Kind kind, String unit, List<String> labels, String process, String meaning) {
    /** Copies the labels. */
    public Metric {
        labels = List.copyOf(labels);
    }

    /** What the numbers of a metric mean. */
    public enum Kind {
        /** Only goes up, from zero at each start. */
        COUNTER,
        /** What is now. */
        GAUGE,
        /** Counts by upper bound, with their number and sum; and the largest of the last minutes, ending in {@code _max}. */
        HISTOGRAM,
        /** A number and a sum. */
        SUMMARY;

        /** Its name in pages. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The names of the series that a scrape shows of it. */
    public List<String> series() {
        return switch (kind) {
            case COUNTER, GAUGE -> List.of(name);
            case HISTOGRAM -> List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
            case SUMMARY -> List.of(name + "_count", name + "_sum");
        };
    }
}
