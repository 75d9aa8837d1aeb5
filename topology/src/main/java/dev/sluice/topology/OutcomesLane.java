package dev.sluice.topology;

import dev.sluice.schemas.topics.Topic;
import dev.sluice.topology.health.Parts.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * The topology of outcomes, running beside a pipeline: its own group, threads and transactions. Where it fails, or lags
 * behind, decisions go on.
 */
public final class OutcomesLane implements AutoCloseable {
    private final RunningFlow flow;

    private OutcomesLane(RunningFlow flow) {
        this.flow = flow;
    }

    /** The application id, and so the group, of the lane beside a pipeline. */
    public static String applicationIdOf(String pipeline) {
        return pipeline + "-outcomes";
    }

    /** The topics that the lane reads, without prefix. */
    public static List<String> sources() {
        return OutcomesTopology.SOURCES.stream().map(Topic::name).toList();
    }

    /**
     * Joins the group and starts; returns before it is running. The topics that it reads must exist, with the same number
     * of partitions each.
     *
     * @param pipeline how the pipeline beside it is run; the lane takes its cluster, sizing and folder of state, under an
     *     application id of its own
     * @throws IllegalArgumentException where a source topic is wrong, naming it and what is allowed
     * @throws org.apache.kafka.common.KafkaException where the cluster does not answer
     */
    public static OutcomesLane start(
            PipelineSettings pipeline, OutcomesSettings settings, OutcomesServices services, MeterRegistry meters) {
        PipelineSettings.Cluster cluster = pipeline.cluster();
        PipelineSettings own = SourceTopics.check(
                pipeline.withCluster(cluster.withApplicationId(applicationIdOf(cluster.applicationId()))),
                sources().stream().map(name -> settings.topicPrefix() + name).toList(),
                "all that is known of a post meets by partition");
        return new OutcomesLane(RunningFlow.start(
                "the lane of outcomes", OutcomesTopology.build(settings, services), own, Clock.systemUTC(), meters));
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
