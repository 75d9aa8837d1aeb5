package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.topics.Subjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void everySubjectIsListedWithWhoWritesIt() {
        assertThat(sluice("schemas", "list")).isZero();
        assertThat(text().lines())
                .hasSize(Subjects.all().size())
                .anyMatch(line -> line.matches("receipts-value +EvidenceReceipt +v\\d+ +sink"))
                .anyMatch(line -> line.matches("assessed-post-value +AssessedPost +v\\d+ +scorer"));
    }

    @Test
    void aSchemaIsPrintedAsAvro() {
        assertThat(sluice("schemas", "show", "decisions-value")).isZero();
        assertThat(new Schema.Parser().parse(text()).getFullName()).isEqualTo("dev.sluice.schemas.Decision");
    }

    @Test
    void anUnknownSubjectIsNamed() {
        assertThat(sluice("schemas", "show", "nothing-value")).isEqualTo(2);
        assertThat(text()).contains("subject 'nothing-value' is unknown; allowed: those of ./sluice schemas list");
    }

    @Test
    void nothingIsRegisteredInMemory() throws IOException {
        assertThat(sluice("schemas", "register", "--config", config("mock://a", "")))
                .isEqualTo(2);
        assertThat(text())
                .contains("registry.urls is mock://a, where nothing is registered; allowed: http(s)://host:port");
    }

    @Test
    void aWrongLimitIsNamed() throws IOException {
        assertThat(sluice("schemas", "check", "--config", config("http://localhost:1", "startLimit: soon")))
                .isEqualTo(2);
        assertThat(text()).contains("registry.startLimit is 'soon'; allowed: a duration such as PT1M");
    }

    private String config(String url, String more) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), """
                        kafka: {bootstrapServers: "localhost:1"}
                        registry:
                          urls: ["%s"]
                          %s
                        """.formatted(url, more))
                .toString();
    }

    private int sluice(String... arguments) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        return Sluice.run(new Terminal(InputStream.nullInputStream(), out, out, false), arguments);
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
