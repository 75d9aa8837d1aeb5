package dev.sluice.app.play;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads everything that the pipeline, the lane of outcomes and the sink put out, from the beginning, committed records only. For one thread.
 */
public final class OutputReader implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Handler> handlers = new HashMap<>();

    @FunctionalInterface
    private interface Handler {
        void handle(byte[] value) throws IOException;
    }

    @FunctionalInterface
    private interface Taker<T> {
        void take(T value) throws IOException;
    }

    /**
     * A reader of this cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     * @param outputs who takes the records
     */
    public OutputReader(Map<String, Object> client, SchemaRegistry registry, String prefix, Outputs outputs) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        on(TopicCatalogue.DECISIONS, Decision.class, registry, prefix, outputs::decided);
        on(TopicCatalogue.ACTIONS, Action.class, registry, prefix, outputs::asked);
        on(TopicCatalogue.REVIEWS, ReviewCase.class, registry, prefix, outputs::reviewed);
        on(TopicCatalogue.CASES, CaseStatus.class, registry, prefix, outputs::stands);
        on(TopicCatalogue.MEDIATIONS, MediationCase.class, registry, prefix, outputs::mediated);
        on(TopicCatalogue.ESCALATIONS, Escalation.class, registry, prefix, outputs::escalated);
        on(TopicCatalogue.RECEIPTS, EvidenceReceipt.class, registry, prefix, outputs::sealed);
        on(TopicCatalogue.STATEMENTS, StatementOfReasons.class, registry, prefix, outputs::stated);
        on(TopicCatalogue.LABELS, Label.class, registry, prefix, outputs::labelled);
        on(TopicCatalogue.REPORTS, CommunityReport.class, registry, prefix, outputs::reported);
        on(TopicCatalogue.DEAD_LETTERS, DeadLetter.class, registry, prefix, outputs::refused);
        List<TopicPartition> partitions = new ArrayList<>();
        handlers.keySet()
                .forEach(topic -> consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Hands over what has come, after waiting for it for a while.
     *
     * @return how many records
     */
    public int poll(Duration wait) throws IOException {
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            Handler handler = handlers.get(record.topic());
            // A case that is forgotten is a record without a value.
            if (handler != null && (record.value() != null || !record.topic().endsWith(TopicCatalogue.CASES.name()))) {
                handler.handle(record.value());
                count++;
            }
        }
        return count;
    }

    /** The offset that is read next in each partition. */
    public Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            positions.put(partition, consumer.position(partition));
        }
        return positions;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private <T extends SpecificRecord> void on(
            Topic<T> topic, Class<T> type, SchemaRegistry registry, String prefix, Taker<T> taker) {
        AvroSerde<T> serde = new AvroSerde<>(type, registry, topic.subject());
        handlers.put(prefix + topic.name(), value -> taker.take(serde.decode(value)));
    }
}
