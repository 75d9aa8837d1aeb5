package dev.sluice.escalation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path temp;

    @Test
    void sealedPackagesHaveTheirLeavesAndTheVaultIsSound() {
        Path vault = temp.resolve("vault");
        TestLedgers.seal(vault, "p-1", "p-2", "p-3");
        LedgerVerification verification = TestLedgers.verify(vault);
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.head().size()).isEqualTo(3);
        assertThat(verification.issued()).isEqualTo(1);
        assertThat(VaultVerifier.verify(vault, null, each -> {}).ok()).isTrue();
    }

    @Test
    void packageThatIsSealedAgainGetsNoSecondLeaf() {
        Path vault = temp.resolve("vault");
        TestLedgers.seal(vault, "p-1", "p-1");
        TestLedgers.seal(vault, "p-1", "p-2");
        assertThat(TestLedgers.verify(vault).head().size()).isEqualTo(2);
    }

    @Test
    void packageWhoseLeafACrashPreventedGetsItWhenTheLedgerIsOpenedAgain() {
        Path folder = temp.resolve("vault");
        TestLedgers.seal(folder, "p-1");
        try (Vault vault = TestVaults.open(folder)) {
            TestLedgers.seal(vault, "p-2");
            TestLedgers.seal(vault, "p-3");
        }
        assertThat(TestLedgers.verify(folder).exitCode()).isEqualTo(6);
        TestLedgers.seal(folder, "p-3", "p-4");
        LedgerVerification verification = TestLedgers.verify(folder);
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.head().size()).isEqualTo(4);
    }

    @Test
    void vaultThatHadNoLogGetsOneWithAllItsPackages() {
        Path folder = temp.resolve("vault");
        for (int i = 0; i < 3; i++) {
            TestVaults.seal(folder, "p-" + i);
        }
        assertThat(TestLedgers.verify(folder).problems())
                .singleElement()
                .asString()
                .contains("log: is missing");
        TestLedgers.seal(folder);
        assertThat(TestLedgers.verify(folder).problems()).isEmpty();
        assertThat(TestLedgers.verify(folder).head().size()).isEqualTo(3);
    }

    @Test
    void crashBeforeAnyStepHealsToOneLeafForEachPackage() throws IOException {
        List<Step> steps = new ArrayList<>();
        Path untouched = temp.resolve("untouched/vault");
        sealThree(untouched, (step, path) -> steps.add(step));
        assertThat(steps).hasSizeGreaterThan(40);
        for (int failing = 0; failing < steps.size(); failing++) {
            Path folder = temp.resolve("crash-" + failing).resolve("vault");
            CrashBefore crash = new CrashBefore(failing);
            assertThatThrownBy(() -> sealThree(folder, crash)).isInstanceOf(VaultException.class);
            sealThree(folder, StepHook.NONE);
            LedgerVerification verification = TestLedgers.verify(folder);
            assertThat(verification.problems())
                    .as("crash before step " + failing)
                    .isEmpty();
            assertThat(verification.head().size()).isEqualTo(3);
            assertThat(VaultVerifier.verify(folder, null, each -> {}).ok()).isTrue();
        }
    }

    @Test
    void crashBeforeAnyStepOfABatchHealsToOneLeafForEachPackage() throws IOException {
        List<Step> steps = new ArrayList<>();
        sealBatch(temp.resolve("untouched/vault"), (step, path) -> steps.add(step));
        assertThat(steps).hasSizeGreaterThan(60);
        Set<Step> one = EnumSet.of(Step.PUBLISH, Step.APPEND, Step.SYNC_APPEND);
        for (int failing = 0; failing < steps.size(); failing++) {
            // Steps that every file and folder takes alike are tried now and then.
            if (failing % 13 != 0 && !one.contains(steps.get(failing))) {
                continue;
            }
            Path folder = temp.resolve("batch-" + failing).resolve("vault");
            CrashBefore crash = new CrashBefore(failing);
            assertThatThrownBy(() -> sealBatch(folder, crash)).isInstanceOf(VaultException.class);
            sealBatch(folder, StepHook.NONE);
            LedgerVerification verification = TestLedgers.verify(folder);
            assertThat(verification.problems())
                    .as("crash before step " + failing)
                    .isEmpty();
            assertThat(verification.head().size()).isEqualTo(3);
            assertThat(VaultVerifier.verify(folder, null, each -> {}).ok()).isTrue();
        }
    }

    private static void sealBatch(Path folder, StepHook hook) {
        try (Vault vault = Vault.open(TestVaults.settings(folder), TestVaults.key(folder), TestVaults.CLOCK, hook);
                Ledger ledger = TestLedgers.open(folder, hook)) {
            vault.seal(IntStream.range(0, 3)
                    .mapToObj(i -> Escalations.evidence(Escalations.of("p-" + i)))
                    .toList());
            ledger.commit();
        }
    }

    @Test
    void checkpointIsIssuedWhenItIsTimeAndAtOnceWhereALifeIsThreatened() throws IOException {
        Path folder = temp.resolve("vault");
        try (Vault vault = TestVaults.open(folder);
                Ledger ledger = TestLedgers.open(folder)) {
            TestLedgers.seal(vault, "p-1");
            ledger.commit();
            TestLedgers.seal(vault, "p-2");
            ledger.commit();
            assertThat(folder.resolve("log/issued/000000000001/checkpoint.txt")).isRegularFile();
            assertThat(folder.resolve("log/issued/000000000002")).doesNotExist();
            TestLedgers.seal(vault, "p-3");
            ledger.hurry();
            ledger.commit();
            assertThat(folder.resolve("log/issued/000000000003/checkpoint.txt")).isRegularFile();
            TestLedgers.seal(vault, "p-4");
            ledger.commit();
        }
        assertThat(folder.resolve("log/issued/000000000004/checkpoint.txt")).isRegularFile();
        assertThat(TestLedgers.verify(folder).issued()).isEqualTo(3);
    }

    @Test
    void custodyLogThatIsBehindTheLogStopsTheSink() throws IOException {
        Path folder = temp.resolve("vault");
        TestLedgers.seal(folder, "p-1", "p-2");
        Path custody = folder.resolve("custody/custody.jsonl");
        String first = Files.readAllLines(custody).get(0) + "\n";
        Files.writeString(custody, first, StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> TestLedgers.open(folder))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("its last leaf names custody event 4, which the custody log does not have");
    }

    @Test
    void packageThatAnotherProcessSealedGetsItsLeafInItsPlace() {
        Path folder = temp.resolve("vault");
        TestLedgers.seal(folder, "p-1");
        try (Ledger ledger = TestLedgers.open(folder)) {
            TestVaults.seal(folder, "p-2");
            ledger.commit();
            TestVaults.seal(folder, "p-3");
            ledger.commit();
            ledger.commit();
            assertThat(ledger.head().size()).isEqualTo(3);
        }
        assertThat(TestLedgers.verify(folder).problems()).isEmpty();
    }

    @Test
    void secondWriterIsRefused() {
        Path folder = temp.resolve("vault");
        try (Ledger ledger = TestLedgers.open(folder)) {
            assertThat(ledger.head().size()).isZero();
            assertThatThrownBy(() -> TestLedgers.open(folder))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("is locked by another writer");
        }
        TestLedgers.open(folder).close();
    }

    @Test
    void diskThatIsFullIsNamed() {
        Path folder = temp.resolve("vault");
        StepHook full = (step, path) -> {
            if (path.toString().contains("entries")) {
                throw new IOException("No space left on device");
            }
        };
        try (Vault vault = TestVaults.open(folder);
                Ledger ledger = TestLedgers.open(folder, full)) {
            TestLedgers.seal(vault, "p-1");
            assertThatThrownBy(ledger::commit)
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("log of vault")
                    .hasMessageContaining("No space left on device");
        }
    }

    private static void sealThree(Path folder, StepHook hook) {
        try (Vault vault = TestVaults.open(folder);
                Ledger ledger = TestLedgers.open(folder, hook)) {
            TestLedgers.seal(vault, "p-1");
            TestLedgers.seal(vault, "p-2");
            ledger.hurry();
            ledger.commit();
            TestLedgers.seal(vault, "p-3");
            ledger.commit();
        }
    }

    /** A process that is killed takes no step after the one it did not take. */
    private static final class CrashBefore implements StepHook {
        private int left;

        CrashBefore(int steps) {
            this.left = steps;
        }

        @Override
        public void before(Step step, Path path) throws IOException {
            if (left-- <= 0) {
                throw new IOException("power cut");
            }
        }
    }
}
