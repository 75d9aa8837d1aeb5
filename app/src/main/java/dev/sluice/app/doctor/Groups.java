package dev.sluice.app.doctor;

import dev.sluice.app.config.PipelineGroups;
import dev.sluice.app.config.Sinks;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.transparency.SubmissionOutbox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What groups and transactions are called. */
final class Groups {
    private Groups() {}

    /** The groups of a part. */
    static List<String> of(SluiceConfig config, Part part) {
        return switch (part) {
            case PIPELINE -> PipelineGroups.of(config).all();
            case SINK -> List.of(Sinks.group(config.sink()));
            case TRANSPARENCY -> List.of(submitter(config.transparency()));
            case SERVE, NOTICES, ADMINISTRATOR -> List.of();
        };
    }

    /** The groups of Kafka Streams among those of the pipeline. */
    static List<String> streams(SluiceConfig config) {
        return PipelineGroups.of(config).streams();
    }

    static String applicationId(SluiceConfig config) {
        return PipelineGroups.of(config).applicationId();
    }

    /** What the names of transactional ids, and of internal topics, begin with. */
    static String transactionalPrefix(SluiceConfig config) {
        return applicationId(config) + "-";
    }

    private static String submitter(SluiceConfig.@Nullable Transparency section) {
        return section == null || section.groupId() == null ? SubmissionOutbox.DEFAULT_GROUP : section.groupId();
    }
}
