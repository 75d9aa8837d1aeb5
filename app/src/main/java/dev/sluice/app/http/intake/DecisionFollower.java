package dev.sluice.app.http.intake;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic {@code decisions} into a table, all partitions and committed records alone, from a while before its
 * start. It belongs to no group and commits nothing: every process follows for itself. Where the cluster fails it, it
 * goes on after a while from where it was.
 */
public final class DecisionFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);
    private static final long CLOSE_MS = 2_500;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final AvroSerde<Decision> serde;
    private final String topic;
    private final DecisionTable table;
    private final Duration lookBack;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean following;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    /** Where to go on after a failure; used by the thread alone. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /**
     * Follows once it is started.
     *
     * @param consumers makes a consumer, once at the start and after each failure
     * @param prefix what the deployment puts before topic names
     * @param lookBack how long before the start to begin
     */
    public DecisionFollower(
            Supplier<Consumer<byte[], byte[]>> consumers,
            SchemaRegistry registry,
            String prefix,
            DecisionTable table,
            Duration lookBack,
            Clock clock) {
        this.consumers = consumers;
        this.serde = new AvroSerde<>(Decision.class, registry, TopicCatalogue.DECISIONS.subject());
        this.topic = prefix + TopicCatalogue.DECISIONS.name();
        this.table = table;
        this.lookBack = lookBack;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("decisions").daemon(true).unstarted(this::run);
    }

    /** Makes consumers for a follower, from settings of a client. */
    public static Supplier<Consumer<byte[], byte[]>> consumers(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Starts to follow, in a thread of its own. */
    public void start() {
        thread.start();
    }

    /** Whether it follows now, so that decisions from here on will be seen. */
    public boolean isFollowing() {
        return following;
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_MS);
            // It rests after a failure, or hangs.
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                // Told to end.
            } catch (RuntimeException e) {
                following = false;
                if (!closed) {
                    LOG.error("decisions cannot be followed, trying again: {}: {}", e.getClass(), e.getMessage());
                    rest();
                }
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        long nextLook = System.nanoTime();
        while (!closed) {
            if (System.nanoTime() - nextLook >= 0) {
                assign(consumer);
                nextLook = System.nanoTime() + LOOK_FOR_PARTITIONS.toNanos();
            }
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                take(entry);
            }
            following = !consumer.assignment().isEmpty();
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> all = new HashSet<>();
        consumer.partitionsFor(topic).forEach(found -> all.add(new TopicPartition(topic, found.partition())));
        Set<TopicPartition> known = consumer.assignment();
        Set<TopicPartition> fresh = new HashSet<>(all);
        fresh.removeAll(known);
        if (fresh.isEmpty()) {
            return;
        }
        boolean first = known.isEmpty();
        all.addAll(known);
        consumer.assign(all);
        if (!first) {
            // Partitions that were added later are new: nothing in them is too old.
            consumer.seekToBeginning(fresh);
            return;
        }
        next.keySet().retainAll(all);
        next.forEach(consumer::seek);
        fresh.removeAll(next.keySet());
        long since = clock.instant().minus(lookBack).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        fresh.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        for (TopicPartition partition : fresh) {
            OffsetAndTimestamp at = found.get(partition);
            if (at == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, at.offset());
            }
            // Where it is to begin is settled now, before anybody publishes what is to be decided.
            consumer.position(partition);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        next.put(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1);
        byte[] value = entry.value();
        if (value == null) {
            return;
        }
        try {
            table.add(serde.decode(value), value);
        } catch (DecodingException e) {
            LOG.warn("a record of {} at {}/{} is no decision", topic, entry.partition(), entry.offset());
        }
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            // Told to end; the loop looks.
        }
    }
}
