package dev.sluice.topology.tracing;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Which records are traced and where their spans go. A record that carries a {@code traceparent} with the flag sampled is
 * traced, and its header goes on with what follows from it, over all topics between; of the others a share is given a
 * trace of its own where they are taken in.
 *
 * @param share 0 to 1
 * @param ended takes spans; called by stream threads, so it must be quick and must not throw
 */
public record Tracing(double share, Consumer<Span> ended) {
    private static final String CONFIG = "sluice.tracing";

    /** Refuses what is no share. */
    public Tracing {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; allowed: 0 to 1");
        }
    }

    /** Has the topology that is built with these properties be traced. */
    public void addTo(Properties properties) {
        properties.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, TracedSteps.class.getName());
        properties.put(CONFIG, this);
    }

    static Tracing of(Map<String, ?> properties) {
        if (properties.get(CONFIG) instanceof Tracing tracing) {
            return tracing;
        }
        throw new IllegalArgumentException(CONFIG + " is missing; allowed: properties that tracing was added to");
    }

    /** The trace that a record without one is given; null for most. */
    @Nullable
    TraceParent draw() {
        return share > 0 && ThreadLocalRandom.current().nextDouble() < share ? TraceParent.begin() : null;
    }
}
