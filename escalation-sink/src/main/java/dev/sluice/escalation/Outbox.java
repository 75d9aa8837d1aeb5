package dev.sluice.escalation;

import dev.sluice.escalation.Intake.Taken;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends receipts and dead letters; {@link #flush} returns once the cluster has them all. */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Producer<byte[], byte[]> producer;
    private final SinkSettings.Topics topics;
    private final AvroSerde<EvidenceReceipt> receipts;
    private final AvroSerde<DeadLetter> deadLetters;
    private final List<Future<RecordMetadata>> receiptsSent = new ArrayList<>();
    private final List<Future<RecordMetadata>> deadLettersSent = new ArrayList<>();

    Outbox(Producer<byte[], byte[]> producer, SinkSettings.Topics topics, SchemaRegistry registry) {
        this.producer = producer;
        this.topics = topics;
        this.receipts = new AvroSerde<>(EvidenceReceipt.class, registry, TopicCatalogue.RECEIPTS.subject());
        this.deadLetters = new AvroSerde<>(DeadLetter.class, registry, TopicCatalogue.DEAD_LETTERS.subject());
    }

    void send(Taken taken) {
        switch (taken) {
            case Taken.Sealed sealed -> {
                byte[] key = sealed.receipt().getEscalation().getBytes(StandardCharsets.UTF_8);
                byte[] value = receipts.encode(topics.receipts(), sealed.receipt());
                receiptsSent.add(
                        producer.send(new ProducerRecord<>(topics.receipts(), null, key, value, headers(sealed))));
            }
            case Taken.Quarantined quarantined -> {
                byte[] value = deadLetters.encode(topics.deadLetters(), quarantined.deadLetter());
                deadLettersSent.add(
                        producer.send(new ProducerRecord<>(topics.deadLetters(), quarantined.key(), value)));
            }
        }
    }

    private static List<Header> headers(Taken.Sealed sealed) {
        return sealed.trace() == null ? List.of() : List.of(sealed.trace());
    }

    /**
     * Waits until all that was sent is in the cluster.
     *
     * @throws SinkException where something is not
     */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> sent : receiptsSent) {
            Throwable failure = failureOf(sent);
            if (failure != null) {
                throw new SinkException("a receipt could not be written to topic '" + topics.receipts() + "'", failure);
            }
        }
        for (Future<RecordMetadata> sent : deadLettersSent) {
            Throwable failure = failureOf(sent);
            if (failure instanceof RecordTooLargeException) {
                // The record is in quarantine, whole; stopping would not make it smaller.
                LOG.error("A dead letter is too large for topic {}; its record is in quarantine", topics.deadLetters());
            } else if (failure != null) {
                throw new SinkException(
                        "a dead letter could not be written to topic '" + topics.deadLetters() + "'", failure);
            }
        }
        receiptsSent.clear();
        deadLettersSent.clear();
    }

    private static @Nullable Throwable failureOf(Future<RecordMetadata> sent) {
        try {
            sent.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
