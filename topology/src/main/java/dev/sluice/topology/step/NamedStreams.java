package dev.sluice.topology.step;

import dev.sluice.topology.tracing.Tracing;
import java.util.Properties;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.jspecify.annotations.Nullable;

/** Where each of our flows begins to be built. */
public final class NamedStreams {
    private NamedStreams() {}

    /**
     * A builder that refuses a store or an internal topic without a name of ours: one that Streams counts out would be
     * another one with the next step, and an upgrade would lose its state.
     *
     * @param flow the flow's name
     * @param tracing which records are traced; null for none, and then no header is looked at
     */
    public static StreamsBuilder builder(String flow, @Nullable Tracing tracing) {
        Properties properties = new Properties();
        if (tracing != null) {
            tracing.addTo(properties);
        }
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, flow);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        return new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
    }
}
