package dev.sluice.topology;

import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.defamation.DefamationServices;
import dev.sluice.topology.defamation.DefamationSettings;
import dev.sluice.topology.defamation.DefamationTopology;
import dev.sluice.topology.policy.DefamationRules;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flow of notices of defamation, running beside the pipeline. */
public final class DefamationFlow {
    private static final Logger LOG = LoggerFactory.getLogger(DefamationFlow.class);
    private static final String NAME = "defamation";

    private DefamationFlow() {}

    /** The group of the flow beside a pipeline with this application id. */
    public static String groupOf(String applicationId) {
        return SideFlow.groupOf(applicationId, NAME);
    }

    /**
     * Joins the group and starts; returns before it is running.
     *
     * @throws IllegalArgumentException where its topic is missing
     */
    static RunningFlow start(PipelineSettings pipeline, Services services, DefamationRules rules) {
        String prefix = pipeline.topology().topicPrefix();
        DefamationSettings built =
                new DefamationSettings(prefix, pipeline.topology().persistentStores());
        LOG.info("notices of defamation by rules {}", rules.version());
        return SideFlow.start(
                pipeline,
                services,
                NAME,
                DefamationTopology.build(
                        built,
                        new DefamationServices(
                                rules,
                                services.registry(),
                                services.clock(),
                                services.telemetry().tracing())),
                List.of(prefix + TopicCatalogue.DEFAMATION_COMMANDS.name()),
                "it is the only one");
    }
}
