package dev.sluice.topology.release;

import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topics of policies and alerts: whole, without a group, because every instance needs all of them; and only
 * what is committed.
 *
 * @param properties settings of a client
 * @param topicPrefix put before the names of the topics
 */
public record PolicyTopics(Map<String, Object> properties, String topicPrefix) {
    /** What is read, policies before the alerts about them. */
    static final List<Topic<?>> READ = List.of(TopicCatalogue.POLICIES, TopicCatalogue.RULE_ALERTS);

    private static final Duration POLL = Duration.ofMillis(200);

    /** Copies the properties. */
    public PolicyTopics {
        properties = Map.copyOf(properties);
    }

    /** Prints no properties: they may hold passwords. */
    @Override
    public String toString() {
        return "PolicyTopics[" + topicPrefix + "]";
    }

    /**
     * A record as read.
     *
     * @param topic the topic, without prefix
     * @param where topic, partition and offset, for logs
     * @param publishedAt its timestamp
     * @param value its value, or nothing
     */
    public record Read(String topic, String where, Instant publishedAt, byte[] value) {}

    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-policies");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Assigns all partitions of the topics, or none where one of the topics is missing. */
    List<TopicPartition> assign(Consumer<byte[], byte[]> consumer, List<Topic<?>> wanted) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : wanted) {
            List<PartitionInfo> known = consumer.partitionsFor(topicPrefix + topic.name());
            if (known == null || known.isEmpty()) {
                // Half of them would never become the whole: who has an assignment does not ask again.
                partitions.clear();
                break;
            }
            known.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        return partitions;
    }

    /**
     * Everything that was committed before this call, policies first, in the order of their timestamps.
     *
     * @throws KafkaException where the cluster does not answer in time
     */
    List<Read> readToEnd(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Duration within) {
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long deadline = System.nanoTime() + within.toNanos();
        List<Read> all = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("the topics of policies cannot be read to their end within " + within);
            }
            consumer.poll(POLL).forEach(record -> all.add(read(record)));
        }
        all.sort(Comparator.comparing((Read read) -> !read.topic().equals(TopicCatalogue.POLICIES.name()))
                .thenComparing(Read::publishedAt));
        return all;
    }

    Read read(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        return new Read(
                record.topic().substring(topicPrefix.length()),
                record.topic() + "-" + record.partition() + "@" + record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                value == null ? new byte[0] : value);
    }

    /**
     * All that was released and stopped, in the order of time, as it stands on the topic: not verified.
     *
     * @param within how long the cluster may take
     * @throws KafkaException where it takes longer
     */
    public List<Read> releases(Duration within) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return readToEnd(consumer, assign(consumer, List.of(TopicCatalogue.POLICIES)), within);
        }
    }
}
