package dev.sluice.topology.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How the second look is doing. Apart from the equation of events, for a second look is no event: a post has had its
 * answer by then. Each one asked for comes back and is answered once:
 * {@code asked = decided + kept + stale + repeated + refused}, once nothing is on its way.
 *
 * <p>In Prometheus: {@code sluice_second_looks_total}, {@code sluice_second_look_degraded},
 * {@code sluice_second_look_age_seconds}. Thread-safe.
 */
public final class SecondLooks {
    private final Map<Result, Counter> results = new EnumMap<>(Result.class);
    private volatile boolean degraded;
    private volatile Duration age = Duration.ZERO;

    /** Registers counters and gauges. */
    public SecondLooks(MeterRegistry meters) {
        for (Result result : Result.values()) {
            results.put(
                    result,
                    Counter.builder("sluice.second.looks")
                            .description("Second looks, by what became of them.")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        Gauge.builder("sluice.second.look.degraded", this, looks -> looks.degraded ? 1 : 0)
                .description("1 while second looks are shed or fail.")
                .register(meters);
        Gauge.builder("sluice.second.look.age.seconds", this, looks -> looks.age.toMillis() / 1000.0)
                .description("How long the oldest post of the last batch had waited.")
                .register(meters);
    }

    /** Counts one. */
    public void count(Result result) {
        Objects.requireNonNull(results.get(result)).increment();
    }

    /** How many there were so far. */
    public long counted(Result result) {
        return (long) Objects.requireNonNull(results.get(result)).count();
    }

    /** Says how long the oldest post of a batch had waited. */
    public void waited(Duration oldest) {
        age = oldest;
    }

    /** Says whether second looks are shed or fail. */
    public void setDegraded(boolean now) {
        degraded = now;
    }

    /** Whether second looks are shed or fail; first decisions go on as ever. */
    public boolean isDegraded() {
        return degraded;
    }

    /** What becomes of a second look. The first is asked by the pipeline, the next five are its answers. */
    public enum Result {
        /** The first look left a post uncertain. */
        ASKED,
        /** A decision followed that supersedes the one before. */
        DECIDED,
        /** Nobody looked in time, and the first decision stands. */
        KEPT,
        /** The post was edited, deleted or forgotten meanwhile. */
        STALE,
        /** The answer was known already. */
        REPEATED,
        /** The answer cannot be read. */
        REFUSED,
        /** In the lane: a post had waited for too long. */
        SHED,
        /** In the lane: the second look could not answer. */
        UNAVAILABLE
    }
}
