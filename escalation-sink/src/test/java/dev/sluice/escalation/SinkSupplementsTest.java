package dev.sluice.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.SupplementsTest;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink reads supplements beside escalations; its clock goes on by a second with each look. */
class SinkSupplementsTest {
    private static final TopicPartition ESCALATIONS = new TopicPartition("escalations", 0);
    private static final TopicPartition SUPPLEMENTS = new TopicPartition("supplements", 0);
    private static final AvroSerde<EvidenceReceipt> RECEIPTS =
            new AvroSerde<>(EvidenceReceipt.class, dev.sluice.escalation.vault.Escalations.REGISTRY);
    private static final AvroSerde<DeadLetter> DEAD_LETTERS =
            new AvroSerde<>(DeadLetter.class, dev.sluice.escalation.vault.Escalations.REGISTRY);

    @TempDir
    Path temp;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void documentThatComesWithItsEscalationIsSealedAfterItAndHasAReceipt() {
        run(2, consumer -> {
            consumer.put(SUPPLEMENTS, supplement("s-1", "p-1"), TestVaults.NOW);
            consumer.put(ESCALATIONS, escalation("p-1"), TestVaults.NOW);
        });
        assertThat(receipts()).extracting(EvidenceReceipt::getVersion).containsExactly(1, 2);
        assertThat(receipts()).extracting(EvidenceReceipt::getEscalation).containsOnly("p-1");
        assertThat(verify().ok()).isTrue();
    }

    @Test
    void documentWaitsForItsEscalationAndOthersDoNotWaitForIt() {
        Scripted consumer = run(3, script -> {
            script.put(SUPPLEMENTS, supplement("s-1", "p-1"), TestVaults.NOW);
            script.put(ESCALATIONS, escalation("p-2"), TestVaults.NOW);
            script.afterPolls(6, () -> script.put(ESCALATIONS, escalation("p-1"), TestVaults.NOW));
        });
        assertThat(receipts()).extracting(EvidenceReceipt::getEscalation).containsExactly("p-2", "p-1", "p-1");
        assertThat(receipts()).extracting(EvidenceReceipt::getVersion).containsExactly(1, 1, 2);
        assertThat(consumer.committedAt(SUPPLEMENTS)).isEqualTo(1);
        assertThat(verify().ok()).isTrue();
    }

    @Test
    void documentWithoutAnEscalationIsPutAsideOnceItHasWaitedLongEnough() {
        Scripted consumer = run(2, script -> {
            script.put(SUPPLEMENTS, supplement("s-1", "p-1"), TestVaults.NOW);
            script.put(SUPPLEMENTS, new byte[] {1, 2, 3}, TestVaults.NOW);
        });
        assertThat(deadLetters().getFirst().getDetail())
                .contains("field 'escalation' names none that was sealed within 15 minutes");
        assertThat(deadLetters()).hasSize(2);
        assertThat(consumer.committedAt(SUPPLEMENTS)).isEqualTo(2);
        assertThat(verify().ok()).isTrue();
        assertThat(verify().custody().events()).isEqualTo(2);
    }

    @Test
    void documentThatClaimsToBeOfTomorrowWaitsNoLonger() {
        run(1, script -> script.put(SUPPLEMENTS, supplement("s-1", "p-1"), TestVaults.NOW.plus(Duration.ofDays(1))));
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void documentThatIsReadAgainHasTheSameReceiptAndOneVersion() {
        run(3, script -> {
            script.put(ESCALATIONS, escalation("p-1"), TestVaults.NOW);
            script.put(SUPPLEMENTS, supplement("s-1", "p-1"), TestVaults.NOW);
            script.put(SUPPLEMENTS, supplement("s-1", "p-1"), TestVaults.NOW);
        });
        assertThat(receipts()).hasSize(3);
        assertThat(receipts().get(1)).isEqualTo(receipts().get(2));
        assertThat(verify().packages()).isEqualTo(2);
    }

    @Test
    void documentOfAPointerIsKeptNowhere() throws IOException {
        String words = "not to be kept anywhere";
        EvidenceSupplement malformed = SupplementsTest.supplement("s-2", "p-1", words);
        malformed.setKind("gossip");
        run(4, script -> {
            script.put(ESCALATIONS, Escalations.bytes(Escalations.pointer("p-1")), TestVaults.NOW);
            script.afterPolls(2, () -> {
                script.put(
                        SUPPLEMENTS,
                        SupplementsTest.bytes(SupplementsTest.supplement("s-1", "p-1", words)),
                        TestVaults.NOW);
                script.put(SUPPLEMENTS, SupplementsTest.bytes(malformed), TestVaults.NOW);
                script.put(SUPPLEMENTS, "p-1", words.getBytes(StandardCharsets.UTF_8), TestVaults.NOW);
            });
        });
        assertThat(deadLetters()).hasSize(3);
        assertThat(deadLetters()).allMatch(letter -> letter.getSource().getValue() == null);
        assertThat(deadLetters().getFirst().getDetail())
                .isEqualTo("field 'escalation' names a case of which only a pointer may be kept; allowed: material for"
                        + " other cases");
        assertThat(verify().ok()).isTrue();
        assertThat(verify().packages()).isEqualTo(1);
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(words);
            }
        }
    }

    private interface Script {
        void write(Scripted consumer);
    }

    /** Runs the sink until it has answered so many records. */
    private Scripted run(long records, Script script) {
        Scripted consumer = new Scripted();
        script.write(consumer);
        Clock clock = new Ticking();
        EscalationSink[] sink = new EscalationSink[1];
        SinkListener listener = new SinkListener() {
            @Override
            public void onCommitted(SinkCounts counts) {
                if (counts.records() >= records) {
                    Thread closing = new Thread(() -> sink[0].close(), "close");
                    closing.start();
                    consumer.ending = true;
                }
            }
        };
        Path vault = temp.resolve("vault");
        SinkResources resources = new SinkResources(
                TestVaults.open(vault),
                Ledger.open(
                        vault,
                        TestVaults.key(vault),
                        LedgerSettings.of("sluice/test"),
                        TestVaults.CLOCK,
                        StepHook.NONE),
                Escalations.REGISTRY,
                clock);
        sink[0] = new EscalationSink(settings(), consumer, producer, resources, listener);
        sink[0].run();
        return consumer;
    }

    private SinkSettings settings() {
        return new SinkSettings(
                new SinkSettings.Kafka("localhost:9092", "group", Map.of(), Map.of()),
                SinkSettings.Topics.withPrefix(""),
                RegistrySettings.mock("test"),
                TestVaults.settings(temp.resolve("vault")),
                new SinkSettings.Key(temp.resolve("signing.pem"), true),
                Duration.ofSeconds(10));
    }

    private List<EvidenceReceipt> receipts() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("receipts"))
                .map(record -> RECEIPTS.decode(record.value()))
                .toList();
    }

    private List<DeadLetter> deadLetters() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("dead-letters"))
                .map(record -> DEAD_LETTERS.decode(record.value()))
                .toList();
    }

    private VaultVerification verify() {
        return VaultVerifier.verify(temp.resolve("vault"), null, each -> {});
    }

    private static byte[] escalation(String id) {
        return Escalations.bytes(Escalations.of(id));
    }

    private static byte[] supplement(String id, String escalation) {
        return SupplementsTest.bytes(SupplementsTest.supplement(id, escalation, "A letter."));
    }

    /** Two partitions that keep their records, as real ones do, and may be paused. */
    private static final class Scripted extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept =
                Map.of(ESCALATIONS, new ArrayList<>(), SUPPLEMENTS, new ArrayList<>());
        private final Map<Integer, Runnable> later = new java.util.HashMap<>();
        private int polls;
        private volatile boolean ending;
        private Map<TopicPartition, Long> committed = Map.of();

        Scripted() {
            super("earliest");
            updateBeginningOffsets(Map.of(ESCALATIONS, 0L, SUPPLEMENTS, 0L));
            schedulePollTask(() -> {
                rebalance(List.of(ESCALATIONS, SUPPLEMENTS));
                kept.keySet().forEach(partition -> seek(partition, 0));
            });
        }

        void put(TopicPartition partition, byte[] value, Instant at) {
            put(partition, "k", value, at);
        }

        void put(TopicPartition partition, String key, byte[] value, Instant at) {
            List<ConsumerRecord<byte[], byte[]>> records = kept.get(partition);
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    records.size(),
                    at.toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    1,
                    value.length,
                    key.getBytes(StandardCharsets.UTF_8),
                    value,
                    new RecordHeaders(),
                    Optional.empty());
            records.add(record);
            if (polls > 0) {
                addRecord(record);
            }
        }

        void afterPolls(int number, Runnable task) {
            later.put(number, task);
        }

        long committedAt(TopicPartition partition) {
            return committed.getOrDefault(partition, -1L);
        }

        @Override
        public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Runnable task = later.get(++polls);
            if (task != null) {
                task.run();
            }
            return super.poll(ending ? Duration.ofMillis(50) : Duration.ZERO);
        }

        @Override
        public synchronized void commitSync(
                Map<TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata> offsets) {
            super.commitSync(offsets);
            Map<TopicPartition, Long> all = new java.util.HashMap<>(committed);
            offsets.forEach((partition, offset) -> all.put(partition, offset.offset()));
            committed = Map.copyOf(all);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            List<ConsumerRecord<byte[], byte[]>> records = kept.get(partition);
            records.subList((int) offset, records.size()).forEach(this::addRecord);
        }
    }

    /** A second later each time it is asked. */
    private static final class Ticking extends Clock {
        private Instant now = TestVaults.NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public synchronized Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }
    }
}
