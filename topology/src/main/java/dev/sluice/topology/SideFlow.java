package dev.sluice.topology;

import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.Sizing;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * A flow at the pace of people, running beside the pipeline: a group of its own, exactly once like the pipeline, and one
 * thread an instance.
 */
final class SideFlow {
    private static final int THREADS = 1;

    private SideFlow() {}

    /** The group of a flow beside a pipeline with this application id. */
    static String groupOf(String applicationId, String name) {
        return applicationId + "-" + name;
    }

    /**
     * Joins the group and starts; returns before it is running.
     *
     * @param services the clock, and where its metrics go
     * @param name names the flow in its group and in the log
     * @param sources topics that it reads and that must exist, with as many partitions each
     * @param because why they must have the same number of partitions
     * @throws IllegalArgumentException where a topic is missing, or topics that meet have different partitions
     */
    static RunningFlow start(
            PipelineSettings pipeline,
            Services services,
            String name,
            Topology topology,
            List<String> sources,
            String because) {
        return RunningFlow.start(
                name,
                topology,
                SourceTopics.check(settings(pipeline, name), sources, because),
                services.clock(),
                services.telemetry().meters());
    }

    private static PipelineSettings settings(PipelineSettings pipeline, String name) {
        Cluster cluster = pipeline.cluster();
        Sizing sizing = pipeline.sizing();
        return pipeline.withCluster(cluster.withApplicationId(groupOf(cluster.applicationId(), name)))
                .withSizing(new Sizing(THREADS, sizing.standbyReplicas(), 0, sizing.commitInterval()));
    }
}
