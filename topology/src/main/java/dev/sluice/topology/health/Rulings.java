package dev.sluice.topology.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What became of the rulings of people. Apart from the equation of events, for a ruling is no event: its post has had
 * its answer by then.
 *
 * <p>In Prometheus: {@code sluice_rulings_total}. Thread-safe.
 */
public final class Rulings {
    private final Map<Result, Counter> results = new EnumMap<>(Result.class);

    /** Registers the counters. */
    public Rulings(MeterRegistry meters) {
        for (Result result : Result.values()) {
            results.put(
                    result,
                    Counter.builder("sluice.rulings")
                            .description("Rulings of people, by what became of them.")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    /** Counts one. */
    public void count(Result result) {
        Objects.requireNonNull(results.get(result)).increment();
    }

    /** How many there were so far. */
    public long counted(Result result) {
        return (long) Objects.requireNonNull(results.get(result)).count();
    }

    /** What becomes of a ruling. */
    public enum Result {
        /** A decision followed that supersedes the one before. */
        DECIDED,
        /** The post was edited, deleted or forgotten meanwhile. */
        STALE,
        /** It was known already. */
        REPEATED,
        /** It cannot be read, or is not valid. */
        REFUSED
    }
}
