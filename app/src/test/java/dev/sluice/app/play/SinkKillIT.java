package dev.sluice.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.LedgerVerification;
import dev.sluice.escalation.ledger.LedgerVerifier;
import dev.sluice.escalation.vault.VaultIndex;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Promise 2: a crash of the sink at any point yields one package for each escalation, never two, never none. */
class SinkKillIT {
    private static final int ESCALATIONS = 150;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void everyEscalationHasOnePackageAlthoughTheSinkIsKilledOnTheWay() throws Exception {
        TestCluster cluster = TestCluster.create("sink-kill-");
        publish(cluster);
        Path vault = folder.resolve("vault");
        Path config = cluster.config(folder.resolve("sink.yaml"), """
                sink:
                  vault: %s
                  signingKey: %s
                  createKey: true
                """.formatted(vault, folder.resolve("key.pem")));
        Path log = folder.resolve("sink.log");
        Sealed sealed = new Sealed();
        try (OutputReader reader = new OutputReader(cluster.client(), cluster.registry(), cluster.prefix(), sealed)) {
            try (SluiceProcess first = SluiceProcess.start("sink", config, log)) {
                while (sealed.packageIds.isEmpty()) {
                    first.requireAlive();
                    reader.poll(POLL);
                }
                first.kill();
            }
            try (SluiceProcess second = SluiceProcess.start("sink", config, log)) {
                while (sealed.escalations.size() < ESCALATIONS) {
                    second.requireAlive();
                    reader.poll(POLL);
                }
            }
        }

        List<String> packages = new ArrayList<>();
        VaultIndex.list(vault, summary -> packages.add(summary.packageId()));
        assertThat(packages).doesNotHaveDuplicates().hasSize(ESCALATIONS);
        assertThat(sealed.packageIds).containsExactlyInAnyOrderElementsOf(packages);
        VaultVerification verification = VaultVerifier.verify(vault, null, each -> {});
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.packages()).isEqualTo(ESCALATIONS);
        LedgerVerification ledger = LedgerVerifier.of(vault, LedgerTrust.NONE).verify();
        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.head().size()).isEqualTo(ESCALATIONS);
    }

    private static void publish(TestCluster cluster) {
        AvroSerde<Escalation> serde =
                new AvroSerde<>(Escalation.class, cluster.registry(), TopicCatalogue.ESCALATIONS.subject());
        try (PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix())) {
            for (int i = 0; i < ESCALATIONS; i++) {
                Escalation escalation = escalation(i);
                publisher.publishRaw(
                        TopicCatalogue.ESCALATIONS,
                        escalation.getId(),
                        serde.encode(TopicCatalogue.ESCALATIONS.name(), escalation),
                        AT);
            }
            publisher.flush();
        }
    }

    static Escalation escalation(int number) {
        String post = "p" + number;
        return Escalation.newBuilder()
                .setId("escalation-" + number)
                .setLegalCategory("DEFAMATION")
                .setJurisdictions(List.of("GB-EAW"))
                .setUrgency(Urgency.ROUTINE)
                .setSummary("A person should look.")
                .setRequestedAction("Decide.")
                .setSource(new RawRecord("posts", 0, (long) number, AT, null, null, null, null))
                .setPost(Post.newBuilder()
                        .setId(post)
                        .setCommunity("test")
                        .setThread("t")
                        .setText("words as posted")
                        .setLabels(Map.of())
                        .setCreatedAt(AT)
                        .build())
                .setAssessment(Assessment.newBuilder()
                        .setId(post + "/1")
                        .setPost(post)
                        .setRevision(1)
                        .setThread("t")
                        .setCommunity("test")
                        .setLanguage(new DetectedLanguage("en", 1f))
                        .setRisk(risk())
                        .setTextLength(15)
                        .setAssessedLength(15)
                        .setModels("m")
                        .setRules("r")
                        .setAssessedAt(AT)
                        .build())
                .setDecision(decision(post))
                .setPolicy(PolicyRelease.newBuilder()
                        .setPolicy("default")
                        .setVersion("1.0.0")
                        .setSha256("00")
                        .setText("policy: default")
                        .setReleasedAt(AT)
                        .build())
                .setEscalatedAt(AT)
                .build();
    }

    private static Decision decision(String post) {
        return Decision.newBuilder()
                .setId(post + "/1/1")
                .setPost(post)
                .setRevision(1)
                .setThread("t")
                .setCommunity("test")
                .setTrigger(Trigger.POST)
                .setOutcome(Outcome.REVIEW)
                .setEscalated("DEFAMATION")
                .setRule("defamation.review")
                .setRationale("A person should look.")
                .setRisk(risk())
                .setLanguage("en")
                .setContext(Context.newBuilder()
                        .setAuthorThreadPosts(1)
                        .setThreadPosts(1)
                        .build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("00")
                .setRules("r")
                .setModels("m")
                .setPostCreatedAt(AT)
                .setDecidedAt(AT)
                .build();
    }

    private static Risk risk() {
        return new Risk(0.1f, 0.1f, 0f, 0f, 0f, 0.9f);
    }

    private static final class Sealed extends Ignored {
        private final Set<String> escalations = new HashSet<>();
        private final Set<String> packageIds = new HashSet<>();

        @Override
        public void sealed(EvidenceReceipt receipt) {
            escalations.add(receipt.getEscalation());
            packageIds.add(receipt.getPackageId());
        }
    }
}
