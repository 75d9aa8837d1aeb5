package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandsTest {
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private String vault;
    private String id;

    @BeforeEach
    void seals() {
        ShippedSchemas.trustGeneratedClasses();
        vault = folder.resolve("vault").toString();
        SigningKey key = SigningKey.create(folder.resolve("key.pem"));
        try (Vault open = Vault.open(new VaultSettings(Path.of(vault), "test", "sluice-sink"), key)) {
            id = open.seal(new Evidence(
                            escalation(), new byte[] {1}, ShippedSchemas.plain(Escalation.getClassSchema())))
                    .packageId();
        }
        Ledger.open(Path.of(vault), key, LedgerSettings.of("log.example/test"), Clock.systemUTC(), StepHook.NONE)
                .close();
    }

    @Test
    void fileIsPrintedAndItsEventIsInTheLog() throws IOException {
        int exitCode = run(
                "view",
                vault,
                id,
                "--file",
                "data/post/post.json",
                "--actor",
                "m.example",
                "--role",
                "legal",
                "--purpose",
                "first assessment");
        assertThat(exitCode).as(text(errors)).isZero();
        assertThat(text(out)).contains("words as posted");
        assertThat(log())
                .contains("\"action\":\"VIEWED\",\"actor\":\"m.example\"")
                .contains("\"authn\":\"os:");
        out.reset();
        assertThat(run("show", vault, id)).isZero();
        assertThat(text(out)).contains("viewed by m.example (legal, os:").doesNotContain("words as posted");
    }

    @Test
    void nobodyLooksWithoutSayingWhoAndWhatFor() throws IOException {
        assertThat(run("view", vault, id, "--file", "data/post/post.json")).isEqualTo(2);
        assertThat(run(
                        "view",
                        vault,
                        id,
                        "--file",
                        "data/post/post.json",
                        "--actor",
                        "a",
                        "--role",
                        "auditor",
                        "--purpose",
                        "p"))
                .isEqualTo(1);
        assertThat(text(errors)).contains("role 'auditor' may not see evidence");
        assertThat(run(
                        "view",
                        vault,
                        id,
                        "--file",
                        "data/post/post.json",
                        "--actor",
                        "a",
                        "--role",
                        "boss",
                        "--purpose",
                        "p"))
                .isEqualTo(2);
        assertThat(text(errors)).contains("role 'boss' is unknown");
        assertThat(text(out)).doesNotContain("words as posted");
        assertThat(log()).doesNotContain("VIEWED");
    }

    @Test
    void copyCanBeCheckedAlone() {
        Path copy = folder.resolve("copy");
        int exitCode = run(
                "copy",
                vault,
                id,
                "--to",
                copy.toString(),
                "--actor",
                "m.example",
                "--role",
                "legal",
                "--purpose",
                "counsel");
        assertThat(exitCode).as(text(errors)).isZero();
        assertThat(run("verify", copy.toString())).isZero();
        assertThat(run("verify", vault)).isZero();
    }

    @Test
    void allVersionsOfAPackageAreVerifiedTogether() throws IOException {
        Path versions = Path.of(vault, "packages", id.substring(0, 2), id);
        assertThat(run("verify", versions.toString())).isZero();
        assertThat(text(out)).contains(id + "/v1: ok");
        Files.writeString(versions.resolve("v1/planted"), "");
        assertThat(run("verify", versions.toString())).isEqualTo(3);
    }

    @Test
    void proofIsCheckedWithTheVersionThatItIsOf() throws IOException {
        String proof = folder.resolve("proof").toString();
        assertThat(run("prove", vault, "--package", id + "/v1", "--output", proof))
                .as(text(errors))
                .isZero();
        String versions = Path.of(vault, "packages", id.substring(0, 2), id).toString();
        assertThat(run("verify", versions, "--proof", proof)).isZero();
        assertThat(text(out)).contains("in log log.example/test, leaf 0 of 1");
        Files.writeString(Path.of(proof, "leaf.json"), "{}");
        assertThat(run("verify", versions, "--proof", proof)).isEqualTo(2);
        assertThat(text(errors)).contains("cannot be used");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "vault";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Sluice.run(
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        false),
                all);
    }

    private String log() throws IOException {
        return Files.readString(Path.of(vault, "custody/custody.jsonl"));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    static Escalation escalation() {
        Risk risk = new Risk(0.1f, 0.1f, 0f, 0f, 0f, 0.9f);
        return Escalation.newBuilder()
                .setId("escalation-1")
                .setLegalCategory("DEFAMATION")
                .setJurisdictions(List.of("GB-EAW"))
                .setUrgency(Urgency.ROUTINE)
                .setSummary("A person should look.")
                .setRequestedAction("Decide.")
                .setSource(new RawRecord("posts", 0, 1L, AT, null, null, null, null))
                .setPost(Post.newBuilder()
                        .setId("p")
                        .setCommunity("test")
                        .setThread("t")
                        .setText("words as posted")
                        .setLabels(Map.of())
                        .setCreatedAt(AT)
                        .build())
                .setAssessment(Assessment.newBuilder()
                        .setId("p/1")
                        .setPost("p")
                        .setRevision(1)
                        .setThread("t")
                        .setCommunity("test")
                        .setLanguage(new DetectedLanguage("en", 1f))
                        .setRisk(risk)
                        .setTextLength(15)
                        .setAssessedLength(15)
                        .setModels("m")
                        .setRules("r")
                        .setAssessedAt(AT)
                        .build())
                .setDecision(Decision.newBuilder()
                        .setId("p/1/1")
                        .setPost("p")
                        .setRevision(1)
                        .setThread("t")
                        .setCommunity("test")
                        .setTrigger(Trigger.POST)
                        .setOutcome(Outcome.REVIEW)
                        .setEscalated("DEFAMATION")
                        .setRule("defamation.review")
                        .setRationale("A person should look.")
                        .setRisk(risk)
                        .setLanguage("en")
                        .setContext(Context.newBuilder().build())
                        .setPolicy("default")
                        .setPolicyVersion("1.0.0")
                        .setPolicySha256("00")
                        .setRules("r")
                        .setModels("m")
                        .setPostCreatedAt(AT)
                        .setDecidedAt(AT)
                        .build())
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
}
