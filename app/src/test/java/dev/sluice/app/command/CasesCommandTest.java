package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about a verdict before anything reaches a cluster. */
class CasesCommandTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"nudge", "limit", "remove"})
    void whatIsNotAllowedNeedsAGround(String outcome) {
        assertThat(verdict(outcome)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "--outcome is '" + outcome + "' without a ground; allowed: --clause, --legal-category or both");
    }

    private int verdict(String outcome) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Sluice.run(
                terminal,
                "cases",
                "verdict",
                "p/1/1/review",
                "--by",
                "rex",
                "--outcome",
                outcome,
                "--rationale",
                "Plain.",
                "--bootstrap",
                "127.0.0.1:1");
    }
}
