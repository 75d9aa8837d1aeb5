package dev.sluice.escalation;

import dev.sluice.escalation.Intake.Read;
import dev.sluice.escalation.Intake.Taken;
import dev.sluice.escalation.reconcile.Reconciler;
import dev.sluice.escalation.reconcile.Report;
import dev.sluice.escalation.timing.Stage;
import dev.sluice.escalation.timing.StageTimes;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads escalations and seals their evidence, one package for each, whatever crashes in between.
 *
 * <p>For each record the vault is written first, package and then custody event; the leaf in the vault's log follows, for
 * all records of a batch in one go; the receipts go out after that; the offset is committed last, when the cluster has
 * all receipts of the batch. Reading a record again finds its package and sends the same receipt. A record that cannot be
 * sealed is put aside in the vault and dead-lettered. A vault that cannot be written stops the sink without a commit; a
 * registry that cannot be reached makes it wait.
 */
public final class EscalationSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EscalationSink.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Well below max.poll.interval.ms, which would end the membership in the group. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration RETRY_SUPPLEMENTS = Duration.ofSeconds(2);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final SinkResources resources;
    private final SinkSettings settings;
    private final SinkListener listener;
    private final Intake intake;
    private final Outbox outbox;
    private final Waiting supplements;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile SinkCounts counts = SinkCounts.NONE;
    private volatile SinkStatus status = SinkStatus.NOT_STARTED;
    private boolean registryIsAway;
    private Duration wait = FIRST_WAIT;

    EscalationSink(
            SinkSettings settings,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            SinkResources resources,
            SinkListener listener) {
        this.settings = settings;
        this.consumer = consumer;
        this.producer = producer;
        this.resources = resources;
        this.listener = listener;
        this.intake = new Intake(resources, settings.topics().supplements());
        this.supplements = new Waiting(consumer, RETRY_SUPPLEMENTS, resources.clock());
        this.outbox = new Outbox(producer, settings.topics(), resources.registry());
    }

    /**
     * Opens key, vault and clients; reads nothing yet.
     *
     * @throws VaultException where the key or the vault cannot be used
     * @throws SinkException where the Kafka settings cannot be used
     */
    public static EscalationSink open(SinkSettings settings, SinkListener listener) {
        return open(settings, listener, StageTimes.off());
    }

    /**
     * Opens a sink that says what its stages take.
     *
     * @throws VaultException where the key or the vault cannot be used
     * @throws SinkException where the Kafka settings cannot be used
     * @throws SchemaRegistryException where the registry stays away, or lacks what the sink writes
     */
    public static EscalationSink open(SinkSettings settings, SinkListener listener, StageTimes times) {
        SinkResources resources = SinkResources.open(settings, times);
        try {
            Consumer<byte[], byte[]> consumer = SinkClients.consumer(settings.kafka());
            try {
                return new EscalationSink(
                        settings, consumer, SinkClients.producer(settings.kafka()), resources, listener);
            } catch (KafkaException e) {
                consumer.close();
                throw e;
            }
        } catch (KafkaException e) {
            resources.close();
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new SinkException(
                    "kafka.bootstrapServers '" + settings.kafka().bootstrap() + "' or kafka.properties cannot be used: "
                            + reason.getMessage(),
                    e);
        }
    }

    /** Opens a sink and runs it until the process is asked to end. */
    public static void run(SinkSettings settings) {
        EscalationSink sink = open(settings, SinkListener.NONE);
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "escalation-sink-close"));
        sink.run();
    }

    /**
     * Compares the escalations of the cluster with receipts and the vault's custody log; a gap is logged as an error.
     * Reads only.
     *
     * @throws SinkException where the Kafka settings cannot be used
     * @throws VaultException where the custody log cannot be read
     */
    public static Report reconcile(SinkSettings settings) {
        try (SchemaRegistry registry = SchemaRegistry.connect(settings.registry());
                Consumer<byte[], byte[]> consumer = SinkClients.consumer(settings.kafka())) {
            SinkSettings.Topics topics = settings.topics();
            Report report = new Reconciler(consumer, new AvroSerde<>(EvidenceReceipt.class, registry))
                    .run(
                            List.of(topics.escalations(), topics.supplements()),
                            topics.receipts(),
                            settings.vault().folder());
            report.gaps().forEach(gap -> LOG.error("Gap in evidence: {}", gap));
            return report;
        } catch (KafkaException e) {
            throw new SinkException("topics cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Seals until {@link #close} is called from another thread; to be called once.
     *
     * @throws SinkException or dev.sluice.escalation.vault.VaultException where it cannot go on; what was not committed
     *     will be read again
     */
    public void run() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("the sink has run already; allowed: once");
        }
        try {
            listener.onOpened(consumer, producer);
            consumer.subscribe(
                    List.of(settings.topics().escalations(), settings.topics().supplements()));
            while (!isClosing()) {
                supplements.resume();
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (records.isEmpty()) {
                    // Another process may have sealed something, and a checkpoint may be due.
                    resources.ledger().commit();
                } else {
                    answer(records);
                }
                status = standing();
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

    /** What became of the records read so far; may be asked from any thread. */
    public SinkCounts counts() {
        return counts;
    }

    /** Where the sink stands; may be asked from any thread. */
    public SinkStatus status() {
        return status;
    }

    private SinkStatus standing() {
        return new SinkStatus(
                consumer.groupMetadata().generationId() >= 0,
                registryIsAway,
                counts,
                supplements.count(),
                resources.ledger().head().size(),
                resources.ledger().timestampsWaiting());
    }

    /** Finishes the record at hand, commits, and lets go of everything; returns within the settings' timeout. */
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
            if (!ended.await(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "The sink did not end within {}; what it has not committed will be read again",
                        settings.closeTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        Map<TopicPartition, Long> undone = new HashMap<>();
        List<Taken> unsent = new ArrayList<>();
        SinkCounts answered = counts;
        boolean registryAway = false;
        for (TopicPartition partition : inOrder(records.partitions())) {
            List<Read> batch = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (registryAway || isClosing()) {
                    undone.put(partition, record.offset());
                    break;
                }
                try {
                    batch.add(intake.read(record));
                } catch (RegistryUnavailableException e) {
                    LOG.warn("Waiting {} for the schema registry: {}", wait, e.getMessage());
                    registryAway = true;
                    undone.put(partition, record.offset());
                    break;
                }
            }
            List<Taken> taken = intake.take(batch);
            unsent.addAll(taken);
            for (int i = 0; i < taken.size(); i++) {
                ConsumerRecord<byte[], byte[]> record = batch.get(i).record();
                answered = count(answered, taken.get(i), record);
                done.put(partition, new OffsetAndMetadata(record.offset() + 1));
            }
            if (taken.size() < batch.size()) {
                ConsumerRecord<byte[], byte[]> early = batch.get(taken.size()).record();
                LOG.debug("{}@{} waits for its escalation", partition, early.offset());
                undone.put(partition, early.offset());
                supplements.add(partition);
            }
        }
        if (!done.isEmpty()) {
            try (StageTimes.Lap lap = resources.times().begin(Stage.LOG)) {
                enterInLog(unsent);
            }
            try (StageTimes.Lap lap = resources.times().begin(Stage.RECEIPTS)) {
                unsent.forEach(outbox::send);
                outbox.flush();
                commit(done);
            }
            counts = answered;
            listener.onCommitted(answered);
        }
        undone.forEach(consumer::seek);
        pauseFor(registryAway);
    }

    /** Escalations first: a document that came with its escalation need not wait. */
    private List<TopicPartition> inOrder(Set<TopicPartition> partitions) {
        String last = settings.topics().supplements();
        return partitions.stream()
                .sorted(Comparator.comparing(partition -> partition.topic().equals(last)))
                .toList();
    }

    /** All leaves of the batch in one go; no receipt goes out before its leaf counts. */
    private void enterInLog(List<Taken> batch) {
        boolean lifeThreatened = batch.stream()
                .anyMatch(
                        taken -> taken instanceof Taken.Sealed sealed && sealed.lifeThreatened() && !sealed.repeated());
        if (lifeThreatened) {
            resources.ledger().hurry();
        }
        resources.ledger().commit();
    }

    private static SinkCounts count(SinkCounts counts, Taken taken, ConsumerRecord<byte[], byte[]> record) {
        return switch (taken) {
            case Taken.Sealed sealed
            when sealed.repeated() -> {
                LOG.info("Package {} was sealed before", sealed.receipt().getPackageId());
                yield counts.plusRepeated();
            }
            case Taken.Sealed sealed -> {
                LOG.info("Sealed package {}", sealed.receipt().getPackageId());
                yield counts.plusSealed();
            }
            case Taken.Quarantined quarantined -> {
                LOG.warn(
                        "Put {}-{}@{} into quarantine: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        quarantined.deadLetter().getReason());
                yield counts.plusQuarantined();
            }
        };
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            commitDespiteWakeup(offsets);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // Another member reads these records again, and finds them sealed.
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

    private void pauseFor(boolean registryAway) {
        registryIsAway = registryAway;
        if (!registryAway) {
            wait = FIRST_WAIT;
            return;
        }
        status = standing();
        try {
            boolean unused = closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void release() {
        Duration each = settings.closeTimeout().dividedBy(3);
        try (SinkResources closingLast = resources) {
            try {
                producer.close(each);
            } finally {
                consumer.close(CloseOptions.timeout(each));
            }
        }
    }
}
