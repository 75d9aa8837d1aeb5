package dev.sluice.topology;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.health.Parts.Standing;
import dev.sluice.topology.source.stream.SourcesSettings;
import dev.sluice.topology.source.stream.SourcesTopology;
import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The topology that maps topics in other formats to posts, running beside a pipeline: its own group, threads and
 * transactions, exactly once like the pipeline. Where it fails, or lags behind, posts of other origin go on.
 */
public final class SourcesLane implements AutoCloseable {
    private final RunningFlow flow;

    private SourcesLane(RunningFlow flow) {
        this.flow = flow;
    }

    /** The application id, and so the group, of the lane beside a pipeline. */
    public static String applicationIdOf(String pipeline) {
        return pipeline + "-sources";
    }

    /**
     * Joins the group and starts; returns before it is running. The topics that are mapped must exist.
     *
     * @param pipeline how the pipeline beside it is run; the lane takes its cluster, sizing and folder of state, under an
     *     application id of its own
     * @param tracing which records are traced; null for none
     * @throws IllegalArgumentException where a topic is missing, naming it and what is allowed
     * @throws org.apache.kafka.common.KafkaException where the cluster does not answer
     */
    public static SourcesLane start(
            PipelineSettings pipeline,
            SourcesSettings settings,
            SchemaRegistry registry,
            MeterRegistry meters,
            @Nullable Tracing tracing) {
        PipelineSettings.Cluster cluster = pipeline.cluster();
        PipelineSettings own =
                pipeline.withCluster(cluster.withApplicationId(applicationIdOf(cluster.applicationId())));
        for (String topic : settings.mappings().keySet()) {
            own = SourceTopics.check(own, List.of(topic), "each is looked at alone");
        }
        Clock clock = Clock.systemUTC();
        SourcesTopology topology =
                new SourcesTopology(settings, registry, clock, meters, new EventTime(clock), tracing);
        return new SourcesLane(RunningFlow.start("the lane of sources", topology.build(), own, clock, meters));
    }

    /**
     * Waits until every partition is assigned and restored.
     *
     * @throws TimeoutException where that takes longer
     * @throws IllegalStateException where it has failed
     */
    public void awaitRunning(Duration within) throws InterruptedException, TimeoutException {
        flow.awaitRunning(within);
    }

    /** Where it stands. */
    public Standing standing() {
        return flow.standing();
    }

    /** Whether it has given up. */
    public boolean hasFailed() {
        return flow.hasFailed();
    }

    /** Commits what is done and leaves the group, unless this instance has a name and is waited for. */
    @Override
    public void close() {
        flow.close();
    }
}
