package dev.sluice.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.LedgerVerification;
import dev.sluice.escalation.ledger.LedgerVerifier;
import dev.sluice.escalation.reconcile.Report;
import dev.sluice.escalation.vault.VaultIndex;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 2: the sink is killed again and again, at points that a seeded random number chooses: every escalation has one package, no
 * more and no less, and every document one version. How many is told by {@code -Dsluice.faults.escalations} and {@code
 * -Dsluice.faults.kills}; {@code -Pfaults} seals 10,000.
 */
class SinkKillsIT {
    private static final int ESCALATIONS = Integer.getInteger("sluice.faults.escalations", 600);
    private static final int KILLS = Integer.getInteger("sluice.faults.kills", 3);
    private static final long SEED = Long.getLong("sluice.faults.seed", 20_261_101);
    /** One in so many has a document that came later. */
    private static final int SUPPLEMENTED = 50;

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    @Timeout(3600)
    void everyEscalationHasOnePackageHoweverOftenTheSinkIsKilled() throws Exception {
        TestCluster cluster = TestCluster.create("sink-kills-");
        publish(cluster);
        Path config = config(cluster);
        Sealed sealed = new Sealed();
        int expected = ESCALATIONS + ESCALATIONS / SUPPLEMENTED;
        try (OutputReader reader = new OutputReader(cluster.client(), cluster.registry(), cluster.prefix(), sealed)) {
            for (int killAt : killPoints(expected)) {
                runUntil(killAt, config, reader, sealed);
            }
            runUntil(expected, config, reader, sealed);
        }

        Path vault = folder.resolve("vault");
        List<String> versions = new ArrayList<>();
        VaultIndex.list(vault, summary -> versions.add(summary.packageId() + "/" + summary.version()));
        assertThat(versions).doesNotHaveDuplicates().hasSize(expected);
        assertThat(sealed.custodyHashes.keySet()).containsExactlyInAnyOrderElementsOf(versions);
        assertThat(sealed.custodyHashes.values())
                .allSatisfy(hashes -> assertThat(hashes).hasSize(1));
        VaultVerification verification = VaultVerifier.verify(vault, null, each -> {});
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.broken()).isZero();
        assertThat(verification.packages()).isEqualTo(expected);
        LedgerVerification ledger = LedgerVerifier.of(vault, LedgerTrust.NONE).verify();
        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.head().size()).isEqualTo(expected);
        Report report = reconcile(config);
        assertThat(report.gaps()).isEmpty();
    }

    private static List<Integer> killPoints(int expected) {
        return new Random(SEED).ints(KILLS, 1, expected).sorted().boxed().toList();
    }

    /** How far the sink has come beyond the receipts that are seen when it is killed, nobody knows. */
    private void runUntil(int receipts, Path config, OutputReader reader, Sealed sealed) throws Exception {
        if (sealed.custodyHashes.size() >= receipts) {
            return;
        }
        try (SluiceProcess sink = SluiceProcess.start("sink", config, folder.resolve("sink.log"))) {
            while (sealed.custodyHashes.size() < receipts) {
                sink.requireAlive();
                reader.poll(POLL);
            }
            sink.kill();
        }
    }

    private static Report reconcile(Path file) {
        SluiceConfig config = ConfigReader.read(file);
        return EscalationSink.reconcile(Processes.sink(config, java.util.Objects.requireNonNull(config.sink())));
    }

    /** A short session, for the group gives a dead member's partitions away only when that is over. */
    private Path config(TestCluster cluster) throws IOException {
        return Files.writeString(folder.resolve("sink.yaml"), """
                kafka:
                  bootstrapServers: %s
                  topicPrefix: %s
                  properties: {session.timeout.ms: "6000", heartbeat.interval.ms: "1000"}
                registry:
                  urls: ["mock://test"]
                  autoRegister: true
                sink:
                  vault: %s
                  signingKey: %s
                  createKey: true
                """.formatted(
                        cluster.client().get("bootstrap.servers"),
                        cluster.prefix(),
                        folder.resolve("vault"),
                        folder.resolve("key.pem")));
    }

    private static void publish(TestCluster cluster) {
        AvroSerde<Escalation> escalations =
                new AvroSerde<>(Escalation.class, cluster.registry(), TopicCatalogue.ESCALATIONS.subject());
        AvroSerde<EvidenceSupplement> supplements =
                new AvroSerde<>(EvidenceSupplement.class, cluster.registry(), TopicCatalogue.SUPPLEMENTS.subject());
        try (PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix())) {
            for (int i = 0; i < ESCALATIONS; i++) {
                Escalation escalation = Escalations.escalation(i);
                publisher.publishRaw(
                        TopicCatalogue.ESCALATIONS,
                        escalation.getId(),
                        escalations.encode(TopicCatalogue.ESCALATIONS.name(), escalation),
                        AT);
                if (i % SUPPLEMENTED == 0) {
                    publisher.publishRaw(
                            TopicCatalogue.SUPPLEMENTS,
                            escalation.getId(),
                            supplements.encode(TopicCatalogue.SUPPLEMENTS.name(), supplement(escalation.getId())),
                            AT);
                }
            }
            publisher.flush();
        }
    }

    private static EvidenceSupplement supplement(String escalation) {
        return EvidenceSupplement.newBuilder()
                .setId("s-" + escalation)
                .setEscalation(escalation)
                .setKind("correspondence")
                .setDocument(Exhibit.newBuilder()
                        .setId("d-" + escalation)
                        .setName("answer.txt")
                        .setAt(AT)
                        .setContent(ByteBuffer.wrap("An answer.".getBytes(StandardCharsets.UTF_8)))
                        .build())
                .setReason("An answer came.")
                .setAt(AT)
                .build();
    }

    /** Receipts by package and version; the same one may come twice, and must say the same then. */
    private static final class Sealed extends Ignored {
        private final Map<String, Set<String>> custodyHashes = new HashMap<>();

        @Override
        public void sealed(EvidenceReceipt receipt) {
            custodyHashes
                    .computeIfAbsent(receipt.getPackageId() + "/" + receipt.getVersion(), key -> new HashSet<>())
                    .add(receipt.getCustodyHash());
        }
    }
}
