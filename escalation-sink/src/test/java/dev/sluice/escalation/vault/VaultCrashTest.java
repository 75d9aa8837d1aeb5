package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fails the write protocol before every single step it takes, and then seals again. */
class VaultCrashTest {
    @TempDir
    Path temp;

    @Test
    void crashBeforeAnyStepLeavesOnePackageWithTheSameBytesOnceSealedAgain() throws IOException {
        List<Step> steps = new ArrayList<>();
        Path untouched = temp.resolve("untouched/vault");
        SigningKey key = TestVaults.key(temp.resolve("vault"));
        seal(untouched, key, (step, path) -> steps.add(step));
        SortedMap<String, byte[]> expected = TestVaults.files(untouched);
        assertThat(EnumSet.copyOf(steps)).containsAll(EnumSet.complementOf(EnumSet.of(Step.DISCARD, Step.WITHDRAW)));

        for (int failing = 0; failing < steps.size(); failing++) {
            Path folder = temp.resolve("crash-" + failing).resolve("vault");
            CrashBefore crash = new CrashBefore(failing);
            assertThatThrownBy(() -> seal(folder, key, crash)).isInstanceOf(VaultException.class);
            seal(folder, key, StepHook.NONE);
            SortedMap<String, byte[]> actual = TestVaults.files(folder);
            assertThat(actual.keySet()).as("crash before step " + failing).isEqualTo(expected.keySet());
            actual.forEach((path, content) -> assertThat(content).as(path).isEqualTo(expected.get(path)));
            assertThat(VaultVerifier.verify(folder, List.of(key.verificationKey()), each -> {})
                            .ok())
                    .as("crash before step " + failing)
                    .isTrue();
        }
    }

    @Test
    void crashInTheMiddleOfTheCustodyLineIsRepairedAndTold() throws IOException {
        SigningKey key = TestVaults.key(temp.resolve("vault"));
        Path whole = temp.resolve("whole/vault");
        seal(whole, key, StepHook.NONE);
        byte[] line = Files.readAllBytes(whole.resolve("custody/custody.jsonl"));
        for (int written : IntStream.of(1, 2, line.length / 3, line.length * 2 / 3, line.length - 1)
                .toArray()) {
            Path folder = temp.resolve("torn-" + written).resolve("vault");
            StepHook tear = (step, path) -> {
                if (step == Step.APPEND) {
                    Files.write(path, Arrays.copyOf(line, written), StandardOpenOption.APPEND);
                    throw new IOException("power cut");
                }
            };
            assertThatThrownBy(() -> seal(folder, key, tear)).isInstanceOf(VaultException.class);
            seal(folder, key, StepHook.NONE);
            VaultVerification verification = VaultVerifier.verify(folder, List.of(key.verificationKey()), each -> {});
            assertThat(verification.problems()).isEmpty();
            assertThat(verification.custody().events()).isEqualTo(3);
            assertThat(verification.notes())
                    .singleElement()
                    .asString()
                    .contains(torn(line, written) + " bytes taken off");
        }
    }

    @Test
    void recordPutAsideBeforeACrashIsLookedAtBeforeCustodySwearsToIt() throws IOException {
        Path folder = temp.resolve("vault");
        UnsealableRecord record = new UnsealableRecord(
                new UnsealableRecord.Place("escalations", 0, 7), 12L, null, new byte[] {8}, "MALFORMED", "why");
        StepHook crash = (step, path) -> {
            if (step == Step.APPEND) {
                throw new IOException("power cut");
            }
        };
        try (Vault vault = TestVaults.open(folder, crash)) {
            assertThatThrownBy(() -> vault.quarantine(record)).hasMessageContaining("power cut");
        }
        Path extra = folder.resolve(
                        Names.quarantine(Names.quarantineId("escalations", 0, 7, Sha256.hex(record.value()))))
                .resolve("extra");
        Files.writeString(extra, "");
        try (Vault vault = TestVaults.open(folder)) {
            assertThatThrownBy(() -> vault.quarantine(record))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("is not as it was read");
            Files.delete(extra);
            vault.quarantine(record);
        }
        assertThat(VaultVerifier.verify(folder, null, each -> {}).ok()).isTrue();
    }

    @Test
    void failedAppendIsNotFollowedByAnother() throws IOException {
        Path folder = temp.resolve("vault");
        SigningKey key = TestVaults.key(folder);
        boolean[] full = {true};
        StepHook diskFull = (step, path) -> {
            if (step == Step.SYNC_APPEND && full[0]) {
                throw new IOException("No space left on device");
            }
        };
        try (Vault vault = Vault.open(TestVaults.settings(folder), key, TestVaults.CLOCK, diskFull)) {
            Evidence evidence = Escalations.evidence(Escalations.of("p-1"));
            assertThatThrownBy(() -> vault.seal(evidence)).hasMessageContaining("No space left on device");
            full[0] = false;
            assertThatThrownBy(() -> vault.seal(evidence)).hasMessageContaining("open it again");
        }
        seal(folder, key, StepHook.NONE);
        assertThat(VaultVerifier.verify(folder, null, each -> {}).ok()).isTrue();
    }

    /** How much of what was written is not a whole line: two are written at once. */
    private static int torn(byte[] lines, int written) {
        int first = new String(lines, StandardCharsets.UTF_8).indexOf('\n') + 1;
        return written < first ? written : written - first;
    }

    private static void seal(Path folder, SigningKey key, StepHook hook) {
        try (Vault vault = Vault.open(TestVaults.settings(folder), key, TestVaults.CLOCK, hook)) {
            vault.seal(Escalations.evidence(Escalations.of("p-1")));
        }
    }

    private static final class CrashBefore implements StepHook {
        private int left;

        CrashBefore(int steps) {
            this.left = steps;
        }

        @Override
        public void before(Step step, Path path) throws IOException {
            if (left-- == 0) {
                throw new IOException("power cut");
            }
        }
    }
}
