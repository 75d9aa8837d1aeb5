package dev.sluice.app.config;

import dev.sluice.topology.Casework;
import dev.sluice.topology.DefamationFlow;
import dev.sluice.topology.OutcomesLane;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.Services;
import dev.sluice.topology.SourcesLane;
import dev.sluice.topology.secondlook.LaneClients;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups of a pipeline and of what runs in its process.
 *
 * @param applicationId the pipeline's own, with which all others begin
 * @param casework whether people work on cases
 * @param defamation whether notices of defamation are taken
 * @param secondLook whether posts in doubt are looked at twice
 * @param outcomes whether there is a lane of outcomes
 * @param sources whether there is a lane of sources
 */
public record PipelineGroups(
        String applicationId,
        boolean casework,
        boolean defamation,
        boolean secondLook,
        boolean outcomes,
        boolean sources) {
    /** All that a configuration allows. */
    public static PipelineGroups of(SluiceConfig config) {
        SluiceConfig.Pipeline section = config.pipeline();
        return new PipelineGroups(
                section == null || section.applicationId() == null
                        ? PipelineSettings.DEFAULT_APPLICATION_ID
                        : section.applicationId(),
                section == null || Processes.worksCases(section),
                section == null || Processes.takesNotices(section),
                section == null || Processes.looksTwice(section),
                config.outcomes() != null,
                config.sources() != null);
    }

    /** Those that run: policies without rules for notices, and models without a second look, leave theirs out. */
    public PipelineGroups running(Services services) {
        return new PipelineGroups(
                applicationId,
                services.casework() != null,
                services.defamation() != null,
                services.secondLook() != null,
                outcomes,
                sources);
    }

    /** All of them. */
    public List<String> all() {
        List<String> groups = new ArrayList<>(streams());
        if (secondLook) {
            groups.add(LaneClients.groupOf(applicationId));
        }
        return groups;
    }

    /** Those of Kafka Streams among them. */
    public List<String> streams() {
        List<String> groups = new ArrayList<>(List.of(applicationId));
        if (casework) {
            groups.add(Casework.groupOf(applicationId));
        }
        if (defamation) {
            groups.add(DefamationFlow.groupOf(applicationId));
        }
        if (outcomes) {
            groups.add(OutcomesLane.applicationIdOf(applicationId));
        }
        if (sources) {
            groups.add(SourcesLane.applicationIdOf(applicationId));
        }
        return groups;
    }
}
