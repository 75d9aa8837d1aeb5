package dev.sluice.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EscalationSinkTest {
    private static final TopicPartition PARTITION = new TopicPartition("escalations", 0);
    private static final AvroSerde<EvidenceReceipt> RECEIPTS =
            new AvroSerde<>(EvidenceReceipt.class, Escalations.REGISTRY);
    private static final AvroSerde<DeadLetter> DEAD_LETTERS = new AvroSerde<>(DeadLetter.class, Escalations.REGISTRY);

    @TempDir
    Path temp;

    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private final List<SinkCounts> committed = new ArrayList<>();
    private long committedOffset = -1;

    @Test
    void escalationBecomesAPackageAReceiptAndACommit() throws Exception {
        runUntil(1, Escalations.REGISTRY, bytes("p-1"));
        assertThat(committedOffset).isEqualTo(1);
        assertThat(committed).containsExactly(new SinkCounts(1, 1, 0, 0));
        assertThat(verify().packages()).isEqualTo(1);
        ProducerRecord<byte[], byte[]> record = sent.getFirst();
        EvidenceReceipt receipt = RECEIPTS.decode(record.value());
        assertThat(record.topic()).isEqualTo("receipts");
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("p-1");
        assertThat(receipt.getEscalation()).isEqualTo("p-1");
        assertThat(receipt.getSealedAt()).isEqualTo(TestVaults.NOW);
        assertThat(vaultFolder().resolve(receipt.getLocation())).isDirectory();
        assertThat(Files.readString(vaultFolder().resolve("custody/custody.jsonl")))
                .contains(receipt.getCustodyHash(), receipt.getManifestSha256(), receipt.getPackageId());
    }

    @Test
    void receiptBelongsToTheTraceOfItsEscalation() throws Exception {
        runUntil(2, Escalations.REGISTRY, bytes("p-1"), bytes("p-2"));

        assertThat(sent.getFirst().headers().toArray())
                .singleElement()
                .satisfies(header -> assertThat(header.value()).isEqualTo(trace(0)));
        assertThat(sent.getLast().headers()).as("what is no trace").isEmpty();
    }

    /** The first record has a trace, the others something that is too long for one. */
    private static byte[] trace(int offset) {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        return (offset == 0 ? trace : trace + "0").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void recordReadAgainGivesTheSameReceiptAndNoSecondPackage() throws Exception {
        runUntil(1, Escalations.REGISTRY, bytes("p-1"));
        runUntil(2, Escalations.REGISTRY, bytes("p-1"), bytes("p-1"));
        assertThat(sent)
                .hasSize(3)
                .allSatisfy(record ->
                        assertThat(record.value()).isEqualTo(sent.getFirst().value()));
        assertThat(committed.getLast()).isEqualTo(new SinkCounts(2, 0, 2, 0));
        assertThat(verify().packages()).isEqualTo(1);
        assertThat(verify().custody().events()).isEqualTo(2);
    }

    @Test
    void whatCannotBeDecodedIsQuarantinedDeadLetteredAndPassed() throws Exception {
        byte[] unknownSchema = bytes("p-2");
        unknownSchema[4] ^= 1;
        runUntil(4, Escalations.REGISTRY, new byte[] {1, 2, 3}, null, unknownSchema, bytes("p-1"));
        assertThat(committedOffset).isEqualTo(4);
        assertThat(committed.getLast()).isEqualTo(new SinkCounts(4, 1, 0, 3));
        assertThat(deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly(
                        DeadLetterReason.UNDECODABLE, DeadLetterReason.NULL_VALUE, DeadLetterReason.UNKNOWN_SCHEMA);
        DeadLetter first = deadLetters().getFirst();
        assertThat(first.getSource().getValue().array()).containsExactly(1, 2, 3);
        assertThat(first.getSource().getOffset()).isZero();
        assertThat(verify().ok()).isTrue();
        assertThat(verify().custody().events()).isEqualTo(5);
    }

    @Test
    void escalationWithoutIdIsQuarantined() throws Exception {
        runUntil(1, Escalations.REGISTRY, bytes(" "));
        assertThat(deadLetters()).extracting(DeadLetter::getReason).containsExactly(DeadLetterReason.MISSING_ID);
    }

    @Test
    void otherEvidenceUnderASealedIdIsQuarantined() throws Exception {
        Escalation other = Escalations.of("p-1");
        other.setSummary("Another summary.");
        runUntil(2, Escalations.REGISTRY, bytes("p-1"), Escalations.bytes(other));
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID_FIELD);
            assertThat(letter.getDetail()).contains("sealed with other content").doesNotContain(Escalations.WORDS);
        });
        assertThat(committed.getLast()).isEqualTo(new SinkCounts(2, 1, 0, 1));
    }

    @Test
    void deadLetterThatIsTooLargeStaysInQuarantineAndStopsNothing() throws Exception {
        MockProducer<byte[], byte[]> failing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new RecordTooLargeException("too large"));
                        super.flush();
                    }
                };
        runUntil(1, Escalations.REGISTRY, failing, new byte[] {1});
        assertThat(committedOffset).isEqualTo(1);
        assertThat(verify().custody().events()).isEqualTo(1);
    }

    @Test
    void offsetIsNotCommittedWhenAReceiptIsNotWritten() {
        MockProducer<byte[], byte[]> failing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new KafkaException("not enough replicas"));
                        super.flush();
                    }
                };
        MockConsumer<byte[], byte[]> consumer = consumer(bytes("p-1"));
        EscalationSink sink = sink(consumer, failing, Escalations.REGISTRY, SinkListener.NONE);
        assertThatThrownBy(sink::run)
                .isInstanceOf(SinkException.class)
                .hasMessage("a receipt could not be written to topic 'receipts'");
        assertThat(committed).isEmpty();
        assertThat(sink.counts()).isEqualTo(new SinkCounts(0, 0, 0, 0));
        assertThat(consumer.closed()).isTrue();
        assertThat(verify().packages()).isEqualTo(1);
    }

    @Test
    void vaultThatCannotBeWrittenStopsTheSinkWithoutACommit() {
        MockConsumer<byte[], byte[]> consumer = consumer(bytes("p-1"));
        Vault broken = Vault.open(
                TestVaults.settings(vaultFolder()), TestVaults.key(vaultFolder()), TestVaults.CLOCK, (step, path) -> {
                    if (path.toString().contains("staging" + File.separator)) {
                        throw new IOException("Read-only file system");
                    }
                });
        MockProducer<byte[], byte[]> producer = producer();
        EscalationSink sink = new EscalationSink(
                settings(),
                consumer,
                producer,
                new SinkResources(broken, ledger(), Escalations.REGISTRY, TestVaults.CLOCK),
                listener(consumer, new CountDownLatch(1), 1));
        assertThatThrownBy(sink::run).isInstanceOf(VaultException.class).hasMessageContaining("Read-only file system");
        assertThat(committed).isEmpty();
        assertThat(producer.history()).isEmpty();
        sink.close();
    }

    @Test
    void waitsForARegistryThatIsAwayAndThenSeals() throws Exception {
        AwayRegistry registry = new AwayRegistry(2);
        runUntil(2, registry, bytes("p-1"), bytes("p-2"));
        assertThat(registry.asked).isGreaterThan(2);
        assertThat(committed.getLast()).isEqualTo(new SinkCounts(2, 2, 0, 0));
        assertThat(committedOffset).isEqualTo(2);
    }

    @Test
    void sinkThatNeverRanClosesAndLetsGoOfTheVault() {
        MockConsumer<byte[], byte[]> consumer = consumer();
        EscalationSink sink = sink(consumer, producer(), Escalations.REGISTRY, SinkListener.NONE);
        sink.close();
        sink.close();
        assertThat(consumer.closed()).isTrue();
        assertThatThrownBy(sink::run).isInstanceOf(IllegalStateException.class);
        TestVaults.open(vaultFolder()).close();
    }

    @Test
    void settingsThatKafkaRefusesAreNamedAndNothingStaysOpen() {
        SinkSettings settings = new SinkSettings(
                new SinkSettings.Kafka("no-such-host.invalid:9092", "group", Map.of(), Map.of()),
                SinkSettings.Topics.withPrefix(""),
                RegistrySettings.mock("test"),
                TestVaults.settings(vaultFolder()),
                new SinkSettings.Key(temp.resolve("signing.pem"), true),
                Duration.ofSeconds(5));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> EscalationSink.open(settings, SinkListener.NONE))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("kafka.bootstrapServers 'no-such-host.invalid:9092'");
        }
    }

    @Test
    void missingKeyIsNotMadeUnasked() {
        SinkSettings settings = new SinkSettings(
                new SinkSettings.Kafka("localhost:9092", "group", Map.of(), Map.of()),
                SinkSettings.Topics.withPrefix(""),
                RegistrySettings.mock("test"),
                new VaultSettings(vaultFolder(), "t", "sink"),
                new SinkSettings.Key(temp.resolve("none.pem"), false),
                Duration.ofSeconds(5));
        assertThatThrownBy(() -> EscalationSink.open(settings, SinkListener.NONE))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("none.pem");
        assertThat(temp.resolve("none.pem")).doesNotExist();
    }

    @Test
    void lostKeyIsNotReplacedByANewOne() throws Exception {
        runUntil(1, Escalations.REGISTRY, bytes("p-1"));
        Files.delete(temp.resolve("signing.pem"));
        assertThatThrownBy(() -> EscalationSink.open(settings(), SinkListener.NONE))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("signing.pem' is missing, and vault")
                .hasMessageContaining("was sealed with a key");
        assertThat(temp.resolve("signing.pem")).doesNotExist();
        assertThat(verify().ok()).isTrue();
    }

    @Test
    void escalationThatCannotBeEvidenceIsQuarantinedAndTheNextIsSealed() throws Exception {
        Escalation noPost = Escalations.of("p-1");
        noPost.getSource().setValue(null);
        noPost.getPost().setText("");
        Escalation orphan = Escalations.of("p-2");
        orphan.setVersion(2);
        runUntil(3, Escalations.REGISTRY, Escalations.bytes(noPost), Escalations.bytes(orphan), bytes("p-3"));
        assertThat(committed.getLast()).isEqualTo(new SinkCounts(3, 1, 0, 2));
        assertThat(deadLetters()).extracting(DeadLetter::getReason).containsOnly(DeadLetterReason.INVALID_FIELD);
        assertThat(deadLetters().getFirst().getDetail()).contains("neither the post's record nor its words");
        assertThat(verify().ok()).isTrue();
    }

    @Test
    void abuseOfChildrenIsSealedAsAPointerAndItsContentNowhere() throws Exception {
        Escalation withContent = Escalations.of("p-1");
        withContent.setLegalCategory("CSEA");
        runUntil(
                2, Escalations.REGISTRY, Escalations.bytes(withContent), Escalations.bytes(Escalations.pointer("p-2")));
        assertThat(committed.getLast()).isEqualTo(new SinkCounts(2, 1, 0, 1));
        DeadLetter letter = deadLetters().getFirst();
        assertThat(letter.getDetail()).startsWith("the escalation holds content of a category of which only a pointer");
        assertThat(letter.getSource().getValue()).isNull();
        try (Stream<Path> files = Files.walk(temp)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain("Quillfeather", "tombola"));
        }
        assertThat(verify().ok()).isTrue();
    }

    @Test
    void newVersionHasItsOwnReceipt() throws Exception {
        Escalation second = Escalations.of("p-1");
        second.setVersion(2);
        second.setChange("A letter came.");
        runUntil(2, Escalations.REGISTRY, bytes("p-1"), Escalations.bytes(second));
        assertThat(sent)
                .extracting(record -> RECEIPTS.decode(record.value()).getVersion())
                .containsExactly(1, 2);
        assertThat(verify().packages()).isEqualTo(2);
        assertThat(verify().ok()).isTrue();
    }

    private void runUntil(long records, SchemaRegistry registry, byte[]... values) throws Exception {
        runUntil(records, registry, producer(), values);
    }

    private void runUntil(long records, SchemaRegistry registry, MockProducer<byte[], byte[]> to, byte[]... values)
            throws Exception {
        MockConsumer<byte[], byte[]> consumer = consumer(values);
        CountDownLatch reached = new CountDownLatch(1);
        EscalationSink sink = sink(consumer, to, registry, listener(consumer, reached, records));
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(sink::run, task -> new Thread(task, "sink").start());
        CompletableFuture<Void> failed = running.whenComplete((done, failure) -> reached.countDown());
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        sink.close();
        failed.get(30, TimeUnit.SECONDS);
        sent.addAll(to.history());
        assertThat(consumer.closed()).isTrue();
    }

    private SinkListener listener(MockConsumer<byte[], byte[]> consumer, CountDownLatch reached, long records) {
        return new SinkListener() {
            @Override
            public void onCommitted(SinkCounts counts) {
                committed.add(counts);
                committedOffset =
                        consumer.committed(Set.of(PARTITION)).get(PARTITION).offset();
                if (counts.records() >= records) {
                    reached.countDown();
                }
            }
        };
    }

    private EscalationSink sink(
            MockConsumer<byte[], byte[]> consumer,
            MockProducer<byte[], byte[]> to,
            SchemaRegistry registry,
            SinkListener listener) {
        Vault vault = TestVaults.open(vaultFolder());
        SinkResources resources = new SinkResources(vault, ledger(), registry, TestVaults.CLOCK);
        return new EscalationSink(settings(), consumer, to, resources, listener);
    }

    private Ledger ledger() {
        return Ledger.open(
                vaultFolder(),
                TestVaults.key(vaultFolder()),
                LedgerSettings.of("sluice/test"),
                TestVaults.CLOCK,
                StepHook.NONE);
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static MockConsumer<byte[], byte[]> consumer(byte[]... values) {
        MockConsumer<byte[], byte[]> consumer = new ReplayingConsumer(values);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(PARTITION));
            consumer.seek(PARTITION, 0);
        });
        return consumer;
    }

    private SinkSettings settings() {
        return new SinkSettings(
                new SinkSettings.Kafka("localhost:9092", "group", Map.of(), Map.of()),
                SinkSettings.Topics.withPrefix(""),
                RegistrySettings.mock("test"),
                TestVaults.settings(vaultFolder()),
                new SinkSettings.Key(temp.resolve("signing.pem"), true),
                Duration.ofSeconds(10));
    }

    private Path vaultFolder() {
        return temp.resolve("vault");
    }

    private VaultVerification verify() {
        return VaultVerifier.verify(vaultFolder(), null, each -> {});
    }

    private List<DeadLetter> deadLetters() {
        return sent.stream()
                .filter(record -> record.topic().equals("dead-letters"))
                .map(record -> DEAD_LETTERS.decode(record.value()))
                .toList();
    }

    private static byte[] bytes(String id) {
        return Escalations.bytes(Escalations.of(id));
    }

    /** Like a real partition, and unlike the mock's, still has its records after they were read. */
    private static final class ReplayingConsumer extends MockConsumer<byte[], byte[]> {
        private final byte[][] values;

        ReplayingConsumer(byte[][] values) {
            super("earliest");
            this.values = values;
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            for (int at = (int) offset; at < values.length; at++) {
                byte[] key = ("k" + at).getBytes(StandardCharsets.UTF_8);
                ConsumerRecord<byte[], byte[]> record =
                        new ConsumerRecord<>(partition.topic(), partition.partition(), at, key, values[at]);
                record.headers().add("traceparent", trace(at));
                addRecord(record);
            }
        }
    }

    /** Cannot be reached for the first few questions. */
    private static final class AwayRegistry implements SchemaRegistry {
        private final int away;
        private int asked;

        AwayRegistry(int away) {
            this.away = away;
        }

        @Override
        public int idOf(String subject, Schema schema) {
            return Escalations.REGISTRY.idOf(subject, schema);
        }

        @Override
        public Schema byId(int id) {
            if (asked++ < away) {
                throw new RegistryUnavailableException("away");
            }
            return Escalations.REGISTRY.byId(id);
        }

        @Override
        public void close() {}
    }
}
