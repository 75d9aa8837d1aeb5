package dev.sluice.app.doctor;

import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.transparency.SubmissionOutbox;
import dev.sluice.escalation.SinkSettings;
import dev.sluice.topology.Casework;
import dev.sluice.topology.DefamationFlow;
import dev.sluice.topology.OutcomesLane;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.SourcesLane;
import dev.sluice.topology.secondlook.LaneClients;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What groups and transactions are called. */
final class Groups {
    private Groups() {}

    /** The groups of a part. */
    static List<String> of(SluiceConfig config, Part part) {
        return switch (part) {
            case PIPELINE -> pipeline(config);
            case SINK ->
                List.of(or(config.sink() == null ? null : config.sink().groupId(), SinkSettings.Kafka.DEFAULT_GROUP));
            case TRANSPARENCY ->
                List.of(or(
                        config.transparency() == null
                                ? null
                                : config.transparency().groupId(),
                        SubmissionOutbox.DEFAULT_GROUP));
            case SERVE, NOTICES, ADMINISTRATOR -> List.of();
        };
    }

    private static List<String> pipeline(SluiceConfig config) {
        String id = applicationId(config);
        List<String> groups = new ArrayList<>(streams(config));
        if (config.pipeline() == null || Processes.looksTwice(config.pipeline())) {
            groups.add(LaneClients.groupOf(id));
        }
        return groups;
    }

    /** The groups of Kafka Streams among them. */
    static List<String> streams(SluiceConfig config) {
        String id = applicationId(config);
        List<String> groups = new ArrayList<>(List.of(id));
        if (config.pipeline() == null || Processes.worksCases(config.pipeline())) {
            groups.add(Casework.groupOf(id));
        }
        if (config.pipeline() == null || Processes.takesNotices(config.pipeline())) {
            groups.add(DefamationFlow.groupOf(id));
        }
        if (config.outcomes() != null) {
            groups.add(OutcomesLane.applicationIdOf(id));
        }
        if (config.sources() != null) {
            groups.add(SourcesLane.applicationIdOf(id));
        }
        return groups;
    }

    static String applicationId(SluiceConfig config) {
        return or(
                config.pipeline() == null ? null : config.pipeline().applicationId(),
                PipelineSettings.DEFAULT_APPLICATION_ID);
    }

    /** What the names of transactional ids, and of internal topics, begin with. */
    static String transactionalPrefix(SluiceConfig config) {
        return applicationId(config) + "-";
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
