package dev.sluice.topology.health;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much time each stage took, summed over all stream threads. Off unless asked for, because reading the clock a
 * dozen times a post is not free.
 */
public final class StageTimes {
    private final @Nullable LongSupplier clock;
    private final Map<Stage, Sum> sums = new EnumMap<>(Stage.class);

    private StageTimes(@Nullable LongSupplier clock) {
        this.clock = clock;
        for (Stage stage : Stage.values()) {
            sums.put(stage, new Sum());
        }
    }

    /** Times that are never taken. */
    public static StageTimes off() {
        return new StageTimes(null);
    }

    /**
     * Times that are taken from now on.
     *
     * @param clock nanoseconds since any moment: of the wall, or of the calling thread's CPU time
     */
    public static StageTimes on(LongSupplier clock) {
        return new StageTimes(clock);
    }

    /** The time now, to be handed to {@link #stop}; 0 where times are not taken. */
    public long start() {
        return clock == null ? 0 : clock.getAsLong();
    }

    /** Adds the time since {@code start} to a stage and returns the time now, at which the next stage may start. */
    public long stop(Stage stage, long start) {
        if (clock == null) {
            return 0;
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
    }

    /**
     * Time spent in one stage.
     *
     * @param nanos nanoseconds of the stream threads, by the clock
     * @param visits how often the stage was entered; a post may enter one twice
     */
    public record Spent(long nanos, long visits) {}
}
