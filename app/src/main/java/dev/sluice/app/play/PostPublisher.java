package dev.sluice.app.play;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events of posts, keyed by thread and stamped with their event time, as a platform would.
 *
 * <p>A time that no broker would store, before 1970 or ahead of the clock, is in the event alone: its record is stamped
 * with the nearest time that can be, and the pipeline judges the event's own.
 */
public final class PostPublisher implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final PostRecords records;
    private final String prefix;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private boolean unflushed;

    /**
     * A publisher to this cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    public PostPublisher(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalogue.POSTS.maxMessageBytes());
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.records = new PostRecords(registry);
        this.prefix = prefix;
    }

    /**
     * The record of an event.
     *
     * @throws BadLineException where it cannot be a record, or is larger than its topic takes
     */
    public PostRecords.Prepared prepare(PostLine line) throws BadLineException {
        return records.prepare(line);
    }

    /**
     * Publishes an event; blocks while too much is on its way.
     *
     * @throws KafkaException where the cluster has refused this or an earlier one
     */
    public void publish(PostRecords.Prepared event) {
        if (event.topic() == TopicCatalogue.FLAGS) {
            // A flag travels on its own topic; the post that it names must be there before it.
            flushPosts();
        } else {
            unflushed = true;
        }
        publishRaw(event.topic(), event.key(), event.value(), event.at());
    }

    /** Publishes bytes as they are, which may be no record at all, as a broken source would. */
    public void publishRaw(Topic<?> topic, String key, byte[] value, Instant at) {
        check();
        long timestamp = PostRecords.timestamp(at, Instant.now());
        producer.send(new ProducerRecord<>(prefix + topic.name(), null, timestamp, key, value), (metadata, error) -> {
            if (error == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Waits until the cluster has everything. */
    public void flush() {
        producer.flush();
        unflushed = false;
        check();
    }

    /** How many events the cluster has acknowledged. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Gives what is on its way a few seconds; a cluster that is gone must not hold up the end. */
    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }

    private void flushPosts() {
        if (unflushed) {
            flush();
        }
    }

    private void check() {
        Exception error = failure.get();
        if (error != null) {
            throw new KafkaException("a post could not be published: " + error.getMessage(), error);
        }
    }
}
