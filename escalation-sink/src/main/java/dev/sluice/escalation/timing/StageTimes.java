package dev.sluice.escalation.timing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Adds up what stages take: time by the clock, and CPU time of the thread that is in them; what others do for it, such as
 * those that write files, is not in that. Reading a thread's CPU clock is not free, so {@link #off} reads none.
 * Thread-safe; stages of several threads at once add up to more than went by.
 */
public final class StageTimes {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final StageTimes OFF = new StageTimes(false);

    private final boolean on;
    private final Map<Stage, Sum> sums = new EnumMap<>(Stage.class);

    private StageTimes(boolean on) {
        this.on = on;
        for (Stage stage : Stage.values()) {
            sums.put(stage, new Sum(new LongAdder(), new LongAdder()));
        }
    }

    private record Sum(LongAdder nanos, LongAdder cpuNanos) {}

    /**
     * What a stage has taken so far, all packages together.
     *
     * @param nanos by the clock
     * @param cpuNanos CPU time of the threads in it
     */
    public record Spent(long nanos, long cpuNanos) {}

    /** Measures nothing. */
    public static StageTimes off() {
        return OFF;
    }

    /** Measures, from now on. */
    public static StageTimes on() {
        return new StageTimes(true);
    }

    /** Begins a stage on this thread, which ends when what this returns is closed. */
    public Lap begin(Stage stage) {
        if (!on) {
            return () -> {};
        }
        long start = System.nanoTime();
        long cpuStart = THREADS.getCurrentThreadCpuTime();
        Sum sum = sums.get(stage);
        return () -> {
            if (sum != null) {
                sum.cpuNanos.add(THREADS.getCurrentThreadCpuTime() - cpuStart);
                sum.nanos.add(System.nanoTime() - start);
            }
        };
    }

    /** What each stage has taken. */
    public Map<Stage, Spent> spent() {
        Map<Stage, Spent> spent = new EnumMap<>(Stage.class);
        sums.forEach((stage, sum) -> spent.put(stage, new Spent(sum.nanos.sum(), sum.cpuNanos.sum())));
        return Collections.unmodifiableMap(spent);
    }

    /** Until closed, time counts for a stage. */
    @FunctionalInterface
    public interface Lap extends AutoCloseable {
        @Override
        void close();
    }
}
