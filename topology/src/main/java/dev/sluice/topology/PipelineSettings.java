package dev.sluice.topology;

import dev.sluice.topology.secondlook.SecondLookSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How the flow is run.
 *
 * @param cluster the Kafka cluster
 * @param sizing threads, copies, memory
 * @param stateDir folder of the state stores
 * @param healthHost interface that health and metrics listen on; {@code 0.0.0.0} for all of them
 * @param healthPort port of health and metrics; 0 for any free one, -1 for none
 * @param warmUpPosts synthetic posts that are judged before joining the group, so that real ones meet compiled code
 * @param topology how the flow is built
 * @param secondLook how the lane of second looks is run, where there is one
 */
public record PipelineSettings(
        Cluster cluster,
        Sizing sizing,
        Path stateDir,
        String healthHost,
        int healthPort,
        int warmUpPosts,
        TopologySettings topology,
        SecondLookSettings secondLook) {
    /** Where health and metrics listen that nobody gave another place: on this machine alone. */
    public static final String DEFAULT_HEALTH_HOST = "127.0.0.1";

    /** The application id of a pipeline that nobody gave another one. */
    public static final String DEFAULT_APPLICATION_ID = "sluice";

    /** Refuses an empty host, a port that is none and a negative number of posts. */
    public PipelineSettings {
        if (healthHost.isBlank()) {
            throw new IllegalArgumentException("healthHost is empty; allowed: an address or a name of this machine");
        }
        between("healthPort", healthPort, -1, 65_535);
        between("warmUpPosts", warmUpPosts, 0, 1_000_000);
    }

    /** What suits one machine and one broker: copies of nothing, a thread for each processor, any free health port. */
    public static PipelineSettings defaults(String bootstrapServers, Path stateDir) {
        return new PipelineSettings(
                new Cluster(bootstrapServers, DEFAULT_APPLICATION_ID, 1, GroupProtocol.CLASSIC, Map.of()),
                new Sizing(
                        Math.min(64, Runtime.getRuntime().availableProcessors()), 0, 64L << 20, Duration.ofMillis(100)),
                stateDir,
                DEFAULT_HEALTH_HOST,
                0,
                5_000,
                TopologySettings.defaults(),
                SecondLookSettings.defaults());
    }

    /** The same with another cluster. */
    public PipelineSettings withCluster(Cluster other) {
        return new PipelineSettings(other, sizing, stateDir, healthHost, healthPort, warmUpPosts, topology, secondLook);
    }

    /** The same with another sizing. */
    public PipelineSettings withSizing(Sizing other) {
        return new PipelineSettings(
                cluster, other, stateDir, healthHost, healthPort, warmUpPosts, topology, secondLook);
    }

    /** The same with health and metrics on another interface, such as {@code 0.0.0.0} for all of them. */
    public PipelineSettings withHealthHost(String host) {
        return new PipelineSettings(cluster, sizing, stateDir, host, healthPort, warmUpPosts, topology, secondLook);
    }

    /** The same with another health port. */
    public PipelineSettings withHealthPort(int port) {
        return new PipelineSettings(cluster, sizing, stateDir, healthHost, port, warmUpPosts, topology, secondLook);
    }

    /** The same with another number of posts to warm up with. */
    public PipelineSettings withWarmUpPosts(int posts) {
        return new PipelineSettings(cluster, sizing, stateDir, healthHost, healthPort, posts, topology, secondLook);
    }

    /** The same with the flow built otherwise. */
    public PipelineSettings withTopology(TopologySettings other) {
        return new PipelineSettings(cluster, sizing, stateDir, healthHost, healthPort, warmUpPosts, other, secondLook);
    }

    /** The same with another way to run the lane of second looks. */
    public PipelineSettings withSecondLook(SecondLookSettings other) {
        return new PipelineSettings(cluster, sizing, stateDir, healthHost, healthPort, warmUpPosts, topology, other);
    }

    private static void between(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " is " + value + "; allowed: " + min + " to " + max);
        }
    }

    /**
     * The Kafka cluster.
     *
     * @param bootstrapServers addresses, {@code host:port}, comma-separated
     * @param applicationId id of the group; the prefix of the internal topics
     * @param replicationFactor copies of the internal topics; {@link #AS_SOURCES} for as many as the source topics have
     * @param groupProtocol how partitions are shared out among instances
     * @param properties further properties of Kafka's clients, such as those of TLS and SASL; they win over ours,
     *     except that the processing guarantee stays exactly once
     */
    public record Cluster(
            String bootstrapServers,
            String applicationId,
            int replicationFactor,
            GroupProtocol groupProtocol,
            Map<String, String> properties) {
        /**
         * As many copies of the internal topics as of the source topics. The cluster's own default would be one where
         * nobody has set it, and what is kept of posts would be away, or lost, with one broker.
         */
        public static final int AS_SOURCES = -1;

        /** Copies the properties and checks the rest. */
        public Cluster {
            properties = Map.copyOf(properties);
            if (bootstrapServers.isBlank()) {
                throw new IllegalArgumentException(
                        "kafka.bootstrapServers is empty; allowed: host:port, comma-separated");
            }
            if (!applicationId.matches("[a-zA-Z0-9._-]{1,100}")) {
                throw new IllegalArgumentException("kafka.applicationId is '" + applicationId
                        + "'; allowed: 1 to 100 letters, digits, '.', '_', '-'");
            }
            if (replicationFactor != AS_SOURCES) {
                between("kafka.replicationFactor", replicationFactor, 1, 32_767);
            }
        }

        /** The same with another application id. */
        public Cluster withApplicationId(String id) {
            return new Cluster(bootstrapServers, id, replicationFactor, groupProtocol, properties);
        }

        /** The same with other copies of the internal topics. */
        public Cluster withReplicationFactor(int copies) {
            return new Cluster(bootstrapServers, applicationId, copies, groupProtocol, properties);
        }

        /** Prints no properties: they may hold passwords. */
        @Override
        public String toString() {
            return "Cluster[" + bootstrapServers + ", " + applicationId + ", " + groupProtocol + "]";
        }
    }

    /**
     * Threads, copies, memory.
     *
     * @param threads stream threads
     * @param standbyReplicas copies of the state stores on other instances
     * @param cacheBytes memory for records not yet written to the cached stores, all threads together
     * @param commitInterval time between transactions: latency against work per transaction
     */
    public record Sizing(int threads, int standbyReplicas, long cacheBytes, Duration commitInterval) {
        /** Refuses what Kafka Streams would refuse later, or could not keep up with. */
        public Sizing {
            between("threads", threads, 1, 256);
            between("standbyReplicas", standbyReplicas, 0, 16);
            between("cacheBytes", cacheBytes, 0, Long.MAX_VALUE);
            between("commitInterval in ms", commitInterval.toMillis(), 10, 10_000);
        }
    }

    /**
     * How partitions are shared out among instances (Kafka documentation, "Streams Rebalance Protocol").
     *
     * <p>Both work with exactly once. The default is the classic one, for three reasons that hold for Kafka 4.3:
     * under the new one a crashed instance is missed only after 45 seconds, because brokers allow no shorter session;
     * it knows no warm-up replicas, so a task moves before its state is there; and a new version of the topology
     * needs a new group.
     */
    public enum GroupProtocol {
        /** Instances agree among themselves. */
        CLASSIC,
        /**
         * The broker decides; generally available since Kafka 4.2. Standby replicas are then a setting of the group.
         */
        STREAMS;

        /**
         * The protocol of this name.
         *
         * @throws IllegalArgumentException naming the key, the value and what is allowed
         */
        public static GroupProtocol of(String name) {
            for (GroupProtocol protocol : values()) {
                if (protocol.id().equals(name)) {
                    return protocol;
                }
            }
            throw new IllegalArgumentException("kafka.groupProtocol is '" + name + "'; allowed: classic, streams");
        }

        /** The name used in configuration. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
