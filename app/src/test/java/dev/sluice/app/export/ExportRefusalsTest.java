package dev.sluice.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.export.loadfile.Bates;
import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportRefusalsTest {
    @TempDir
    Path folder;

    private SealedCase sealed;
    private String id;
    private Path output;

    @BeforeEach
    void seals() throws IOException {
        sealed = new SealedCase(folder);
        id = sealed.seal(SealedCase.full("p-1"));
        output = folder.resolve("made");
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"APPEND", "SYNC_APPEND"})
    void nothingIsMadeWhereTheEventCannotBeWritten(Step failing) {
        StepHook full = (step, path) -> {
            if (step == failing) {
                throw new IOException("No space left on device");
            }
        };
        try (EvidenceAccess access = open(full)) {
            assertThatThrownBy(() -> new ExportDesk(sealed.vault(), access).carryOut(order(output)))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("nothing was handed out")
                    .hasMessageContaining("No space left on device");
        }
        assertThat(output).doesNotExist();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("vault", "key.pem");
    }

    @Test
    void eventsAreInTheLogBeforeTheFirstByte() throws IOException {
        List<Boolean> there = new ArrayList<>();
        StepHook watch = (step, path) -> {
            if (step == Step.APPEND) {
                try (var files = Files.walk(folder)) {
                    there.add(files.anyMatch(file -> file.endsWith("content")));
                }
            }
        };
        try (EvidenceAccess access = open(watch)) {
            new ExportDesk(sealed.vault(), access).carryOut(order(output));
        }
        assertThat(there).containsExactly(false);
        assertThat(output).exists();
        assertThat(log()).containsSubsequence("\"action\":\"REDACTED\"", "\"action\":\"EXPORTED\"");
        sealed.log();
        assertThat(sealed.run("vault", "verify", sealed.vault().toString()))
                .as(sealed.out())
                .isZero();
    }

    @Test
    void damagedPackageIsRefusedByTheNameOfTheFile() throws IOException {
        Path post = sealed.vault().resolve("packages/" + id.substring(0, 2) + "/" + id + "/v1/data/post/post.json");
        Files.setPosixFilePermissions(post, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(post, "{}");
        assertThat(sealed.export("dossier", output, "--package", id)).isEqualTo(1);
        assertThat(sealed.errors()).contains("is not as it was sealed").contains("data/post/post.json");
        assertThat(output).doesNotExist();
        assertThat(log()).doesNotContain("EXPORTED");
    }

    @Test
    void plantedFileIsRefused() throws IOException {
        Path data = sealed.vault().resolve("packages/" + id.substring(0, 2) + "/" + id + "/v1/data");
        Files.writeString(data.resolve("planted.json"), "{}");
        assertThat(sealed.export("bag", output, "--package", id)).isEqualTo(1);
        assertThat(sealed.errors()).contains("planted.json");
        assertThat(output).doesNotExist();
    }

    @Test
    void oneDamagedPackageStopsTheWholeProduction() throws IOException {
        String other = sealed.seal(SealedCase.plain("p-2", "words"));
        Files.delete(
                sealed.vault().resolve("packages/" + other.substring(0, 2) + "/" + other + "/v1/data/post/post.json"));
        assertThat(sealed.export("cases-csv", output, "--package", id, "--package", other))
                .isEqualTo(1);
        assertThat(output).doesNotExist();
        assertThat(log()).doesNotContain("EXPORTED");
    }

    @Test
    void existingOutputStaysAsItIs() throws IOException {
        Files.writeString(output, "mine");
        assertThat(sealed.export("dossier", output, "--package", id)).isNotZero();
        assertThat(sealed.errors()).contains("exists already");
        assertThat(output).hasContent("mine");
        assertThat(log()).doesNotContain("EXPORTED");
    }

    @Test
    void outputInTheVaultIsRefused() {
        Path inside = sealed.vault().resolve("packages/dossier.pdf");
        assertThat(sealed.export("dossier", inside, "--package", id)).isEqualTo(2);
        assertThat(sealed.errors()).contains("is in the vault");
    }

    @Test
    void unknownPackageAndVersionAreNamed() {
        assertThat(sealed.export("dossier", output, "--package", "ffff")).isEqualTo(1);
        assertThat(sealed.export("dossier", output, "--package", id + "/v7")).isEqualTo(1);
        assertThat(sealed.errors()).contains("package 'ffff' names 0 packages").contains("/v7' names 0 packages");
        assertThat(output).doesNotExist();
    }

    @Test
    void versionThatIsNotTheLastCanBeNamed() throws IOException {
        var next = SealedCase.full("p-1");
        next.setVersion(2);
        next.setChange("a letter");
        sealed.seal(next);
        assertThat(sealed.export("cases-csv", output, "--package", id + "/v1", "--package", id))
                .isZero();
        assertThat(Files.readAllLines(output)).hasSize(3).element(2).asString().contains("," + id + ",2,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor", "data-protection", "reviewer", "scorer", "sink"})
    void onlyLegalHandsOver(String role) throws IOException {
        int exitCode = sealed.run(
                "vault",
                "export",
                sealed.vault().toString(),
                "--as",
                "bag",
                "--output",
                output.toString(),
                "--package",
                id,
                "--actor",
                "a",
                "--role",
                role,
                "--purpose",
                "p");
        assertThat(exitCode).isEqualTo(1);
        assertThat(sealed.errors()).contains("role '" + role + "' may not see evidence");
        assertThat(output).doesNotExist();
        assertThat(log()).doesNotContain("EXPORTED");
    }

    @Test
    void purposeIsDemanded() {
        assertThat(sealed.run(
                        "vault",
                        "export",
                        sealed.vault().toString(),
                        "--as",
                        "bag",
                        "--output",
                        output.toString(),
                        "--package",
                        id,
                        "--actor",
                        "a",
                        "--role",
                        "legal"))
                .isEqualTo(2);
        assertThat(sealed.run(
                        "vault",
                        "export",
                        sealed.vault().toString(),
                        "--as",
                        "bag",
                        "--output",
                        output.toString(),
                        "--package",
                        id,
                        "--actor",
                        "a",
                        "--role",
                        "legal",
                        "--purpose",
                        " "))
                .isEqualTo(2);
        assertThat(sealed.errors()).contains("purpose is blank");
        assertThat(output).doesNotExist();
    }

    @Test
    void unredactedNeedsAReason() throws IOException {
        assertThat(sealed.export("bag", output, "--package", id, "--unredacted"))
                .isEqualTo(2);
        assertThat(sealed.export("bag", output, "--package", id, "--unredacted", "--reason", " "))
                .isEqualTo(2);
        assertThat(sealed.export("bag", output, "--package", id, "--reason", "because"))
                .isEqualTo(2);
        assertThat(sealed.errors())
                .contains("--reason is missing")
                .contains("reason is blank")
                .contains("--reason is given without --unredacted");
        assertThat(log()).doesNotContain("UNMASKED");
    }

    @Test
    void wrongArgumentsSayWhatIsAllowed() {
        assertThat(sealed.export("docx", output, "--package", id)).isEqualTo(2);
        assertThat(sealed.export("dossier", output, "--package", id, "--package", id))
                .isEqualTo(2);
        assertThat(sealed.export("cases-csv", output, "--package", id, "--package", id + "/v1"))
                .isEqualTo(2);
        assertThat(sealed.export("load-file", output, "--package", id, "--bates-prefix", "../x"))
                .isEqualTo(2);
        assertThat(sealed.export("load-file", output, "--package", id, "--profile", "nosuch"))
                .isEqualTo(2);
        assertThat(sealed.export("dossier", output, "--package", id, "--zone", "Mars/Base"))
                .isEqualTo(2);
        assertThat(sealed.errors())
                .contains("format 'docx' is unknown; allowed: bag, dossier")
                .contains("2 packages are named for a dossier")
                .contains("is named twice")
                .contains("Bates prefix '../x'")
                .contains("cannot be read (NoSuchFileException); allowed: concordance, csv, or a file")
                .contains("zone 'Mars/Base' is unknown");
        assertThat(output).doesNotExist();
    }

    @Test
    void profileAndRegisterAreReadStrictly() throws IOException {
        Path profile = folder.resolve("p.yaml");
        Files.writeString(profile, "profile: x\nfieldDelimeter: ','\n");
        assertThat(sealed.export("load-file", output, "--package", id, "--profile", profile.toString()))
                .isEqualTo(2);
        Path register = folder.resolve("r.csv");
        Files.writeString(register, "prefix,first,last,document\nA,1,2,x/2\nA,2,3,y/2\n");
        assertThat(sealed.export("load-file", output, "--package", id, "--register", register.toString()))
                .isEqualTo(2);
        assertThat(sealed.errors())
                .contains("p.yaml:2: 'fieldDelimeter' is no key")
                .contains("r.csv:3: gives a number or names a document a second time");
    }

    @Test
    void failedOutputLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "");
        assertThat(sealed.export("dossier", file.resolve("under.pdf"), "--package", id))
                .isNotZero();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("vault", "key.pem", "file");
    }

    private ExportOrder order(Path target) {
        Path templates = Path.of(System.getProperty("sluice.home", "."), "policies", "exports");
        return new ExportOrder(
                List.of(id),
                ExportFormat.CASES_CSV,
                target,
                "for counsel",
                "Counsel LLP",
                null,
                ZoneOffset.UTC,
                templates,
                new ExportOrder.Numbering("concordance", new Bates("A", 1, 7), null));
    }

    private EvidenceAccess open(StepHook hook) {
        return EvidenceAccess.open(
                sealed.vault(),
                FolderStorage.reading(sealed.vault()),
                new Actor("m.example", Role.LEGAL, "os:mex"),
                Clock.fixed(SealedCase.AT, ZoneOffset.UTC),
                hook);
    }

    private String log() throws IOException {
        return Files.readString(sealed.vault().resolve("custody/custody.jsonl"));
    }
}
