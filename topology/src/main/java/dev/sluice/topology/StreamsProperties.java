package dev.sluice.topology;

import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.PipelineSettings.Sizing;
import dev.sluice.topology.state.BoundedRocksDb;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;

/** Kafka's properties for the pipeline. The reasons are in the project's performance notes. */
public final class StreamsProperties {
    /** Half a commit interval at most: under exactly once nothing is visible before the commit anyway. */
    private static final int MAX_LINGER_MS = 50;

    private static final int BATCH_BYTES = 128 << 10;
    private static final int FETCH_BYTES = 64 << 10;
    private static final int FETCH_WAIT_MS = 25;
    private static final int SESSION_MS = 10_000;

    /** With three replicas, two must have what is acknowledged: one broker may go, and another one be lost after it. */
    private static final int REPLICAS_FOR_TWO_IN_SYNC = 3;

    private static final int HEARTBEAT_MS = 3_000;

    private StreamsProperties() {}

    /** The properties for these settings; an identity topology is measured with the same. */
    public static Properties of(PipelineSettings settings) {
        Properties properties = new Properties();
        putCluster(properties, settings.cluster());
        putSizing(properties, settings.sizing());
        putClients(properties, settings);
        putFaults(properties);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        properties.putAll(settings.cluster().properties());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    private static void putCluster(Properties properties, Cluster cluster) {
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, cluster.applicationId());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, cluster.replicationFactor());
        if (cluster.replicationFactor() >= REPLICAS_FOR_TWO_IN_SYNC) {
            properties.put(topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), 2);
        }
        properties.put(
                StreamsConfig.GROUP_PROTOCOL_CONFIG, cluster.groupProtocol().id());
        if (cluster.groupProtocol() == GroupProtocol.CLASSIC) {
            properties.put(mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
            properties.put(mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
        }
    }

    private static void putSizing(Properties properties, Sizing sizing) {
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, sizing.threads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, sizing.standbyReplicas());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, sizing.cacheBytes());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, sizing.commitInterval().toMillis());
    }

    private static void putClients(Properties properties, PipelineSettings settings) {
        int largest = TopicCatalogue.largestMessageBytes();
        long commit = settings.sizing().commitInterval().toMillis();
        properties.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), Math.min(MAX_LINGER_MS, commit / 2));
        properties.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        properties.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largest);
        properties.put(mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_BYTES);
        properties.put(mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_WAIT_MS);
        properties.put(mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), largest);
    }

    private static void putFaults(Properties properties) {
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailExceptionHandler.class.getName());
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailOnProcessing.class.getName());
        // The table of reporters is filled by a processor too.
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailOnProduction.class.getName());
    }
}
