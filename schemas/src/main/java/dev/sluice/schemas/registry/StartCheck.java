package dev.sluice.schemas.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a process asks a registry before it starts: the ids of all that it writes, and what they stand for. Afterwards the
 * registry may go away, and whatever the process writes and has written can still be written and read.
 */
public final class StartCheck {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int NAMED = 5;

    private final SchemaRegistry registry;
    private final Waiting waiting;

    StartCheck(SchemaRegistry registry, Waiting waiting) {
        this.registry = registry.askedOnce();
        this.waiting = waiting;
    }

    /**
     * Asks, and waits for a registry that is away; no longer than the limit, but for the time that an answer may take.
     *
     * @param schemas the schemas to be written, by subject
     * @param limit how long to wait; asked once at least
     * @param notes told once, in one line, that it waits
     * @throws RegistryUnavailableException where the registry is still away
     * @throws UnknownSchemaException where schemas are missing and may not be registered, naming the first subjects
     * @throws RefusedSchemaException where the registry refuses
     */
    public static void await(
            SchemaRegistry registry, Map<String, Schema> schemas, Duration limit, Consumer<String> notes) {
        new StartCheck(registry, Waiting.REAL).run(schemas, limit, notes);
    }

    void run(Map<String, Schema> schemas, Duration limit, Consumer<String> notes) {
        long began = waiting.nanoTime();
        for (boolean first = true; true; first = false) {
            try {
                askAll(schemas);
                return;
            } catch (RegistryUnavailableException e) {
                Duration waited = Duration.ofNanos(waiting.nanoTime() - began);
                if (waited.compareTo(limit) >= 0) {
                    throw new RegistryUnavailableException(e.getMessage() + after(waited, limit), e);
                }
                if (first) {
                    notes.accept("waiting up to " + limit.toSeconds() + " s: " + e.getMessage());
                }
                Duration left = limit.minus(waited);
                waiting.pause(left.compareTo(PAUSE) < 0 ? left : PAUSE);
            }
        }
    }

    private static String after(Duration waited, Duration limit) {
        return limit.isZero()
                ? "; asked once, for registry.startLimit is " + limit
                : "; waited " + waited.toSeconds() + " s for it";
    }

    private void askAll(Map<String, Schema> schemas) {
        List<String> missing = new ArrayList<>();
        @Nullable UnknownSchemaException why = null;
        for (Map.Entry<String, Schema> each : schemas.entrySet()) {
            try {
                Schema unused = registry.byId(registry.idOf(each.getKey(), each.getValue()));
            } catch (UnknownSchemaException e) {
                missing.add(each.getKey());
                why = e;
            }
        }
        if (why != null) {
            List<String> named = missing.subList(0, Math.min(NAMED, missing.size()));
            throw new UnknownSchemaException(
                    "the schema registry has no current schema for " + missing.size() + " of " + schemas.size()
                            + " subjects that this process writes under: " + String.join(", ", named)
                            + (missing.size() > NAMED ? ", …" : ""),
                    why);
        }
    }
}
