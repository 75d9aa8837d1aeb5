package dev.sluice.topology.secondlook;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.intake.UnreadableRecords;
import dev.sluice.topology.secondlook.SecondLookLane.Parts;
import dev.sluice.topology.tracing.TracedBatch;
import dev.sluice.topology.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer and a producer that work as one: answers and the offsets of their requests are committed in the same
 * transaction. When anything fails, the session is closed, which drops what was not committed, and another takes over.
 * For one thread, but {@link #wakeUp}.
 */
final class LaneSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneSession.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final LaneClients clients;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final AvroSerde<SecondLookRequest> requests;
    private final AvroSerde<SecondAssessment> answers;
    private final AvroSerde<DeadLetter> deadLetters;
    private final UnreadableRecords unreadable;
    private final @Nullable Tracing tracing;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    LaneSession(
            LaneClients clients, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, Parts parts) {
        this.clients = clients;
        this.consumer = consumer;
        this.producer = producer;
        SchemaRegistry registry = parts.registry();
        this.requests = new AvroSerde<>(SecondLookRequest.class, registry);
        this.answers = new AvroSerde<>(SecondAssessment.class, registry, TopicCatalogue.SECOND_ASSESSMENTS.subject());
        this.deadLetters = new AvroSerde<>(DeadLetter.class, registry, TopicCatalogue.DEAD_LETTERS.subject());
        this.unreadable = new UnreadableRecords(registry, parts.clock());
        this.tracing = parts.tracing();
    }

    /** Opens a session that waits for its part of the partitions. */
    static LaneSession open(LaneClients clients, Parts parts) {
        Consumer<byte[], byte[]> consumer = clients.consumer();
        Producer<byte[], byte[]> producer = null;
        try {
            consumer.subscribe(List.of(clients.topic(TopicCatalogue.SECOND_LOOKS)));
            producer = clients.producer();
            producer.initTransactions();
            return new LaneSession(clients, consumer, producer, parts);
        } catch (RuntimeException e) {
            close(consumer, producer);
            throw e;
        }
    }

    /** Answers what has come, after waiting for it for a while. */
    void step(SecondLooker looker, Duration wait) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        Map<TopicPartition, OffsetAndMetadata> positions = moved();
        if (records.isEmpty()) {
            looker.nothingWaits();
            // Positions move without a record too: behind the last one is the end of its transaction.
            if (positions.isEmpty()) {
                return;
            }
        }
        producer.beginTransaction();
        send(records, looker);
        producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
        producer.commitTransaction();
        positions.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }

    /** Makes a waiting step end; from any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        close(consumer, producer);
    }

    private Map<TopicPartition, OffsetAndMetadata> moved() {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (position != committed.getOrDefault(partition, -1L)) {
                moved.put(partition, new OffsetAndMetadata(position));
            }
        }
        return moved;
    }

    private void send(ConsumerRecords<byte[], byte[]> records, SecondLooker looker) {
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>(records.count());
        List<SecondLookRequest> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                batch.add(requests.decode(record.value()));
                read.add(record);
            } catch (DecodingException e) {
                refuse(record, e);
            }
        }
        TracedBatch traced = TracedBatch.begin("second-look", tracing);
        List<SecondAssessment> found = looker.answer(batch);
        for (int i = 0; i < found.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = read.get(i);
            send(record.timestamp(), traced.end(record), batch.get(i), found.get(i));
        }
    }

    /** The answer carries the time of the post's record, so that it moves no stream's time. */
    private void send(long timestamp, Headers headers, SecondLookRequest request, SecondAssessment answer) {
        String topic = clients.topic(TopicCatalogue.SECOND_ASSESSMENTS);
        byte[] key = request.getThread().getBytes(StandardCharsets.UTF_8);
        byte[] value = answers.encode(topic, answer);
        producer.send(new ProducerRecord<>(topic, request.getPartition(), timestamp, key, value, headers));
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, DecodingException why) {
        LOG.warn("{}-{}@{} is refused: {}", record.topic(), record.partition(), record.offset(), why.reason());
        String topic = clients.topic(TopicCatalogue.DEAD_LETTERS);
        byte[] value = deadLetters.encode(topic, unreadable.deadLetter(record, why));
        producer.send(new ProducerRecord<>(topic, null, record.timestamp(), UnreadableRecords.key(record), value));
    }

    private static void close(Consumer<byte[], byte[]> consumer, @Nullable Producer<byte[], byte[]> producer) {
        try {
            if (producer != null) {
                producer.close(CLOSE_WITHIN);
            }
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }
}
