package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code sluice vault verify} names every sort of tampering, each with its exit code. */
class VaultTamperingTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void isNamedWithItsExitCode(Tampering tampering) throws Exception {
        SigningKey key = SigningKey.create(folder.resolve("key.pem"));
        Path vault = sealed(folder.resolve("vault"), key, "p-1", "p-2", "p-3");
        Path other = sealed(folder.resolve("other"), key, "p-4", "p-5", "p-6");
        Path trusted = Files.writeString(
                folder.resolve("trusted.pem"), key.verificationKey().pem());
        tampering.to(vault, other);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = Sluice.run(
                new Terminal(InputStream.nullInputStream(), out, out, false),
                "vault",
                "verify",
                vault.toString(),
                "--key",
                trusted.toString());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(tampering.said);
        assertThat(code).isEqualTo(tampering.exitCode);
    }

    private static Path sealed(Path vault, SigningKey key, String... ids) {
        try (Vault open = Vault.open(new VaultSettings(vault, "test", "sluice-sink"), key);
                Ledger ledger = Ledger.open(
                        vault, key, LedgerSettings.of("log.example/test"), Clock.systemUTC(), StepHook.NONE)) {
            open.seal(Stream.of(ids).map(VaultTamperingTest::evidence).toList());
            ledger.commit();
        }
        return vault;
    }

    private static Evidence evidence(String id) {
        Escalation escalation = VaultCommandsTest.escalation();
        escalation.setId(id);
        return new Evidence(
                escalation, id.getBytes(StandardCharsets.UTF_8), ShippedSchemas.plain(Escalation.getClassSchema()));
    }
}
