package dev.sluice.app.transparency;

import dev.sluice.app.transparency.Sending.Pause;
import dev.sluice.app.transparency.StatementIntake.Read;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads statements of reasons and takes them to the database, each once, whatever crashes in between.
 *
 * <p>For each handful of records the database is asked first; what became of them goes to the topic {@code submissions}
 * after that; the offsets are committed last, when the cluster has all outcomes. A record that is read again is sent again
 * under the same public id, and the database says that it knows it. Where the database is away, the records stay where they
 * are and are read again later; memory holds one batch and no queue.
 */
public final class SubmissionOutbox implements AutoCloseable {
    /** The name of the consumer group, unless said otherwise. */
    public static final String DEFAULT_GROUP = "sluice-transparency";

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionOutbox.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    /** Well below max.poll.interval.ms; what is left to wait is waited in the next round. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** After as many failures in a row, a single pass gives up. */
    private static final int MOST_FAILURES_OF_A_PASS = 5;

    private final Consumer<byte[], byte[]> consumer;
    private final SubmissionLog log;
    private final TransparencyDatabase database;
    private final StatementIntake intake;
    private final SubmissionRound round;
    private final RetryWait retry;
    private final Waiting waiting;
    private final String topic;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closing;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private volatile SubmissionCounts counts = SubmissionCounts.NONE;
    private Duration left = Duration.ZERO;

    SubmissionOutbox(TransparencySettings settings, Clients clients, Surroundings around) {
        this.consumer = clients.consumer();
        this.closing = around.closing();
        this.waiting = around.waiting();
        this.topic = clients.prefix() + TopicCatalogue.STATEMENTS.name();
        this.log = new SubmissionLog(clients.producer(), clients.registry(), clients.prefix());
        this.database = new TransparencyDatabase(settings, around.clock());
        this.intake = new StatementIntake(clients.registry(), around.clock());
        this.round = new SubmissionRound(
                new BatchSender(database, settings, waiting), new SubmissionRecords(around.clock()), log);
        this.retry = new RetryWait(settings.retries(), around.random());
    }

    /**
     * What it works with in the cluster.
     *
     * @param prefix put before every topic's name
     */
    record Clients(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            SchemaRegistry registry,
            String prefix) {}

    /** What it takes from the world besides. */
    record Surroundings(CountDownLatch closing, Waiting waiting, Clock clock, RandomGenerator random) {}

    /**
     * Opens the clients; reads nothing yet.
     *
     * @param client settings of Kafka's clients
     * @param registry the schema registry; closed by its owner
     * @param group names the consumer group; null for the default
     */
    public static SubmissionOutbox open(
            TransparencySettings settings,
            Map<String, Object> client,
            SchemaRegistry registry,
            String prefix,
            @Nullable String group) {
        CountDownLatch closing = new CountDownLatch(1);
        Consumer<byte[], byte[]> consumer =
                SubmissionClients.consumer(client, group == null ? DEFAULT_GROUP : group, settings.batch());
        try {
            return new SubmissionOutbox(
                    settings,
                    new Clients(consumer, SubmissionClients.producer(client), registry, prefix),
                    new Surroundings(closing, Waiting.until(closing), Clock.systemUTC(), RandomGenerator.getDefault()));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Submits until {@link #close} is called from another thread; to be called once.
     *
     * @throws TransparencyException where it cannot go on; what was not committed will be read again
     */
    public void run() {
        start(false);
    }

    /**
     * Submits what is there now, and ends; to be called once.
     *
     * @throws TransparencyException where it cannot go on, or the database could not be reached for some time
     */
    public void runOnce() {
        start(true);
    }

    /** What became of the statements so far; may be asked from any thread. */
    public SubmissionCounts counts() {
        return counts;
    }

    @Override
    public void close() {
        closing.countDown();
        if (started.compareAndSet(false, true)) {
            release();
            ended.countDown();
            return;
        }
        consumer.wakeup();
        try {
            if (!ended.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Submitting did not end within {}; what is not committed will be read again", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(boolean once) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("the outbox has run already; allowed: once");
        }
        try {
            consumer.subscribe(List.of(topic));
            while (!isClosing() && !(once && isAtEnd())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    answer(records, once);
                }
            }
        } catch (WakeupException e) {
            if (!isClosing()) {
                throw e;
            }
        } finally {
            release();
            ended.countDown();
        }
    }

    /** Whether all that was there when its partitions were assigned is settled. */
    private boolean isAtEnd() {
        Set<TopicPartition> assigned = consumer.assignment();
        if (!ends.keySet().containsAll(assigned)) {
            ends.putAll(consumer.endOffsets(assigned));
        }
        return !assigned.isEmpty()
                && assigned.stream()
                        .allMatch(partition ->
                                consumer.position(partition) >= ends.getOrDefault(partition, Long.MAX_VALUE));
    }

    private void answer(ConsumerRecords<byte[], byte[]> records, boolean once) {
        if (!left.isZero()) {
            records.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, records.records(partition).getFirst().offset()));
            pauseFor(left);
            return;
        }
        List<Read> reads = new ArrayList<>();
        Map<TopicPartition, Long> undone = new HashMap<>();
        Pause pause = read(records, reads, undone);
        SubmissionRound.Result result = round.of(reads);
        commit(result.done());
        counts = counts.plus(result.counts());
        undone.putAll(result.undone());
        undone.forEach(consumer::seek);
        react(result.pause() == null ? pause : result.pause(), once);
    }

    private @Nullable Pause read(
            ConsumerRecords<byte[], byte[]> records, List<Read> reads, Map<TopicPartition, Long> undone) {
        Pause pause = null;
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                try {
                    if (pause == null) {
                        reads.add(intake.read(record));
                        continue;
                    }
                } catch (RegistryUnavailableException e) {
                    pause = new Pause.Later("the schema registry cannot be reached", null);
                }
                undone.putIfAbsent(partition, record.offset());
            }
        }
        return pause;
    }

    private void react(@Nullable Pause pause, boolean once) {
        switch (pause) {
            case null -> retry.reset();
            case Pause.Ending unused -> LOG.info("Told to end; statements that are not settled will be read again");
            case Pause.Never never ->
                throw new TransparencyException(
                        "the transparency database: " + never.why() + ". Nothing is lost; submitted so far: "
                                + counts.inWords(),
                        null);
            case Pause.Later later -> {
                Duration wait = retry.failed(later.asked());
                if (once && retry.failures() >= MOST_FAILURES_OF_A_PASS) {
                    throw new TransparencyException(
                            "the transparency database: " + later.why() + ", " + retry.failures()
                                    + " times in a row; nothing is lost, run it again later",
                            null);
                }
                LOG.warn("Waiting {} for the transparency database: {}", wait, later.why());
                pauseFor(wait);
            }
        }
    }

    /** Waits for part of it, so that the group does not take us for dead; {@link #answer} sees to the rest. */
    private void pauseFor(Duration wait) {
        Duration now = wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
        left = waiting.pass(now) ? wait.minus(now) : Duration.ZERO;
    }

    private void commit(Map<TopicPartition, Long> done) {
        if (done.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        done.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try {
            commitDespiteWakeup(offsets);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // Another member reads these again and finds them at the database.
            LOG.warn("Offsets were not committed, for the group is being rebalanced");
        }
    }

    /** A wake-up meant for the next poll may hit the commit instead, once. */
    private void commitDespiteWakeup(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets);
        } catch (WakeupException e) {
            consumer.commitSync(offsets);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void release() {
        try (log;
                database) {
            consumer.close();
        }
    }
}
