package dev.sluice.app.topics;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to where it ends now, committed records only. For one thread. */
public final class TopicScan implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaRegistry registry;
    private final String prefix;

    /**
     * Opens a consumer of no group.
     *
     * @param client settings of Kafka's clients
     * @param prefix put before every topic's name
     */
    public TopicScan(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.registry = registry;
        this.prefix = prefix;
    }

    /**
     * Hands over every record. What cannot be read is passed over: whoever takes it in answers it.
     *
     * @throws KafkaException where the cluster does not answer
     */
    public <T extends SpecificRecord> void read(Topic<T> topic, Consumer<T> taker) {
        AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), registry, topic.subject());
        List<TopicPartition> partitions = consumer.partitionsFor(prefix + topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long moved = System.nanoTime();
        while (!reached(ends)) {
            int count = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                count++;
                try {
                    taker.accept(serde.decode(record.value()));
                } catch (DecodingException e) {
                    continue;
                }
            }
            if (count > 0) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STALL_LIMIT.toNanos()) {
                throw new KafkaException("topic " + prefix + topic.name() + " is not read to its end within "
                        + STALL_LIMIT + " without a record");
            }
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
