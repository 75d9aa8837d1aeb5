package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.vault.Problem.Kind;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import dev.sluice.escalation.vault.VaultVerification.CustodyEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
        CustodyEvent last = VaultIndex.show(vault, idOf(second)).events().getLast();
        CustodyEnd end = new CustodyEnd(4, last.hash(), last.hash());
        assertThat(verification).isEqualTo(new VaultVerification(2, 0, end, List.of(), List.of(), 0));
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
                        "is missing, and custody event 2 names it"));
        assertThat(verify().exitCode()).isEqualTo(3);
    }

    @Test
    void packageWithoutCustodyEventIsAGap() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.writeString(log, lines.get(0) + "\n" + lines.get(1) + "\n");
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
            assertThat(problem.detail()).isEqualTo("is not what custody event 2 names");
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
    void logCutOffAtItsEndEndsWithAnotherHash() throws IOException {
        String before = verify().custody().headHash();
        Files.writeString(log, String.join("\n", Files.readAllLines(log).subList(0, 2)) + "\n");
        remove(second.getParent());
        assertThat(verify().ok()).isTrue();
        assertThat(verify().custody().headHash()).isNotEqualTo(before);
        Files.writeString(log, "");
        remove(first.getParent());
        assertThat(verify().custody()).isEqualTo(new CustodyEnd(0, "0".repeat(64), null));
    }

    @Test
    void lastReceiptsHashIsShownWhereAQuarantineFollowedIt() throws IOException {
        String sealing = verify().custody().headHash();
        String aside = quarantine().hash();
        assertThat(verify().custody()).isEqualTo(new CustodyEnd(5, aside, sealing));
    }

    @Test
    void vaultWithoutCustodyLogIsNotOkEvenWhereNothingIsInIt() throws IOException {
        Problem missing = new Problem(Kind.COMPLETENESS, "custody/custody.jsonl", "is missing");
        Files.delete(log);
        assertThat(verify().problems()).contains(missing);
        assertThat(verify().exitCode()).isEqualTo(3);
        Path empty = Files.createDirectory(temp.resolve("empty"));
        VaultVerification verification = VaultVerifier.verify(empty, null, each -> {});
        assertThat(verification.problems()).containsExactly(missing);
        assertThat(verification.exitCode()).isEqualTo(3);
        assertThatThrownBy(() -> VaultIndex.list(vault, each -> {})).hasMessageContaining("is missing");
    }

    @Test
    void vaultWithoutPackagesIsNotOk() throws IOException {
        remove(vault.resolve("packages"));
        assertThat(verify().problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.detail()).startsWith("is missing, and custody event"));
        assertThat(verify().exitCode()).isEqualTo(3);
    }

    @Test
    void strangersInRootCustodyAndStagingAreNamed() throws IOException {
        Files.writeString(vault.resolve("bagit.txt"), "");
        Files.writeString(vault.resolve("no\u001Bte"), "");
        Files.createDirectory(vault.resolve("extra"));
        Files.writeString(vault.resolve("custody/custody.jsonl.old"), "");
        Files.writeString(vault.resolve("staging/notes.txt"), "");
        assertThat(verify().problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "bagit.txt: was added",
                        "no?te: was added",
                        "extra: was added",
                        "custody/custody.jsonl.old: was added",
                        "staging/notes.txt: was added");
        assertThat(verify().exitCode()).isEqualTo(3);
    }

    @Test
    void linkInPlaceOfAVaultsFolderIsNamed() throws IOException {
        Files.move(vault.resolve("packages"), temp.resolve("elsewhere"));
        Files.createSymbolicLink(vault.resolve("packages"), temp.resolve("elsewhere"));
        assertThat(verify().problems())
                .extracting(Problem::toString)
                .containsExactly("packages: is a file, link or device, where a folder belongs");
    }

    @Test
    void whatACrashLeftInStagingIsOnlyNoted() throws IOException {
        String id = "ab".repeat(20);
        Files.writeString(
                Files.createDirectory(vault.resolve("staging").resolve(id)).resolve("bagit.txt"), "half");
        assertThat(verify().ok()).isTrue();
        assertThat(verify().notes()).singleElement().asString().startsWith("staging/" + id);
    }

    @Test
    void everyChangeOfAQuarantinedRecordIsNamed() throws IOException {
        Path aside = vault.resolve(Names.quarantine(quarantine().act().packageId()));
        String location = vault.relativize(aside).toString();
        assertThat(verify().ok()).isTrue();
        for (String name : List.of("key.bin", "value.bin", "why.json")) {
            byte[] before = Files.readAllBytes(aside.resolve(name));
            Files.delete(aside.resolve(name));
            assertThat(verify().problems())
                    .as(name + " missing")
                    .contains(new Problem(Kind.CUSTODY, location, "is not what custody event 5 names"));
            Files.write(aside.resolve(name), new byte[] {1});
            assertThat(verify().exitCode()).as(name + " changed").isEqualTo(7);
            Files.write(aside.resolve(name), before);
            assertThat(verify().ok()).as(name).isTrue();
        }
        Files.delete(aside.resolve("why.json"));
        Files.writeString(aside.resolve("extra"), "");
        assertThat(verify().problems())
                .extracting(Problem::toString)
                .contains(location + "/extra: was added", location + "/why.json: is missing");
        assertThat(verify().exitCode()).isEqualTo(3);
    }

    @Test
    void strangerAmongPackagesIsNamed() throws IOException {
        Files.writeString(vault.resolve("packages/readme.txt"), "");
        Files.createDirectories(vault.resolve("packages/zz/nonsense"));
        Files.createDirectories(vault.resolve("packages/00/nonsense"));
        assertThat(verify().problems())
                .containsExactlyInAnyOrder(
                        new Problem(Kind.COMPLETENESS, "packages/readme.txt", "was added"),
                        new Problem(Kind.COMPLETENESS, "packages/zz", "was added"),
                        new Problem(Kind.COMPLETENESS, "packages/00/nonsense", "was added"));
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
        assertThat(details.files()).hasSize(22).contains("data/post/post.json");
        assertThat(details.events()).hasSize(2);
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

    private static String idOf(Path sealed) {
        return sealed.getParent().getFileName().toString();
    }

    private CustodyEvent quarantine() {
        try (Vault open = TestVaults.open(vault)) {
            return open.quarantine(new UnsealableRecord(
                    new Place("escalations", 0, 7), 12L, new byte[] {7}, new byte[] {8}, "MALFORMED", "why"));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private VaultVerification verify() {
        return VaultVerifier.verify(vault, null, each -> {});
    }
}
