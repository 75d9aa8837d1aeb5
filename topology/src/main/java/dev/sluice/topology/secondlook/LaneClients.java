package dev.sluice.topology.secondlook;

import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where the lane's Kafka clients come from.
 *
 * @param properties properties of Kafka's clients: where the cluster is, how to log on
 * @param group the consumer group; all instances of one pipeline share it
 * @param topicPrefix put before the names of topics
 * @param batchSize records that one poll brings at most
 */
public record LaneClients(Map<String, Object> properties, String group, String topicPrefix, int batchSize) {
    private static final int SESSION_MS = 10_000;
    private static final int HEARTBEAT_MS = 3_000;

    /** What a crash left open blocks readers of its partitions for as long; a batch takes seconds. */
    private static final int TRANSACTION_MS = 30_000;

    /** Copies the properties. */
    public LaneClients {
        properties = Map.copyOf(properties);
    }

    /** The group of the lane of a pipeline. */
    public static String groupOf(String applicationId) {
        return applicationId + "-second-look";
    }

    /** Prints no properties: they may hold passwords. */
    @Override
    public String toString() {
        return "LaneClients[" + group + "]";
    }

    String topic(Topic<?> topic) {
        return topicPrefix + topic.name();
    }

    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(CommonClientConfigs.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchSize);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer under an id of its own: the consumer group's generation fences off those that lost their partitions. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, group);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + UUID.randomUUID());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalogue.largestMessageBytes());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
