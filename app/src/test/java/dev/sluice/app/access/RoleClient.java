package dev.sluice.app.access;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads and writes under somebody's principal, or is refused. */
record RoleClient(Map<String, Object> client, SchemaRegistry registry, String prefix) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS_UNTIL_ALLOWED = 30;

    /** Everything that is committed on a topic. */
    <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), registry, topic.subject());
        List<T> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(prefix + topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        values.add(serde.decode(record.value()));
                    }
                }
            }
        }
        return values;
    }

    /** Writes a record. */
    <T extends SpecificRecord> void write(Topic<T> topic, String key, T value) throws Exception {
        AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), registry, topic.subject());
        try (Producer<byte[], byte[]> producer = producer(true)) {
            producer.send(new ProducerRecord<>(
                            prefix + topic.name(),
                            key.getBytes(StandardCharsets.UTF_8),
                            serde.encode(topic.name(), value)))
                    .get();
        }
    }

    /** Which of these topics it is refused to read. */
    Set<String> refusedReads(Collection<Topic<?>> topics) {
        Set<String> refused = new TreeSet<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            for (Topic<?> topic : topics) {
                if (refuses(consumer, prefix + topic.name())) {
                    refused.add(topic.name());
                }
            }
        }
        return refused;
    }

    /** Which of these topics it is refused to write. */
    Set<String> refusedWrites(Collection<Topic<?>> topics) throws InterruptedException {
        Set<String> refused = new TreeSet<>();
        // An idempotent producer would be refused as a whole where its principal may write nowhere.
        try (Producer<byte[], byte[]> producer = producer(false)) {
            for (Topic<?> topic : topics) {
                try {
                    producer.send(new ProducerRecord<>(prefix + topic.name(), new byte[] {1}))
                            .get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicAuthorizationException)) {
                        throw new AssertionError("topic " + topic.name(), e);
                    }
                    refused.add(topic.name());
                }
            }
        }
        return refused;
    }

    Consumer<byte[], byte[]> consumer(String... group) {
        Map<String, Object> settings = new HashMap<>(client);
        if (group.length == 1) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group[0]);
        }
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> transactional(String id) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Producer<byte[], byte[]> producer(boolean idempotent) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, idempotent);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A fetch that is let through brings no refusal, however often it is repeated. */
    private static boolean refuses(Consumer<byte[], byte[]> consumer, String topic) {
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        for (int i = 0; i < POLLS_UNTIL_ALLOWED; i++) {
            try {
                if (!consumer.poll(POLL).isEmpty()) {
                    return false;
                }
            } catch (TopicAuthorizationException e) {
                return e.unauthorizedTopics().contains(topic);
            }
        }
        return false;
    }
}
