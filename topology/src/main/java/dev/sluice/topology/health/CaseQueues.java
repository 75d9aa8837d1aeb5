package dev.sluice.topology.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many cases wait for people in each queue, since when, and how many have waited for too long. Each task counts its
 * own cases and takes them back when it is closed, so that the sum over all instances is the number of cases:
 * {@code open = opened - closed} where no task has moved.
 *
 * <p>In Prometheus: {@code sluice_cases_open}, {@code sluice_cases_overdue}, {@code sluice_cases_oldest_age_seconds} and
 * the counters {@code sluice_cases_opened_total}, {@code sluice_cases_closed_total}, {@code sluice_cases_breached_total},
 * all by {@code queue}. Queues are named by policies, and no more than a hundred are told apart. Thread-safe.
 */
public final class CaseQueues {
    private static final int MOST_QUEUES = 100;
    private static final String OTHERS = "other";
    private static final long MINUTE = 60_000;

    private final MeterRegistry meters;
    private final LongSupplier clock;
    private final Set<Shelf> shelves = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    /** Cases are counted in this registry. */
    public CaseQueues(MeterRegistry meters) {
        this(meters, System::currentTimeMillis);
    }

    CaseQueues(MeterRegistry meters, LongSupplier clock) {
        this.meters = meters;
        this.clock = clock;
    }

    private record Queue(Counter opened, Counter closed, Counter breached) {}

    /**
     * A case that waits.
     *
     * @param queue where
     * @param openedAt since when
     * @param breached whether it should have been decided by now
     */
    public record Standing(String queue, Instant openedAt, boolean breached) {
        private long minute() {
            return Math.floorDiv(openedAt.toEpochMilli(), MINUTE);
        }
    }

    /** The place of one task's cases. */
    public Shelf shelf() {
        Shelf shelf = new Shelf();
        shelves.add(shelf);
        return shelf;
    }

    private String name(String queue) {
        if (queues.containsKey(queue) || queues.size() < MOST_QUEUES) {
            queues.computeIfAbsent(queue, this::register);
            return queue;
        }
        queues.computeIfAbsent(OTHERS, this::register);
        return OTHERS;
    }

    private Queue register(String queue) {
        Gauge.builder("sluice.cases.open", () -> sum(queue, pile -> pile.open))
                .description("Cases that wait for people.")
                .tag("queue", queue)
                .register(meters);
        Gauge.builder("sluice.cases.overdue", () -> sum(queue, pile -> pile.breached))
                .description("Cases that wait and should have been decided by now.")
                .tag("queue", queue)
                .register(meters);
        Gauge.builder("sluice.cases.oldest.age.seconds", () -> oldest(queue))
                .description("How long the case has waited that has waited longest, to the minute; 0 where none waits.")
                .tag("queue", queue)
                .register(meters);
        return new Queue(
                counter("sluice.cases.opened", "Cases opened.", queue),
                counter("sluice.cases.closed", "Cases decided or withdrawn.", queue),
                counter("sluice.cases.breached", "Cases that were not decided in time.", queue));
    }

    private Counter counter(String name, String description, String queue) {
        return Counter.builder(name)
                .description(description)
                .tag("queue", queue)
                .register(meters);
    }

    private interface Part {
        long of(Pile pile);
    }

    private double sum(String queue, Part part) {
        long sum = 0;
        for (Shelf shelf : shelves) {
            sum += shelf.part(queue, part);
        }
        return sum;
    }

    private double oldest(String queue) {
        long oldest = Long.MAX_VALUE;
        for (Shelf shelf : shelves) {
            oldest =
                    Math.min(oldest, shelf.part(queue, pile -> pile.minutes.isEmpty() ? Long.MAX_VALUE : pile.first()));
        }
        return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.getAsLong() - oldest * MINUTE) / 1000.0;
    }

    /** What waits in one queue: bounded by the minutes in which cases were opened. */
    private static final class Pile {
        private final NavigableMap<Long, Integer> minutes = new TreeMap<>();
        private long open;
        private long breached;

        private long first() {
            return minutes.firstKey();
        }
    }

    /** The cases of one task. */
    public final class Shelf implements AutoCloseable {
        private final Map<String, Pile> piles = new HashMap<>();

        private Shelf() {}

        /** Takes in a case that was there before the task was; null for none that waits. */
        public synchronized void found(@Nullable Standing standing) {
            if (standing != null) {
                put(standing, 1);
            }
        }

        /**
         * Notes that a case has changed.
         *
         * @param before how it waited; null where it did not
         * @param after how it waits; null where it does no more
         */
        public synchronized void moved(@Nullable Standing before, @Nullable Standing after) {
            if (before != null) {
                put(before, -1);
            }
            if (after != null) {
                put(after, 1);
            }
            if (before == null && after != null) {
                counters(after).opened().increment();
            }
            if (before != null && after == null) {
                counters(before).closed().increment();
            }
            if (after != null && after.breached() && (before == null || !before.breached())) {
                counters(after).breached().increment();
            }
        }

        /** Takes the task's cases away. */
        @Override
        public void close() {
            shelves.remove(this);
        }

        private synchronized long part(String queue, Part part) {
            Pile pile = piles.get(queue);
            return part.of(pile == null ? new Pile() : pile);
        }

        private Queue counters(Standing standing) {
            return queues.computeIfAbsent(name(standing.queue()), CaseQueues.this::register);
        }

        private void put(Standing standing, int by) {
            Pile pile = piles.computeIfAbsent(name(standing.queue()), unused -> new Pile());
            pile.open += by;
            pile.breached += standing.breached() ? by : 0;
            pile.minutes.merge(standing.minute(), by, (a, b) -> a + b == 0 ? null : a + b);
        }
    }
}
