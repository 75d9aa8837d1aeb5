package dev.sluice.app.access;

import dev.sluice.topology.Casework;
import dev.sluice.topology.DefamationFlow;
import dev.sluice.topology.OutcomesLane;
import dev.sluice.topology.SourcesLane;
import dev.sluice.topology.secondlook.LaneClients;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the processes of a deployment are called on the cluster.
 *
 * @param applicationId the pipeline's: its groups, transactions and internal topics have names that begin with it
 * @param setsUpGroups whether the pipeline keeps settings with its groups, as it does under the streams protocol
 * @param sinkGroup the consumer group of the escalation sink
 * @param submitterGroup the consumer group of submitting to the transparency database
 * @param sourceTopics the full names of the topics that the lane of sources reads; none where there is no such lane
 */
public record ProcessNames(
        String applicationId, boolean setsUpGroups, String sinkGroup, String submitterGroup, Set<String> sourceTopics) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    /** Names of a deployment without a lane of sources. */
    public ProcessNames(String applicationId, boolean setsUpGroups, String sinkGroup, String submitterGroup) {
        this(applicationId, setsUpGroups, sinkGroup, submitterGroup, Set.of());
    }

    /** Checks the names: rights go by what they begin with. */
    public ProcessNames {
        sourceTopics = Set.copyOf(sourceTopics);
        requireName("access.applicationId", applicationId);
        requireName("access.sinkGroup", sinkGroup);
        requireName("access.submitterGroup", submitterGroup);
    }

    private static void requireName(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    key + " is '" + name + "'; allowed: 1 to 100 letters, digits, '.', '_', '-'");
        }
    }

    /** The groups that keep state in internal topics. */
    List<String> streamsGroups() {
        return List.of(
                applicationId,
                Casework.groupOf(applicationId),
                DefamationFlow.groupOf(applicationId),
                OutcomesLane.applicationIdOf(applicationId),
                SourcesLane.applicationIdOf(applicationId));
    }

    /** The group of the lane of second looks. */
    String secondLookGroup() {
        return LaneClients.groupOf(applicationId);
    }

    /** What the names of internal topics and of the ids of transactions begin with. */
    String ownPrefix() {
        return applicationId + "-";
    }
}
