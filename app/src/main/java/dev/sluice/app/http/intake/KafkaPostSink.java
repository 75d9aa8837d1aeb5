package dev.sluice.app.http.intake;

import dev.sluice.app.play.PostRecords;
import dev.sluice.app.play.PostRecords.Prepared;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.tracing.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events into Kafka: kept once all replicas in sync have them ({@code acks=all}, idempotent). What is on its way is
 * bounded in bytes; beyond that events are refused at once rather than queued.
 */
public final class KafkaPostSink implements PostSink {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPostSink.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);
    private static final Duration UNWELL = Duration.ofSeconds(5);
    private static final int RECORD_OVERHEAD_BYTES = 512;
    private static final int LINGER_MS = 5;

    private final Producer<String, byte[]> producer;
    private final String prefix;
    private final long mostBytes;
    private final Duration patience;
    private final AtomicLong onTheirWay = new AtomicLong();
    private final AtomicLong loggedAt = new AtomicLong();
    private final AtomicLong failedAt = new AtomicLong(Long.MIN_VALUE);

    /**
     * A sink over this producer.
     *
     * @param prefix what the deployment puts before topic names
     * @param mostBytes bytes that may be on their way at once
     * @param patience how long to wait for an acknowledgement; longer than the producer's own limit
     */
    public KafkaPostSink(Producer<String, byte[]> producer, String prefix, long mostBytes, Duration patience) {
        this.producer = producer;
        this.prefix = prefix;
        this.mostBytes = mostBytes;
        this.patience = patience;
    }

    /**
     * A sink into this cluster.
     *
     * @param client settings of the Kafka client
     * @param deliveryTimeout how long the producer tries
     */
    public static KafkaPostSink open(
            Map<String, Object> client, String prefix, long mostBytes, Duration deliveryTimeout) {
        int timeout = Math.toIntExact(deliveryTimeout.toMillis());
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.putAll(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalogue.POSTS.maxMessageBytes());
        // Batches are pooled whole: twice the room, so that the producer never makes a request wait for memory.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * mostBytes + (32L << 20));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeout / 2));
        return new KafkaPostSink(
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
                prefix,
                mostBytes,
                deliveryTimeout.multipliedBy(2));
    }

    @Override
    public Outcome publish(List<Prepared> events, @Nullable TraceParent trace) {
        long bytes = 0;
        for (Prepared event : events) {
            bytes += event.value().length + RECORD_OVERHEAD_BYTES;
        }
        if (onTheirWay.addAndGet(bytes) > mostBytes) {
            onTheirWay.addAndGet(-bytes);
            return Outcome.FULL;
        }
        try {
            // A flag travels on its own topic; the post that it names must be there before it.
            boolean kept = publish(events, trace, event -> event.topic() != TopicCatalogue.FLAGS)
                    && publish(events, trace, event -> event.topic() == TopicCatalogue.FLAGS);
            failedAt.set(kept ? Long.MIN_VALUE : System.nanoTime());
            return kept ? Outcome.KEPT : Outcome.UNKNOWN;
        } finally {
            onTheirWay.addAndGet(-bytes);
        }
    }

    @Override
    public boolean isWell() {
        // Not for ever: whoever is not sent anything has no chance to show that it is well again.
        long failed = failedAt.get();
        return failed == Long.MIN_VALUE || System.nanoTime() - failed > UNWELL.toNanos();
    }

    @Override
    public long onTheirWay() {
        return onTheirWay.get();
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }

    private boolean publish(List<Prepared> events, @Nullable TraceParent trace, Predicate<Prepared> which) {
        List<Prepared> chosen = events.size() == 1 && which.test(events.getFirst())
                ? events
                : events.stream().filter(which).toList();
        if (chosen.isEmpty()) {
            return true;
        }
        Acknowledgements acknowledgements = new Acknowledgements(chosen.size());
        Instant now = Instant.now();
        List<Header> headers =
                trace == null ? List.of() : List.of(new RecordHeader(TraceParent.HEADER, trace.header()));
        try {
            for (Prepared event : chosen) {
                long timestamp = PostRecords.timestamp(event.at(), now);
                producer.send(
                        new ProducerRecord<>(
                                prefix + event.topic().name(), null, timestamp, event.key(), event.value(), headers),
                        (metadata, error) -> acknowledgements.add(error));
            }
            return acknowledgements.await();
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (KafkaException | IllegalStateException e) {
            report(e);
            return false;
        }
    }

    private void report(Exception error) {
        long now = System.nanoTime();
        long last = loggedAt.get();
        if ((last == 0 || now - last > LOG_EVERY.toNanos()) && loggedAt.compareAndSet(last, now)) {
            LOG.error("events are not acknowledged: {}: {}", error.getClass().getSimpleName(), error.getMessage());
        }
    }

    /** Counts what the cluster has said about the events of one request. */
    private final class Acknowledgements {
        private final CountDownLatch open;
        private volatile boolean failed;

        private Acknowledgements(int count) {
            this.open = new CountDownLatch(count);
        }

        private void add(@Nullable Exception error) {
            if (error != null) {
                failed = true;
                report(error);
            }
            open.countDown();
        }

        private boolean await() {
            try {
                return open.await(patience.toMillis(), TimeUnit.MILLISECONDS) && !failed;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
