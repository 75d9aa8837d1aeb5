package dev.sluice.topology.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The parts of a process and where each stands: {@code sluice_part_running} by {@code part}, 1 while it works and 0 while
 * it starts, restores its state, waits for its partitions, or has given up. A part that the process is for keeps it from
 * being ready; another one is named as a problem. Thread-safe.
 */
public final class Parts {
    private final MeterRegistry meters;
    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /** No parts yet. */
    public Parts(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Part(String name, boolean needed, Supplier<Standing> standing) {}

    /**
     * Where a part stands.
     *
     * @param running whether it works
     * @param how in one word, such as {@code REBALANCING}
     */
    public record Standing(boolean running, String how) {}

    /**
     * Watches a part.
     *
     * @param name such as {@code pipeline}
     * @param needed whether the process is ready without it
     */
    public void watch(String name, boolean needed, Supplier<Standing> standing) {
        parts.add(new Part(name, needed, standing));
        Gauge.builder("sluice.part.running", standing, now -> now.get().running() ? 1 : 0)
                .description("1 while a part of the process works, 0 while it starts, moves or has given up.")
                .tag("part", name)
                .strongReference(true)
                .register(meters);
    }

    /** Why the process is not ready, a line for each part; empty where it is. */
    public List<String> missing() {
        return notRunning(true);
    }

    /** Which parts do not work that others do without, a line for each. */
    public List<String> problems() {
        return notRunning(false);
    }

    private List<String> notRunning(boolean needed) {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            Standing standing = part.standing().get();
            if (part.needed() == needed && !standing.running()) {
                lines.add(part.name() + " is " + standing.how());
            }
        }
        return lines;
    }
}
