package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the page about Kafka can be read, and Kafka's clients know what they set. */
class KafkaPageTest {
    private static final Path PAGE = Path.of(System.getProperty("sluice.home", "."), "docs", "kafka.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void everyExampleIsReadAndKnownToKafka() throws IOException {
        Files.writeString(folder.resolve("secret"), "a secret");
        List<String> examples = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(examples).hasSize(5);
        for (String example : examples) {
            SluiceConfig config = ConfigReader.read(Files.writeString(
                    folder.resolve("sluice.yaml"),
                    example.replaceAll("\\$\\{file:[^}]*}", "\\${file:secret}")
                            + "registry: {urls: [\"https://registry.example\"]}\n"));
            Map<String, String> properties = config.kafka().properties();
            if (properties != null) {
                assertThat(AdminClientConfig.configNames()).containsAll(properties.keySet());
            }
            if (config.pipeline() != null) {
                assertThat(Processes.pipeline(config, config.pipeline())
                                .cluster()
                                .properties())
                        .containsEntry("topic.max.message.bytes", "8388608");
            }
        }
    }
}
