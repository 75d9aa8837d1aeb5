package dev.sluice.topology;

import dev.sluice.topology.PipelineSettings.Cluster;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How an instance ends its membership in its groups. One without a name leaves, so that others take over at once. One
 * with a name (KIP-345, static membership) stays a member: it comes back under that name, to the state that lies where it
 * left it, and nobody else has restored that meanwhile.
 */
final class Membership {
    private static final List<String> NAMES = List.of(
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));

    private Membership() {}

    /** How to close Kafka Streams with these settings, within this time. */
    static CloseOptions ending(Cluster cluster, Duration within) {
        return CloseOptions.groupMembershipOperation(operation(cluster)).withTimeout(within);
    }

    /** What becomes of the membership at the end. */
    static GroupMembershipOperation operation(Cluster cluster) {
        return NAMES.stream().anyMatch(cluster.properties()::containsKey)
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
    }
}
