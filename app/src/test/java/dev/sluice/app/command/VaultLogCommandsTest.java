package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log's commands, as a recipient and an operator call them. */
class VaultLogCommandsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void vaultWithAnEmptyLog() throws IOException {
        SigningKey key = SigningKey.create(folder.resolve("log.pem"));
        Files.writeString(folder.resolve("signer.pem"), key.verificationKey().pem());
        Vault.open(new VaultSettings(folder.resolve("vault"), "test", "sink"), key)
                .close();
        Ledger.open(
                        folder.resolve("vault"),
                        key,
                        LedgerSettings.of("log.example/evidence"),
                        Clock.systemUTC(),
                        StepHook.NONE)
                .close();
        SigningKey.create(folder.resolve("desk.pem"));
    }

    @Test
    void recipientAcknowledgesAndTheVaultKeepsIt() {
        assertThat(sluice("vault", "checkpoint", "vault", "--output", "checkpoint.txt"))
                .isZero();
        assertThat(text(out)).contains("log key log.example/evidence+");
        assertThat(acknowledge("signer.pem")).isZero();
        String witness = text(out)
                .lines()
                .filter(line -> line.startsWith("your verifier key"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        assertThat(sluice("vault", "receive", "vault", "--acknowledgement", "acknowledged.txt", "--witness", witness))
                .as(text(err))
                .isZero();
        out.reset();
        assertThat(sluice("vault", "verify", "vault", "--key", "signer.pem", "--witness", witness))
                .isZero();
        assertThat(text(out)).contains("log log.example/evidence: 0 leaves", "1 acknowledgements", "vault ok");
        assertThat(sluice("vault", "verify", "vault", "--previous-checkpoint", "acknowledged.txt", "--json"))
                .isZero();
        assertThat(text(out)).contains("\"acknowledgements\":0", "\"logSize\":0");
    }

    @Test
    void checkpointOfAnotherKeyIsNotAcknowledged() throws IOException {
        SigningKey other = SigningKey.create(folder.resolve("other.pem"));
        Files.writeString(
                folder.resolve("other-public.pem"), other.verificationKey().pem());
        assertThat(sluice("vault", "checkpoint", "vault", "--output", "checkpoint.txt"))
                .isZero();
        assertThat(acknowledge("other-public.pem")).isEqualTo(4);
        assertThat(text(err))
                .contains("NOT ACKNOWLEDGED: checkpoint of 0 leaves is signed by none of the keys you trust");
        assertThat(folder.resolve("acknowledged.txt")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsNamedInOneLine() {
        assertThat(sluice("vault", "prove", "vault", "--package", "3f", "--output", "proof"))
                .isEqualTo(1);
        assertThat(text(err)).contains("package '3f' names no leaf of the log").hasLineCount(1);
        err.reset();
        assertThat(sluice("vault", "checkpoint", "vault", "--since", "7")).isEqualTo(1);
        assertThat(text(err)).contains("the log has 0 leaves and never had 7").hasLineCount(1);
    }

    private int acknowledge(String logKey) {
        return sluice(
                "vault",
                "acknowledge",
                "--checkpoint",
                "checkpoint.txt",
                "--log-key",
                logKey,
                "--key",
                "desk.pem",
                "--name",
                "legal.example/desk",
                "--seen",
                "seen.txt",
                "--output",
                "acknowledged.txt");
    }

    /** Runs a command; words that name something in the test's folder, or end like a file, mean it there. */
    private int sluice(String... words) {
        String[] inFolder = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            boolean file = i > 1 && words[i].matches("vault|proof|.*\\.(txt|pem)");
            inFolder[i] = file ? folder.resolve(words[i]).toString() : words[i];
        }
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Sluice.run(terminal, inFolder);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
