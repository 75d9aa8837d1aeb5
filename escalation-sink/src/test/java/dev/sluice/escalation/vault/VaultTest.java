package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import dev.sluice.schemas.Escalation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VaultTest {
    @TempDir
    Path temp;

    @Test
    void packageHoldsEveryPartOfTheEvidence() throws IOException {
        Path sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
        assertThat(TestVaults.files(sealed).keySet())
                .containsExactlyInAnyOrder(
                        "VERIFY.md",
                        "verify.sh",
                        "bag-info.txt",
                        "bagit.txt",
                        "manifest-sha256.txt",
                        "manifest-sha512.txt",
                        "tagmanifest-sha256.txt",
                        "data/assessment/assessment.json",
                        "data/decision/decision.json",
                        "data/escalation/escalation.avro",
                        "data/escalation/escalation.avsc",
                        "data/escalation/escalation.json",
                        "data/policy/default@1.0.0.yaml",
                        "data/policy/release.json",
                        "data/post/post.json",
                        "data/raw/key.bin",
                        "data/raw/posts-3-9007199254740993.avro",
                        "data/raw/record.json",
                        "data/raw/schema.avsc",
                        "proof/manifest.dsse.json",
                        "proof/signer.pem",
                        "proof/tagmanifest-sha256.sig");
    }

    @Test
    void rawBytesAreThoseThatWereRead() throws IOException {
        Path sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
        Escalation escalation = Escalations.of("p-1");
        assertThat(sealed.resolve("data/escalation/escalation.avro")).hasBinaryContent(Escalations.bytes(escalation));
        assertThat(sealed.resolve("data/raw/posts-3-9007199254740993.avro"))
                .hasBinaryContent(escalation.getSource().getValue().array());
        assertThat(sealed.resolve("data/raw/key.bin")).hasContent("t-1");
        assertThat(sealed.resolve("data/policy/default@1.0.0.yaml"))
                .hasContent(escalation.getPolicy().getText());
    }

    @Test
    void jsonKeepsLongsExactAndWordsReadable() throws IOException {
        Path sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
        assertThat(Files.readString(sealed.resolve("data/raw/record.json")))
                .contains("\"offset\" : \"9007199254740993\"")
                .contains("\"timestamp\" : \"2023-11-14T22:13:20.123Z\"");
        assertThat(Files.readString(sealed.resolve("data/post/post.json")))
                .contains(Escalations.WORDS)
                .containsSubsequence("\"a\" : \"1\"", "\"b\" : \"2\"");
    }

    @Test
    void sealingAgainChangesNothing() throws IOException {
        Path folder = temp.resolve("vault");
        try (Vault vault = TestVaults.open(folder)) {
            SealResult first = vault.seal(Escalations.evidence(Escalations.of("p-1")));
            SortedMap<String, byte[]> before = TestVaults.files(folder);
            SealResult second = vault.seal(Escalations.evidence(Escalations.of("p-1")));
            SealResult.Sealed sealed = (SealResult.Sealed) first;
            assertThat(second)
                    .isEqualTo(new SealResult.Sealed(
                            sealed.packageId(), sealed.location(), sealed.signerKeyId(), sealed.custody(), true));
            assertThat(TestVaults.files(folder)).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void sealingAgainAfterARestartChangesNothing() throws IOException {
        Path folder = temp.resolve("vault");
        TestVaults.seal(folder, "p-1");
        SortedMap<String, byte[]> before = TestVaults.files(folder);
        TestVaults.seal(folder, "p-1");
        assertThat(TestVaults.files(folder)).containsExactlyEntriesOf(before);
    }

    @Test
    void otherContentUnderTheSameIdIsAConflictAndLeavesThePackageAlone() throws IOException {
        Path folder = temp.resolve("vault");
        TestVaults.seal(folder, "p-1");
        SortedMap<String, byte[]> before = TestVaults.files(folder);
        Escalation other = Escalations.of("p-1");
        other.setSummary("Another summary.");
        try (Vault vault = TestVaults.open(folder)) {
            assertThat(vault.seal(Escalations.evidence(other))).isInstanceOf(SealResult.Conflict.class);
        }
        assertThat(TestVaults.files(folder)).containsExactlyEntriesOf(before);
    }

    @Test
    void lostPackageIsRestoredOnlyAsItWasSealed() throws IOException {
        Path folder = temp.resolve("vault");
        Path sealed = TestVaults.seal(folder, "p-1");
        SortedMap<String, byte[]> before = TestVaults.files(folder);
        remove(sealed);
        Escalation other = Escalations.of("p-1");
        other.setSummary("Another summary.");
        try (Vault vault = TestVaults.open(folder)) {
            assertThat(vault.seal(Escalations.evidence(other))).isInstanceOf(SealResult.Conflict.class);
            vault.seal(Escalations.evidence(Escalations.of("p-1")));
        }
        assertThat(TestVaults.files(folder)).containsExactlyEntriesOf(before);
    }

    @Test
    void damagedPackageWithoutCustodyEventIsNotSwornTo() throws IOException {
        Path folder = temp.resolve("vault");
        Path sealed = TestVaults.seal(folder, "p-1");
        Files.delete(folder.resolve("custody/custody.jsonl"));
        Files.delete(sealed.resolve("data/post/post.json"));
        try (Vault vault = TestVaults.open(folder)) {
            assertThatThrownBy(() -> vault.seal(Escalations.evidence(Escalations.of("p-1"))))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("is damaged and was never sealed");
        }
    }

    static List<String> hostileIds() {
        return List.of(
                "../../../etc/passwd",
                "..",
                ".",
                "/etc/passwd",
                "a/b\\c",
                "nul\0byte",
                "line\nbreak\r\nBag-Size: 1",
                "CON",
                "A",
                "a",
                "\u202Egpj.exe",
                "x".repeat(100_000),
                "\uD83D\uDE21",
                "-rf");
    }

    @ParameterizedTest
    @MethodSource("hostileIds")
    void hostileIdsStayInsideTheVaultAndVerify(String id) throws IOException {
        Path folder = temp.resolve("vault");
        Escalation escalation = Escalations.of(id);
        escalation.getSource().setTopic(id);
        escalation.getPolicy().setPolicy(id);
        escalation.getPolicy().setVersion(id);
        escalation.setLegalCategory(id);
        try (Vault vault = TestVaults.open(folder)) {
            SealResult.Sealed sealed = (SealResult.Sealed) vault.seal(Escalations.evidence(escalation));
            Path target = folder.resolve(sealed.location());
            assertThat(PackageVerifier.verify(target, null).problems()).isEmpty();
            assertThat(TestVaults.files(target).keySet()).allMatch(path -> path.matches("[A-Za-z0-9._@/-]{1,220}"));
            assertThat(Files.readString(target.resolve("bag-info.txt")).lines()).hasSize(7);
        }
        try (var entries = Files.list(temp)) {
            assertThat(entries.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("vault", "signing.pem");
        }
    }

    @Test
    void idsThatDifferInCaseOrTenantHaveTheirOwnPackages() {
        assertThat(Names.packageId("t", "A")).isNotEqualTo(Names.packageId("t", "a"));
        assertThat(Names.packageId("t", "A")).isNotEqualTo(Names.packageId("u", "A"));
        assertThat(Names.part("Posts")).startsWith("sha256-").isNotEqualTo(Names.part("POSTS"));
    }

    @Test
    void quarantineKeepsTheRecordWholeAndOnce() throws IOException {
        Path folder = temp.resolve("vault");
        byte[] value = {0, 1, 2, (byte) 0xff};
        UnsealableRecord record = new UnsealableRecord(
                new Place("escalations", 0, 7), 12L, "k".getBytes(StandardCharsets.UTF_8), value, "UNDECODABLE", "why");
        try (Vault vault = TestVaults.open(folder)) {
            CustodyEvent first = vault.quarantine(record);
            assertThat(vault.quarantine(record)).isEqualTo(first);
            assertThat(first.act().action()).isEqualTo(CustodyAction.QUARANTINED);
            Path kept = folder.resolve(Names.quarantine(first.act().packageId()));
            assertThat(kept.resolve("value.bin")).hasBinaryContent(value);
            assertThat(kept.resolve("key.bin")).hasContent("k");
            assertThat(Files.readString(kept.resolve("why.json"))).contains("UNDECODABLE", "\"offset\" : \"7\"");
        }
        assertThat(VaultVerifier.verify(folder, null, each -> {}).ok()).isTrue();
    }

    @Test
    void nullValueIsKeptApartFromAnEmptyOne() throws IOException {
        Path folder = temp.resolve("vault");
        try (Vault vault = TestVaults.open(folder)) {
            CustodyEvent event = vault.quarantine(
                    new UnsealableRecord(new Place("escalations", 0, 8), 12L, null, null, "NULL_VALUE", "null"));
            Path kept = folder.resolve(Names.quarantine(event.act().packageId()));
            assertThat(Files.readString(kept.resolve("why.json"))).contains("\"valueIsNull\" : true");
            assertThat(kept.resolve("key.bin")).doesNotExist();
        }
    }

    @Test
    void twoWritersTakeTurns() {
        Path folder = temp.resolve("vault");
        try (Vault one = TestVaults.open(folder);
                Vault other = TestVaults.open(folder)) {
            one.seal(Escalations.evidence(Escalations.of("p-1")));
            SealResult again = other.seal(Escalations.evidence(Escalations.of("p-1")));
            assertThat(((SealResult.Sealed) again).repeated()).isTrue();
            other.seal(Escalations.evidence(Escalations.of("p-2")));
            one.seal(Escalations.evidence(Escalations.of("p-3")));
        }
        VaultVerification verification = VaultVerifier.verify(folder, null, each -> {});
        assertThat(verification.ok()).isTrue();
        assertThat(verification.packages()).isEqualTo(3);
    }

    @Test
    void vaultThatCannotBeWrittenSaysSoInOneLine() throws IOException {
        Path file = Files.writeString(temp.resolve("vault"), "no folder");
        assertThatThrownBy(() -> TestVaults.open(file))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain("\n");
    }

    @Test
    void filesAreClosedToOthers() throws IOException {
        Path sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
        for (String path : TestVaults.files(sealed).keySet()) {
            assertThat(Files.getPosixFilePermissions(sealed.resolve(path)).toString())
                    .doesNotContain("OTHERS", "WRITE");
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
