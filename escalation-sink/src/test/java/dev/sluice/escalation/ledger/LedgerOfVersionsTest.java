package dev.sluice.escalation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.CaseKeys;
import dev.sluice.escalation.storage.EncryptedStorage;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.Sealer;
import dev.sluice.escalation.vault.Supplement;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.encryption.LocalKeyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a vault whose packages get versions, are deleted in the end, or lie elsewhere. */
class LedgerOfVersionsTest {
    private static final Actor COUNSEL = new Actor("m.example", Role.LEGAL, "os:mex");

    @TempDir
    Path temp;

    private Path vault;

    @BeforeEach
    void placesTheVault() {
        vault = temp.resolve("vault");
    }

    @Test
    void eachVersionHasItsLeafAndItsProof() {
        SealResult.Sealed first;
        SealResult.Sealed second;
        try (Vault open = TestVaults.open(vault);
                Ledger ledger = TestLedgers.open(vault)) {
            first = TestLedgers.seal(open, "p-1");
            ledger.commit();
            second = supplement(open, first.packageId());
            ledger.commit();
            assertThat(ledger.head().size()).isEqualTo(2);
        }
        assertThat(TestLedgers.verify(vault).problems()).isEmpty();
        LedgerReader reader = new LedgerReader(vault);
        String id = first.packageId();
        assertThat(reader.prove(id).leaf()).isEqualTo(LeafStatement.of(second.custody()));
        assertThat(reader.prove(id.substring(0, 8) + "/v1").leaf()).isEqualTo(LeafStatement.of(first.custody()));
        assertThatThrownBy(() -> reader.prove(id + "/v3")).hasMessageContaining("names no leaf of the log");
    }

    @Test
    void packageThatCustodySaysWasDeletedIsANoteAndOneThatIsJustGoneIsNot() throws IOException {
        SealResult.Sealed deleted;
        try (Vault open = TestVaults.open(vault);
                Ledger ledger = TestLedgers.open(vault)) {
            deleted = TestLedgers.seal(open, "p-1");
            TestLedgers.seal(open, "p-2");
            ledger.commit();
        }
        deleteAll(vault.resolve(deleted.location()));
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(6);
        assertThat(verifyVault().exitCode()).isEqualTo(3);

        Subject subject = Subject.ofPackage(
                deleted.packageId(), 1, deleted.custody().act().sha256());
        try (CustodyLog custody =
                CustodyLog.open(vault.resolve("custody"), COUNSEL, new DurableFiles(StepHook.NONE), TestVaults.CLOCK)) {
            custody.append(new Act(CustodyAction.DELETED, subject, COUNSEL, "end of retention"));
        }
        LedgerVerification log = TestLedgers.verify(vault);
        assertThat(log.problems()).isEmpty();
        assertThat(log.notes())
                .containsExactly(deleted.location() + " was deleted, says custody event 5; its leaf stays");
        assertThat(verifyVault().problems()).isEmpty();
        assertThat(verifyVault().notes())
                .containsExactly(deleted.location() + " was deleted by custody event 5 at " + TestVaults.NOW);
        TestLedgers.seal(vault, "p-3");
        assertThat(TestLedgers.verify(vault).head().size()).isEqualTo(3);
    }

    @Test
    void packagesAreHeldAgainstTheLogWhereverTheyLie() throws IOException {
        CaseKeys keys = CaseKeys.open(
                temp.resolve("keys"), LocalKeyFile.create(temp.resolve("kek.json")), TestVaults.CLOCK, false);
        EvidenceStorage folder = FolderStorage.open(vault, new DurableFiles(StepHook.NONE));
        EvidenceStorage encrypted = new EncryptedStorage(folder, keys);
        Sealer sealer = new Sealer("garden-forum", TestVaults.key(vault), null, TestVaults.CLOCK);
        try (Vault open = Vault.open(TestVaults.settings(vault), sealer, encrypted, TestVaults.CLOCK, StepHook.NONE);
                Ledger ledger = TestLedgers.open(vault)) {
            TestLedgers.seal(open, "p-1");
            ledger.commit();
        }
        assertThat(LedgerVerifier.of(vault, encrypted, LedgerTrust.NONE)
                        .verify()
                        .problems())
                .isEmpty();
        assertThat(TestLedgers.verify(vault).problems())
                .as("without the storage's key")
                .singleElement()
                .asString()
                .contains("is not what leaf 0 of the log names");
    }

    private VaultVerification verifyVault() {
        return VaultVerifier.verify(vault, null, each -> {});
    }

    private static SealResult.Sealed supplement(Vault open, String packageId) {
        Exhibit notice = Exhibit.newBuilder()
                .setId("n-1")
                .setName("notice.txt")
                .setMime("text/plain")
                .setAt(TestVaults.NOW)
                .setContent(ByteBuffer.wrap("please remove".getBytes(StandardCharsets.UTF_8)))
                .build();
        return (SealResult.Sealed)
                open.supplement(new Supplement(packageId, List.of(notice), List.of()), COUNSEL, "came by post");
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
