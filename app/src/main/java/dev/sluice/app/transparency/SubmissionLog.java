package dev.sluice.app.transparency;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Submission;
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
import org.jspecify.annotations.Nullable;

/** Writes submissions and dead letters; {@link #flush} returns once the cluster has them all. For one thread. */
final class SubmissionLog implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final AvroSerde<Submission> submissions;
    private final AvroSerde<DeadLetter> deadLetters;
    private final String submissionTopic;
    private final String deadLetterTopic;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    SubmissionLog(Producer<byte[], byte[]> producer, SchemaRegistry registry, String prefix) {
        this.producer = producer;
        this.submissions = new AvroSerde<>(Submission.class, registry, TopicCatalogue.SUBMISSIONS.subject());
        this.deadLetters = new AvroSerde<>(DeadLetter.class, registry, TopicCatalogue.DEAD_LETTERS.subject());
        this.submissionTopic = prefix + TopicCatalogue.SUBMISSIONS.name();
        this.deadLetterTopic = prefix + TopicCatalogue.DEAD_LETTERS.name();
    }

    void write(Submission submission) {
        byte[] key = SubmissionRecords.key(submission).getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(
                new ProducerRecord<>(submissionTopic, key, submissions.encode(submissionTopic, submission))));
    }

    void write(byte @Nullable [] key, DeadLetter letter) {
        sent.add(
                producer.send(new ProducerRecord<>(deadLetterTopic, key, deadLetters.encode(deadLetterTopic, letter))));
    }

    /**
     * Waits until all that was written is in the cluster.
     *
     * @throws TransparencyException where something is not
     */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new TransparencyException(
                        "what became of statements could not be written to topic '" + submissionTopic + "' or '"
                                + deadLetterTopic + "'; they will be read again",
                        e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
