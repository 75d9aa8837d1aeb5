package dev.sluice.escalation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.VaultVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed with SIGKILL, at points nobody chose, and another one goes on: every package has one leaf. */
class KilledLedgerTest {
    private static final int ESCALATIONS = 60;
    private static final int KILLS = 6;

    @TempDir
    Path temp;

    @Test
    void everyPackageHasOneLeafAlthoughTheSealingProcessIsKilledAgainAndAgain() throws Exception {
        Path vault = temp.resolve("vault");
        TestVaults.key(vault);
        Path records = Files.createDirectory(temp.resolve("records"));
        for (int i = 0; i < ESCALATIONS; i++) {
            String id = "p-" + i;
            Files.write(
                    records.resolve(id),
                    Escalations.evidence(Escalations.of(id)).value());
        }
        Random random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
            runUntil(vault, 1 + random.nextInt(ESCALATIONS));
        }
        runUntil(vault, Integer.MAX_VALUE);
        LedgerVerification verification = TestLedgers.verify(vault);
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.head().size()).isEqualTo(ESCALATIONS);
        assertThat(VaultVerifier.verify(vault, List.of(TestVaults.key(vault).verificationKey()), each -> {})
                        .ok())
                .isTrue();
    }

    /** Kills the process once it has said so many lines; how far it is by then, nobody knows. */
    private static void runUntil(Path vault, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SealingProcess.class.getName(),
                        vault.toString(),
                        String.valueOf(ESCALATIONS),
                        vault.resolveSibling("records").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int read = 0;
            while (read < lines && said.readLine() != null) {
                read++;
            }
            if (lines < Integer.MAX_VALUE) {
                process.destroyForcibly();
            }
            int exitCode = process.waitFor();
            // One that finds most of it sealed may be done before the signal reaches it.
            assertThat(exitCode).isIn(lines == Integer.MAX_VALUE ? List.of(0) : List.of(0, 128 + 9));
        }
    }
}
