package dev.sluice.app.cases;

import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.clock.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Where cases stand, read from the topic {@code cases}, and commands about them with what becomes of them. For one thread.
 */
public final class CaseBoard implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, CaseStatus> cases = new HashMap<>();
    private final Map<String, CommandRefusal> refusals = new HashMap<>();
    private final AvroSerde<CaseStatus> statusSerde;
    private final AvroSerde<CommandRefusal> refusalSerde;
    private final AvroSerde<CaseCommand> commandSerde;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Object> client;
    private final String prefix;

    /**
     * A board over the topics of a cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    public CaseBoard(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        this.client = Map.copyOf(client);
        this.prefix = prefix;
        this.statusSerde = serde(TopicCatalogue.CASES, registry);
        this.refusalSerde = serde(TopicCatalogue.REFUSALS, registry);
        this.commandSerde = serde(TopicCatalogue.CASE_COMMANDS, registry);
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> standing = partitions(TopicCatalogue.CASES);
        List<TopicPartition> refused = partitions(TopicCatalogue.REFUSALS);
        List<TopicPartition> all = new ArrayList<>(standing);
        all.addAll(refused);
        consumer.assign(all);
        consumer.seekToBeginning(standing);
        consumer.seekToEnd(refused);
        // Positions are looked up lazily: what is refused from now on must not be taken for the past.
        refused.forEach(consumer::position);
    }

    /** Reads up to where the topic ends now. */
    public void refresh() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    /** The cases that somebody is to decide, the most urgent first. */
    public List<CaseStatus> waiting(Instant now) {
        return cases.values().stream()
                .filter(status -> status.getState() == CaseState.OPEN || status.getState() == CaseState.CLAIMED)
                .sorted(Priority.order(now))
                .toList();
    }

    /** The case with this id; null where there is none. */
    public @Nullable CaseStatus find(String id) {
        return cases.get(id);
    }

    /**
     * What casework made of a command.
     *
     * @param refusal why it was not carried out; null where it was
     * @param status where the case stands then; null where it was refused
     */
    public record Answer(
            @Nullable CommandRefusal refusal, @Nullable CaseStatus status) {}

    /**
     * Sends a command and waits for what becomes of it.
     *
     * @param done whether a case, which has changed since, shows that it was carried out
     * @return null where nothing was heard in time
     * @throws KafkaException where the cluster does not answer
     */
    public @Nullable Answer send(CaseCommand command, Predicate<CaseStatus> done, Duration within) {
        Map<String, CaseStatus> before = Map.copyOf(cases);
        write(command);
        long end = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < end) {
            CommandRefusal refusal = refusals.get(command.getId());
            if (refusal != null) {
                return new Answer(refusal, null);
            }
            for (CaseStatus status : cases.values()) {
                if (done.test(status) && hasChanged(before.get(status.getId()), status)) {
                    return new Answer(null, status);
                }
            }
            poll();
        }
        return null;
    }

    private static boolean hasChanged(@Nullable CaseStatus before, CaseStatus now) {
        return before == null || now.getUpdatedAt().isAfter(before.getUpdatedAt());
    }

    private void write(CaseCommand command) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        byte[] value = commandSerde.encode(prefix + TopicCatalogue.CASE_COMMANDS.name(), command);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(prefix + TopicCatalogue.CASE_COMMANDS.name(), command.getThread(), value));
            producer.flush();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(prefix + TopicCatalogue.REFUSALS.name())) {
                if (record.value() != null) {
                    CommandRefusal refusal = refusalSerde.decode(record.value());
                    refusals.put(refusal.getCommand(), refusal);
                }
            } else if (record.value() == null) {
                cases.remove(new String(record.key(), StandardCharsets.UTF_8));
            } else {
                CaseStatus status = statusSerde.decode(record.value());
                cases.put(status.getId(), status);
            }
        }
    }

    private List<TopicPartition> partitions(Topic<?> topic) {
        String name = prefix + topic.name();
        return consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
    }

    private static <T extends SpecificRecord> AvroSerde<T> serde(Topic<T> topic, SchemaRegistry registry) {
        return new AvroSerde<>(topic.valueType(), registry, topic.subject());
    }
}
