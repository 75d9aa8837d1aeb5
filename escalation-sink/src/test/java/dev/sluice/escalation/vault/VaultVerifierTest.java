package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultVerifierTest {
    @TempDir
    Path temp;

    private Path vault;
    private Path first;
    private Path second;
    private Path log;

    @BeforeEach
    void seals() {
        vault = temp.resolve("vault");
        first = TestVaults.seal(vault, "p-1");
        second = TestVaults.seal(vault, "p-2");
        log = vault.resolve("custody/custody.jsonl");
    }

    @Test
    void untouchedVaultIsOk() {
        List<Verification> each = new ArrayList<>();
        VaultVerification verification =
                VaultVerifier.verify(vault, List.of(TestVaults.key(vault).verificationKey()), each::add);
        assertThat(verification).isEqualTo(new VaultVerification(2, 0, 2, List.of(), List.of(), 0));
        assertThat(each).extracting(Verification::keyTrusted).containsExactly(true, true);
    }

    @Test
    void changedPackageIsCounted() throws IOException {
        Files.writeString(first.resolve("added"), "");
        assertThat(verify().broken()).isEqualTo(1);
        assertThat(verify().exitCode()).isEqualTo(3);
    }

    @Test
    void missingPackageIsNamed() throws IOException {
        Files.move(first, temp.resolve("taken"));
        assertThat(verify().problems())
                .containsExactly(new Problem(
                        Kind.COMPLETENESS,
                        vault.relativize(first).toString(),
                        "is missing, and custody event 1 names it"));
        assertThat(verify().exitCode()).isEqualTo(3);
    }

    @Test
    void packageWithoutCustodyEventIsAGap() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.writeString(log, lines.get(0) + "\n");
        assertThat(verify().problems())
                .containsExactly(new Problem(
                        Kind.CUSTODY, vault.relativize(second).toString(), "is in no event of the custody log"));
        assertThat(verify().exitCode()).isEqualTo(7);
    }

    @Test
    void packageThatAnotherTookThePlaceOfIsAGap() throws IOException {
        Path other = temp.resolve("other");
        var changed = Escalations.of("p-1");
        changed.setSummary("Another summary.");
        try (Vault forged = TestVaults.open(other)) {
            forged.seal(Escalations.evidence(changed));
        }
        Files.move(first, temp.resolve("taken"));
        Files.move(other.resolve(vault.relativize(first)), first);
        assertThat(verify().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.CUSTODY);
            assertThat(problem.detail()).isEqualTo("is not what custody event 1 names");
        });
    }

    @Test
    void changedRemovedSwappedAndDoubledEventsBreakTheChain() throws IOException {
        List<String> lines = Files.readAllLines(log);
        for (String damaged : List.of(
                lines.get(0).replace("sink-1", "sink-2") + "\n" + lines.get(1) + "\n",
                lines.get(1) + "\n",
                lines.get(1) + "\n" + lines.get(0) + "\n",
                lines.get(0) + "\n" + lines.get(0) + "\n" + lines.get(1) + "\n",
                lines.get(0) + " \n" + lines.get(1) + "\n",
                "\n" + lines.get(0) + "\n")) {
            Files.writeString(log, damaged);
            assertThat(verify().exitCode()).as(damaged).isEqualTo(7);
            assertThat(verify().problems()).extracting(Problem::path).contains("custody/custody.jsonl");
        }
    }

    @Test
    void sinkRefusesToGoOnWithABrokenChain() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.writeString(log, lines.get(1) + "\n");
        assertThatThrownBy(() -> TestVaults.open(vault))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("custody event 1");
    }

    @Test
    void unfinishedLastLineIsOnlyNoted() throws IOException {
        Files.writeString(log, Files.readString(log) + "{\"action\":");
        assertThat(verify().ok()).isTrue();
        assertThat(verify().notes()).singleElement().asString().contains("10 bytes");
    }

    @Test
    void strangerAmongPackagesIsNamed() throws IOException {
        Files.writeString(vault.resolve("packages/readme.txt"), "");
        Files.createDirectories(vault.resolve("packages/zz/nonsense"));
        assertThat(verify().problems())
                .containsExactlyInAnyOrder(
                        new Problem(Kind.COMPLETENESS, "packages/readme.txt", "was added"),
                        new Problem(Kind.COMPLETENESS, "packages/zz/nonsense", "was added"));
    }

    @Test
    void verifiesWhileASinkHasItOpen() {
        try (Vault open = TestVaults.open(vault)) {
            open.seal(Escalations.evidence(Escalations.of("p-3")));
            assertThat(verify().packages()).isEqualTo(3);
            assertThat(verify().ok()).isTrue();
        }
    }

    @Test
    void listsAndShowsWithoutTheWords() {
        List<PackageSummary> list = new ArrayList<>();
        VaultIndex.list(vault, list::add);
        assertThat(list).hasSize(2).allSatisfy(summary -> {
            assertThat(summary.legalCategory()).isEqualTo("defamation");
            assertThat(summary.sealedAt()).isEqualTo(TestVaults.NOW);
            assertThat(summary.present()).isTrue();
        });
        VaultIndex.Details details =
                VaultIndex.show(vault, list.get(0).packageId().substring(0, 8));
        assertThat(details.summary()).isEqualTo(list.get(0));
        assertThat(details.files()).hasSize(19).contains("data/post/post.json");
        assertThat(details.events()).hasSize(1);
        assertThat(details.toString()).doesNotContain(Escalations.WORDS);
    }

    @Test
    void showingNothingOrTooMuchIsAnError() {
        assertThatThrownBy(() -> VaultIndex.show(vault, "zz"))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("'zz' names 0 packages");
        assertThatThrownBy(() -> VaultIndex.show(vault, "")).isInstanceOf(VaultException.class);
    }

    @Test
    void folderThatIsNoVaultIsAnError() {
        assertThatThrownBy(() -> VaultVerifier.verify(temp.resolve("nowhere"), null, each -> {}))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("does not exist");
    }

    private VaultVerification verify() {
        return VaultVerifier.verify(vault, null, each -> {});
    }
}
