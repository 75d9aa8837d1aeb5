package dev.sluice.escalation.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerReader;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.timestamp.TestAuthority;
import dev.sluice.escalation.timestamp.TimestampClient;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar that recipients get, run as they run it: alone. */
class VerifierJarIT {
    @TempDir
    Path temp;

    private Path vault;
    private Path sealed;
    private Path key;

    @BeforeEach
    void seals() throws IOException {
        vault = temp.resolve("vault");
        key = Files.writeString(
                temp.resolve("trusted.pem"),
                TestVaults.key(vault).verificationKey().pem());
        try (Vault open = TestVaults.open(vault)) {
            SealResult result = open.seal(Escalations.evidence(Escalations.of("p-1")));
            sealed = vault.resolve(((SealResult.Sealed) result).location());
        }
        openLedger().close();
    }

    @Test
    void jarHoldsNothingThatCheckingDoesNotTake() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            List<String> classes = jar.stream()
                    .map(entry -> entry.getName().replaceFirst("META-INF/versions/\\d+/", ""))
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classes)
                    .contains("dev/sluice/escalation/verifier/VerifierMain.class")
                    .allMatch(name -> name.matches("(dev/sluice/escalation|com/fasterxml/jackson|org/bouncycastle)/.*"))
                    .noneMatch(name -> name.startsWith("dev/sluice/escalation/storage/s3/"))
                    .doesNotContain(
                            "dev/sluice/escalation/EscalationSink.class",
                            "dev/sluice/escalation/ledger/Ledger.class",
                            "dev/sluice/escalation/timestamp/TimestampClient.class");
        }
    }

    @Test
    void soundVaultAndSoundPackagePass() throws Exception {
        assertThat(run(vault.toString(), "--key", key.toString()).code()).isZero();
        Result result = run(sealed.toString(), "--key", key.toString());
        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("ok, 19 files").contains("(trusted)");
    }

    @Test
    void eachSortOfDamageHasItsExitCode() throws Exception {
        Path post = sealed.resolve("data/post/post.json");
        byte[] before = Files.readAllBytes(post);
        write(post, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(run(sealed.toString()).code()).as("content").isEqualTo(2);
        write(post, before);

        Path planted = Files.writeString(sealed.resolve("data/planted"), "");
        assertThat(run(sealed.toString()).code()).as("added file").isEqualTo(3);
        Files.delete(planted);

        Path signature = sealed.resolve("proof/tagmanifest-sha256.sig");
        byte[] signed = Files.readAllBytes(signature);
        byte[] other = signed.clone();
        other[0] ^= 1;
        write(signature, other);
        assertThat(run(sealed.toString()).code()).as("signature").isEqualTo(4);
        write(signature, signed);

        Path log = vault.resolve("custody/custody.jsonl");
        String events = Files.readString(log);
        Files.writeString(log, events.replace("sink-1", "sink-2"));
        assertThat(run(vault.toString()).code()).as("custody").isEqualTo(7);
        Files.writeString(log, events);

        Path stranger = Files.writeString(
                temp.resolve("stranger.pem"),
                TestVaults.key(temp.resolve("elsewhere/vault"))
                        .verificationKey()
                        .pem());
        assertThat(run(sealed.toString(), "--key", stranger.toString()).code())
                .as("unknown key")
                .isEqualTo(8);
        assertThat(run(vault.toString(), "--key", key.toString()).code())
                .as("all put back")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void tamperingIsNamedWithItsExitCode(Tampering tampering) throws Exception {
        Path three = TamperingTest.sealed(temp.resolve("three"), "p-1", "p-2", "p-3");
        Path other = TamperingTest.sealed(temp.resolve("other"), "p-4", "p-5", "p-6");
        tampering.to(three, other);
        Result result = run(three.toString(), "--key", key.toString());
        assertThat(result.output()).contains(tampering.said);
        assertThat(result.code()).isEqualTo(tampering.exitCode);
    }

    @Test
    void logThatWasCutAndTimestampThatIsNoneHaveTheirCodes() throws Exception {
        assertThat(run(vault.toString()).output()).contains("log log.example/evidence: 1 leaves");
        Path kept = Files.copy(vault.resolve("log/issued/000000000001/checkpoint.txt"), temp.resolve("kept.txt"));
        assertThat(run(vault.toString(), "--previous-checkpoint", kept.toString())
                        .code())
                .isZero();
        Path timestamp = Files.write(vault.resolve("log/issued/000000000001/first.tsr"), new byte[] {1});
        assertThat(run(vault.toString()).code()).as("timestamp").isEqualTo(5);
        Files.delete(timestamp);
        Path entries = vault.resolve("log/tile/entries/000.p/1");
        byte[] before = Files.readAllBytes(entries);
        Files.delete(entries);
        assertThat(run(vault.toString()).code()).as("log").isEqualTo(6);
        Files.write(entries, before);
        assertThat(run(vault.toString()).code()).as("all put back").isZero();
    }

    @Test
    void packageIsProvedToBeInTheLogAndItsTimestampIsChecked() throws Exception {
        Path issued = vault.resolve("log/issued/000000000001");
        try (TestAuthority authority = TestAuthority.start(TestVaults.NOW);
                TimestampClient client = new TimestampClient(Duration.ofSeconds(30))) {
            Files.write(
                    issued.resolve("first.tsr"),
                    client.stamp(Files.readAllBytes(issued.resolve("checkpoint.txt")), authority.as("first")));
        }
        Path proof = Files.createDirectory(temp.resolve("proof"));
        String id = sealed.getName(sealed.getNameCount() - 2).toString();
        for (Map.Entry<String, byte[]> file :
                new LedgerReader(vault).prove(id).files().entrySet()) {
            Files.write(proof.resolve(file.getKey()), file.getValue());
        }
        Result proved = run(sealed.toString(), "--key", key.toString(), "--proof", proof.toString());
        assertThat(proved.output())
                .contains("in log log.example/evidence, leaf 0 of 1")
                .contains("existed at 2026-11-01T12:00:00", "taken at its word: give --tsa");
        assertThat(proved.code()).isZero();
        Files.write(proof.resolve("first.tsr"), new byte[] {1});
        assertThat(run(sealed.toString(), "--proof", proof.toString()).code()).isEqualTo(5);
    }

    @Test
    void wrongArgumentsAreToldInOneLine() throws Exception {
        for (String[] wrong : List.of(
                new String[] {},
                new String[] {"--key"},
                new String[] {"--colour", "red"},
                new String[] {temp.resolve("nowhere").toString()},
                new String[] {
                    vault.toString(), "--key", temp.resolve("none.pem").toString()
                })) {
            Result result = run(wrong);
            assertThat(result.code()).isEqualTo(64);
            assertThat(result.output().strip().lines()).hasSize(1);
        }
        assertThat(run("--help").output()).contains("Exit codes");
    }

    private Ledger openLedger() {
        return Ledger.open(
                vault,
                TestVaults.key(vault),
                LedgerSettings.of("log.example/evidence"),
                TestVaults.CLOCK,
                StepHook.NONE);
    }

    private record Result(int code, String output) {}

    private static Result run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.getFileName().toString().endsWith("-verifier.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the verifier's jar is missing: package builds it"))
                    .toAbsolutePath();
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.write(file, content);
    }
}
