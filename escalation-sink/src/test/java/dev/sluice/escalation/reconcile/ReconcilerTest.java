package dev.sluice.escalation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.escalation.reconcile.Gap.Kind;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.UnsealableRecord;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.serde.AvroSerde;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcilerTest {
    private static final TopicPartition ESCALATIONS = new TopicPartition("escalations", 0);
    private static final TopicPartition RECEIPTS = new TopicPartition("receipts", 0);
    private static final AvroSerde<EvidenceReceipt> SERDE =
            new AvroSerde<>(EvidenceReceipt.class, Escalations.REGISTRY);

    @TempDir
    Path temp;

    private final List<byte[]> escalations = new ArrayList<>();
    private final List<byte[]> receipts = new ArrayList<>();

    @Test
    void everythingSealedToldOrPutAsideIsNoGap() {
        seal("p-1", true);
        seal("p-2", true);
        escalations.add(new byte[] {8});
        try (Vault vault = TestVaults.open(folder())) {
            vault.quarantine(new UnsealableRecord(
                    new Place("escalations", 0, 2), 1L, null, new byte[] {8}, "UNDECODABLE", "why"));
        }
        assertThat(run(3)).isEqualTo(new Report(3, 2, 1, 0, List.of(), 0));
    }

    @Test
    void recordThatTheSinkPassedAndNobodySealedIsAGap() {
        seal("p-1", true);
        escalations.add(Escalations.bytes(Escalations.of("p-2")));
        Report report = run(2);
        assertThat(report.gaps()).containsExactly(new Gap(Kind.NOT_ACQUIRED, "escalations-0@1"));
        assertThat(report.ok()).isFalse();
        assertThat(report.gaps().getFirst().toString())
                .isEqualTo("escalations-0@1 was read and is neither sealed nor in quarantine");
    }

    @Test
    void recordThatTheSinkHasNotCommittedIsPending() {
        seal("p-1", true);
        escalations.add(Escalations.bytes(Escalations.of("p-2")));
        assertThat(run(1)).isEqualTo(new Report(2, 1, 0, 1, List.of(), 0));
    }

    @Test
    void packageThatNobodyWasToldOfIsAGap() {
        seal("p-1", false);
        assertThat(run(1).gaps()).containsExactly(new Gap(Kind.NO_RECEIPT, "escalations-0@0"));
    }

    @Test
    void receiptWhoseSealingTheLogLostIsAGap() throws Exception {
        seal("p-1", true);
        Path log = folder().resolve("custody/custody.jsonl");
        List<String> lines = Files.readAllLines(log);
        Files.writeString(log, lines.getFirst() + "\n");
        assertThat(run(1).gaps()).extracting(Gap::kind).containsExactly(Kind.NOT_SEALED, Kind.NOT_IN_LOG);
        Files.writeString(log, "");
        assertThat(run(1).gaps()).extracting(Gap::kind).containsExactly(Kind.NOT_ACQUIRED, Kind.NOT_IN_LOG);
    }

    @Test
    void sameRecordWrittenTwiceIsAnsweredTwice() {
        seal("p-1", true);
        escalations.add(escalations.getFirst());
        assertThat(run(2)).isEqualTo(new Report(2, 2, 0, 0, List.of(), 0));
    }

    private void seal(String id, boolean told) {
        try (Vault vault = TestVaults.open(folder())) {
            SealResult.Sealed sealed = (SealResult.Sealed) vault.seal(Escalations.evidence(Escalations.of(id)));
            escalations.add(Escalations.bytes(Escalations.of(id)));
            if (told) {
                receipts.add(SERDE.encode(
                        "receipts",
                        EvidenceReceipt.newBuilder()
                                .setEscalation(id)
                                .setPackageId(sealed.packageId())
                                .setLocation(sealed.location())
                                .setManifestSha256(sealed.custody().act().sha256())
                                .setSignerKeyId(sealed.signerKeyId())
                                .setCustodyHash(sealed.custody().hash())
                                .setSealedAt(sealed.custody().at())
                                .build()));
            }
        }
    }

    private Report run(long committed) {
        Filling consumer = new Filling();
        return new Reconciler(consumer.withCommitted(committed), SERDE)
                .run(List.of("escalations"), "receipts", folder());
    }

    private Path folder() {
        return temp.resolve("vault");
    }

    /** Holds the two topics: records can be added to a partition of the platform's mock only once it is assigned. */
    private final class Filling extends MockConsumer<byte[], byte[]> {
        Filling() {
            super("earliest");
            for (TopicPartition partition : List.of(ESCALATIONS, RECEIPTS)) {
                updatePartitions(
                        partition.topic(),
                        List.of(new PartitionInfo(
                                partition.topic(), partition.partition(), Node.noNode(), new Node[0], new Node[0])));
                updateBeginningOffsets(Map.of(partition, 0L));
                updateEndOffsets(Map.of(partition, (long) records(partition).size()));
            }
        }

        Filling withCommitted(long offset) {
            assign(List.of(ESCALATIONS));
            commitSync(Map.of(ESCALATIONS, new OffsetAndMetadata(offset)));
            return this;
        }

        @Override
        public synchronized void seekToBeginning(java.util.Collection<TopicPartition> partitions) {
            super.seekToBeginning(partitions);
            for (TopicPartition partition : partitions) {
                List<byte[]> values = records(partition);
                for (int i = 0; i < values.size(); i++) {
                    addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), i, null, values.get(i)));
                }
            }
        }

        private List<byte[]> records(TopicPartition partition) {
            return partition.equals(ESCALATIONS) ? escalations : receipts;
        }
    }
}
