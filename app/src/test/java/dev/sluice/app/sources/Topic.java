package dev.sluice.app.sources;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads all committed records of a topic of the catalogue. */
final class Topic<T extends SpecificRecord> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroSerde<T> serde;
    private final List<T> values = new ArrayList<>();

    Topic(TestCluster cluster, dev.sluice.schemas.topics.Topic<T> topic) {
        Map<String, Object> client = new HashMap<>(cluster.client());
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.serde = new AvroSerde<>(topic.valueType(), cluster.registry(), topic.subject());
        List<TopicPartition> partitions = consumer.partitionsFor(cluster.prefix() + topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    List<T> values() {
        return values;
    }

    void awaitAtLeast(int count) throws IOException {
        awaitAtLeast(count, null);
    }

    void awaitAtLeast(int count, @Nullable SluiceProcess process) throws IOException {
        while (values.size() < count) {
            if (process != null) {
                process.requireAlive();
            }
            poll();
        }
    }

    /** Reads what is there, once nobody writes any more. */
    void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            values.add(serde.decode(record.value()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
