package dev.sluice.app.bench;

import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Measures the time from when a post was due to be published until its first decision can be read, committed. The
 * load is open: posts are published when they are due, whether or not earlier ones are answered, so a stall is seen
 * by every post that it held up.
 */
final class LatencyProbe {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long TICK_NANOS = 1_000_000;

    private final Map<String, Object> client;
    private final SchemaRegistry registry;
    private final String prefix;

    LatencyProbe(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        this.client = client;
        this.registry = registry;
        this.prefix = prefix;
    }

    /**
     * What was measured.
     *
     * @param latencies latencies, those of the warm-up left out
     * @param published posts that count
     */
    record Result(Percentiles latencies, long published) {}

    /**
     * Loads a running pipeline.
     *
     * @param rate posts a second
     * @param warmUp time at that rate that does not count
     * @param measured time that counts
     */
    Result run(BenchPosts posts, double rate, Duration warmUp, Duration measured) {
        long startMillis = System.currentTimeMillis();
        long countFrom = startMillis + warmUp.toMillis();
        long countUntil = countFrom + measured.toMillis();
        Percentiles latencies = new Percentiles();
        CompletableFuture<Long> generator =
                CompletableFuture.supplyAsync(() -> generate(posts, rate, startMillis, countFrom, countUntil));
        AvroSerde<Decision> decisions = new AvroSerde<>(Decision.class, registry, TopicCatalogue.DECISIONS.subject());
        long deadline = countUntil + Duration.ofSeconds(30).toMillis();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            while (System.currentTimeMillis() < deadline
                    && !(generator.isDone() && latencies.count() >= generator.join())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Decision decision = decisions.decode(record.value());
                    long due = decision.getPostCreatedAt().toEpochMilli();
                    if (decision.getSupersedes() == null && due >= countFrom && due < countUntil) {
                        latencies.record(System.currentTimeMillis() - due);
                    }
                }
            }
        }
        return new Result(latencies, generator.join());
    }

    private long generate(BenchPosts posts, double rate, long startMillis, long countFrom, long countUntil) {
        long sent = 0;
        long counted = 0;
        try (PostPublisher publisher = new PostPublisher(client, registry, prefix)) {
            while (true) {
                long due = (long) ((System.currentTimeMillis() - startMillis) * rate / 1000);
                for (; sent < due; sent++) {
                    long at = startMillis + (long) (sent * 1000 / rate);
                    if (at >= countUntil) {
                        publisher.flush();
                        return counted;
                    }
                    Post post = posts.next(Instant.ofEpochMilli(at));
                    publisher.publish(publisher.prepare(new PostLine.Posted(post)));
                    counted += at >= countFrom ? 1 : 0;
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        } catch (BadLineException e) {
            throw new IllegalStateException("a made-up post is too large: " + e.reason(), e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        String topic = prefix + TopicCatalogue.DECISIONS.name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
