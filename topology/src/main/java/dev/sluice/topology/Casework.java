package dev.sluice.topology;

import dev.sluice.topology.casework.CaseworkServices;
import dev.sluice.topology.casework.CaseworkSettings;
import dev.sluice.topology.casework.CaseworkTopology;
import dev.sluice.topology.casework.desk.DeskInput;
import dev.sluice.topology.policy.CaseworkRules;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flow of cases, running beside the pipeline. */
public final class Casework {
    private static final Logger LOG = LoggerFactory.getLogger(Casework.class);
    private static final String NAME = "casework";

    private Casework() {}

    /** The group of casework beside a pipeline with this application id. */
    public static String groupOf(String applicationId) {
        return SideFlow.groupOf(applicationId, NAME);
    }

    /**
     * Joins the group and starts; returns before it is running.
     *
     * @throws IllegalArgumentException where a topic is missing, or topics that meet have different partitions
     */
    static RunningFlow start(PipelineSettings pipeline, Services services, CaseworkRules rules) {
        String prefix = pipeline.topology().topicPrefix();
        List<String> topics =
                DeskInput.TOPICS.stream().map(topic -> prefix + topic.name()).toList();
        CaseworkSettings built = new CaseworkSettings(
                prefix,
                pipeline.topology().persistentStores(),
                pipeline.topology().retention());
        LOG.info("casework by rules {}", rules.version());
        return SideFlow.start(
                pipeline,
                services,
                NAME,
                CaseworkTopology.build(
                        built,
                        new CaseworkServices(
                                rules,
                                services.registry(),
                                services.clock(),
                                services.telemetry().cases(),
                                services.telemetry().tracing())),
                topics,
                "everything about a case meets by partition");
    }
}
