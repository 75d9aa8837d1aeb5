package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.topology.health.HealthServer;
import dev.sluice.topology.health.HealthServer.Probes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes of this machine are asked where their configuration has them listen. */
class TopCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"127.0.0.1, ''", "0.0.0.0, httpHost: 0.0.0.0", "localhost, httpHost: localhost"})
    void aProcessIsAskedWhereItListens(String host, String key) throws IOException {
        Probes probes = new Probes(() -> true, () -> true, () -> false);
        try (HealthServer server = HealthServer.start(host, 0, probes, () -> "sluice_up 1.0\n")) {
            assertThat(top(server.port(), key)).isZero();
        }
    }

    @Test
    void nobodyAnswersWhereNobodyListens() throws IOException {
        Probes probes = new Probes(() -> true, () -> true, () -> false);
        try (HealthServer server = HealthServer.start("127.0.0.1", 0, probes, () -> "sluice_up 1.0\n")) {
            assertThat(top(server.port(), "httpHost: \"::1\"")).isEqualTo(1);
        }
    }

    private int top(int port, String key) throws IOException {
        Path config = Files.writeString(folder.resolve("sluice.yaml"), """
                kafka: {bootstrapServers: "localhost:1"}
                registry: {urls: ["mock://top"]}
                pipeline:
                  stateDir: state
                  httpPort: %d
                  %s
                """.formatted(port, key));
        PrintStream both = new PrintStream(output, true, StandardCharsets.UTF_8);
        return Sluice.run(
                new Terminal(InputStream.nullInputStream(), both, both, false),
                "top",
                "--config",
                config.toString(),
                "--once",
                "--interval",
                "1");
    }
}
