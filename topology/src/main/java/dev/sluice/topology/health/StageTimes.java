package dev.sluice.topology.health;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much time each stage took, summed over all stream threads. Reading the clock a dozen times a post is not free, so
 * it is off, or one entry in so many is measured, drawn by chance: the mean is that of all, and the others pay for a draw.
 */
public final class StageTimes {
    /** One entry of a stage in so many is measured in a process that serves: a power of two. */
    public static final int SAMPLE = 64;

    private static final long NOT_TAKEN = Long.MIN_VALUE;

    private final @Nullable LongSupplier clock;
    private final int mask;
    private final Map<Stage, Sum> sums = new EnumMap<>(Stage.class);

    private StageTimes(@Nullable LongSupplier clock, int oneIn) {
        if (Integer.bitCount(oneIn) != 1) {
            throw new IllegalArgumentException("one entry in " + oneIn + "; allowed: a power of two");
        }
        this.clock = clock;
        this.mask = oneIn - 1;
        for (Stage stage : Stage.values()) {
            sums.put(stage, new Sum());
        }
    }

    /** Times that are never taken. */
    public static StageTimes off() {
        return new StageTimes(null, 1);
    }

    /**
     * Times that are taken from now on.
     *
     * @param clock nanoseconds since any moment: of the wall, or of the calling thread's CPU time
     */
    public static StageTimes on(LongSupplier clock) {
        return new StageTimes(clock, 1);
    }

    /**
     * Times of one entry in so many.
     *
     * @param clock nanoseconds since any moment
     * @param oneIn a power of two
     */
    public static StageTimes sampled(LongSupplier clock, int oneIn) {
        return new StageTimes(clock, oneIn);
    }

    /**
     * Tells a registry what is measured: {@code sluice_stage_seconds_sum} and {@code sluice_stage_seconds_count} by
     * {@code stage}, of the entries that were measured. Tells nothing where times are not taken.
     */
    public void bindTo(MeterRegistry meters) {
        if (clock == null) {
            return;
        }
        sums.forEach((stage, sum) -> FunctionTimer.builder(
                        "sluice.stage", sum, Sum::count, Sum::nanoseconds, TimeUnit.NANOSECONDS)
                .description("Time in a stage, of the entries that were measured: one in " + (mask + 1) + ".")
                .tag("stage", stage.id())
                .register(meters));
    }

    /** The time now, to be handed to {@link #stop}; says so where this time is not taken. */
    public long start() {
        if (clock == null || mask != 0 && (ThreadLocalRandom.current().nextInt() & mask) != 0) {
            return NOT_TAKEN;
        }
        return clock.getAsLong();
    }

    /** Adds the time since {@code start} to a stage and returns the time now, at which the next stage may start. */
    public long stop(Stage stage, long start) {
        if (clock == null || start == NOT_TAKEN) {
            return NOT_TAKEN;
        }
        long now = clock.getAsLong();
        Sum sum = Objects.requireNonNull(sums.get(stage));
        sum.nanos.add(now - start);
        sum.visits.increment();
        return now;
    }

    /** What was measured so far, by stage; empty where times are not taken. */
    public Map<Stage, Spent> spent() {
        Map<Stage, Spent> spent = new EnumMap<>(Stage.class);
        if (clock != null) {
            sums.forEach((stage, sum) -> spent.put(stage, new Spent(sum.nanos.sum(), sum.visits.sum())));
        }
        return spent;
    }

    /** Starts again from zero. */
    public void reset() {
        sums.values().forEach(sum -> {
            sum.nanos.reset();
            sum.visits.reset();
        });
    }

    private static final class Sum {
        private final LongAdder nanos = new LongAdder();
        private final LongAdder visits = new LongAdder();

        long count() {
            return visits.sum();
        }

        double nanoseconds() {
            return nanos.sum();
        }
    }

    /**
     * Time spent in one stage.
     *
     * @param nanos nanoseconds of the stream threads, by the clock
     * @param visits how often the stage was entered; a post may enter one twice
     */
    public record Spent(long nanos, long visits) {}
}
