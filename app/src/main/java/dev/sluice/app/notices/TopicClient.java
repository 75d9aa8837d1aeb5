package dev.sluice.app.notices;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Reads topics from their beginning and writes single records. */
final class TopicClient {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> client;
    private final SchemaRegistry registry;
    private final String prefix;

    /**
     * A client of a cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    TopicClient(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        this.client = Map.copyOf(client);
        this.registry = registry;
        this.prefix = prefix;
    }

    /** Reads a topic from its beginning up to where it ends now; a record without value is handed over as null. */
    <T extends SpecificRecord> void read(Topic<T> topic, BiConsumer<String, @Nullable T> each) {
        AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), registry, topic.subject());
        try (Consumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    each.accept(record.key(), record.value() == null ? null : serde.decode(record.value()));
                }
            }
        }
    }

    Consumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    List<TopicPartition> partitions(Consumer<?, ?> consumer, Topic<?> topic) {
        String name = name(topic);
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(name).forEach(info -> partitions.add(new TopicPartition(name, info.partition())));
        return partitions;
    }

    <T extends SpecificRecord> AvroSerde<T> serde(Topic<T> topic) {
        return new AvroSerde<>(topic.valueType(), registry, topic.subject());
    }

    String name(Topic<?> topic) {
        return prefix + topic.name();
    }

    /**
     * Writes a record and waits until the cluster has it.
     *
     * @throws KafkaException where it does not take it
     */
    <T extends SpecificRecord> void write(Topic<T> topic, String key, @Nullable T value) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        byte[] bytes = value == null ? null : serde(topic).encode(name(topic), value);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var unused =
                    producer.send(new ProducerRecord<>(name(topic), key, bytes)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the cluster was written to", e);
        }
    }
}
