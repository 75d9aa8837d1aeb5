package dev.sluice.schemas.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * When to believe that nobody has an id. A registry of several servers may hand out an id that another of its servers
 * does not know for a moment, and a record is not to be dead-lettered for that; so a new id is asked for again for a
 * while. A flood of ids that really nobody has must not stop everything else: such a while is granted to one id at a time,
 * now and then, all others are believed at once, and what is believed is not asked again for some seconds.
 */
final class UnknownIds {
    private static final long GRACE = Duration.ofMillis(1_500).toNanos();
    private static final long BETWEEN_GRACES = Duration.ofSeconds(10).toNanos();
    private static final long BELIEVED = Duration.ofSeconds(5).toNanos();
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int KEPT = 1_000;

    private final Waiting waiting;
    private final Map<Integer, Long> believedAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
            return size() > KEPT;
        }
    };
    private int graced = -1;
    private long graceEnds;
    private boolean granted;

    UnknownIds(Waiting waiting) {
        this.waiting = waiting;
    }

    /**
     * Asks, again for a while where that is granted.
     *
     * @throws UnknownSchemaException where nobody has it, as far as one can tell
     */
    <T> T ask(int id, Supplier<T> question) {
        believe(id);
        while (true) {
            try {
                return question.get();
            } catch (UnknownSchemaException e) {
                if (!isGraced(id)) {
                    remember(id);
                    throw e;
                }
                waiting.pause(PAUSE);
            }
        }
    }

    private synchronized void believe(int id) {
        Long at = believedAt.get(id);
        if (at != null && waiting.nanoTime() - at < BELIEVED) {
            throw new UnknownSchemaException("the schema registry did not know schema id " + id + " a moment ago");
        }
    }

    private synchronized void remember(int id) {
        believedAt.remove(id);
        believedAt.put(id, waiting.nanoTime());
    }

    private synchronized boolean isGraced(int id) {
        long now = waiting.nanoTime();
        if (granted && id == graced && now < graceEnds) {
            return true;
        }
        if (granted && now - graceEnds < BETWEEN_GRACES) {
            return false;
        }
        granted = true;
        graced = id;
        graceEnds = now + GRACE;
        return true;
    }
}
