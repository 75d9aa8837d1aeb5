package dev.sluice.app.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink's own entry point answers as the command does. */
class SinkMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temp;

    @Test
    void helpGoesToStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--config=FILE")
                .contains("Exit codes");
    }

    @Test
    void wrongArgumentsAndConfigurationsAreToldInOneLine() throws IOException {
        Path empty = Files.writeString(
                temp.resolve("pipeline.yaml"),
                "kafka: {bootstrapServers: \"localhost:1\"}\nregistry: {urls: [\"mock://none\"], autoRegister: true}\n");
        for (String[] wrong : List.of(
                new String[] {},
                new String[] {"--config"},
                new String[] {"--colour", "red"},
                new String[] {"--config", temp.resolve("none.yaml").toString()},
                new String[] {"--config=" + empty})) {
            err.reset();
            assertThat(run(wrong)).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8).lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("sluice sink: "));
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("sink is missing");
    }

    private int run(String... arguments) {
        return SinkMain.run(
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                List.of(arguments));
    }
}
