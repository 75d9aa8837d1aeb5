package dev.sluice.topology.health;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much time each stage took, summed over all stream threads. Off unless asked for, because reading the clock a
 * dozen times a post is not free.
 */
public final class StageTimes {
    private final boolean on;
    private final Map<Stage, Sum> sums = new EnumMap<>(Stage.class);

    private StageTimes(boolean on) {
        this.on = on;
        for (Stage stage : Stage.values()) {
            sums.put(stage, new Sum());
        }
    }

    /** Times that are never taken. */
    public static StageTimes off() {
        return new StageTimes(false);
    }

    /** Times that are taken from now on. */
    public static StageTimes on() {
        return new StageTimes(true);
    }

    /** The time now, to be handed to {@link #stop}; 0 where times are not taken. */
    public long start() {
        return on ? System.nanoTime() : 0;
    }

    /** Adds the time since {@code start} to a stage and returns the time now, at which the next stage may start. */
    public long stop(Stage stage, long start) {
        if (!on) {
            return 0;
        }
        long now = System.nanoTime();
        Sum sum = Objects.requireNonNull(sums.get(stage));
        sum.nanos.add(now - start);
        sum.visits.increment();
        return now;
    }

    /** What was measured so far, by stage; empty where times are not taken. */
    public Map<Stage, Spent> spent() {
        Map<Stage, Spent> spent = new EnumMap<>(Stage.class);
        if (on) {
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
     * @param nanos wall-clock nanoseconds of the stream threads
     * @param visits how often the stage was entered; a post may enter one twice
     */
    public record Spent(long nanos, long visits) {}
}
