package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The decisions of a cluster, committed ones alone, from the beginning of the topic to where it ended when it was first
 * read: what is decided meanwhile is not part of the history.
 */
public final class DecisionTopic implements History, AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 30;

    private final Consumer<byte[], byte[]> consumer;
    private final AvroSerde<Decision> serde;
    private final String topic;
    private final Map<TopicPartition, Long> ends;

    /**
     * The decisions of this cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    public DecisionTopic(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.serde = new AvroSerde<>(Decision.class, registry, TopicCatalogue.DECISIONS.subject());
        this.topic = prefix + TopicCatalogue.DECISIONS.name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        this.ends = consumer.endOffsets(partitions);
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        consumer.seekToBeginning(ends.keySet());
        consumer.resume(ends.keySet());
        int empty = 0;
        while (!atEnd()) {
            int read = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    taker.take(serde.decode(record.value()));
                    read++;
                }
            }
            empty = read > 0 ? 0 : empty + 1;
            if (empty > MOST_EMPTY_POLLS) {
                throw new IOException(topic + ": no record came for " + MOST_EMPTY_POLLS
                        + " seconds, and its end is not reached; is a partition without a leader?");
            }
        }
    }

    /** A position moves past the marks of transactions too, so that it reaches the end in any case. */
    private boolean atEnd() {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
