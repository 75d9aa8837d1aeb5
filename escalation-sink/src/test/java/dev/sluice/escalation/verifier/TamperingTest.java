package dev.sluice.escalation.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stand-alone verifier names every sort of tampering, each with its exit code. */
public class TamperingTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void isNamedWithItsExitCode(Tampering tampering) throws Exception {
        Path vault = sealed(temp.resolve("vault"), "p-1", "p-2", "p-3");
        Path other = sealed(temp.resolve("other"), "p-4", "p-5", "p-6");
        Path key = Files.writeString(
                temp.resolve("trusted.pem"),
                TestVaults.key(vault).verificationKey().pem());
        assertThat(run(vault.toString(), "--key", key.toString()).code())
                .as("untouched")
                .isZero();
        tampering.to(vault, other);
        Result result = run(vault.toString(), "--key", key.toString());
        assertThat(result.said()).contains(tampering.said);
        assertThat(result.code()).isEqualTo(tampering.exitCode);
    }

    /** A vault with a log and these packages. */
    static Path sealed(Path vault, String... ids) {
        try (Vault open = TestVaults.open(vault);
                Ledger ledger = Ledger.open(
                        vault,
                        TestVaults.key(vault),
                        LedgerSettings.of("log.example/evidence"),
                        TestVaults.CLOCK,
                        StepHook.NONE)) {
            open.seal(Stream.of(ids)
                    .map(id -> Escalations.evidence(Escalations.of(id)))
                    .toList());
            ledger.commit();
        }
        return vault;
    }

    private record Result(int code, String said) {}

    private static Result run(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = VerifierMain.run(List.of(arguments).toArray(new String[0]), out, out);
        return new Result(code, said.toString(StandardCharsets.UTF_8));
    }
}
