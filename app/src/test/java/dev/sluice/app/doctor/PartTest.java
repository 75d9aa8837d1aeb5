package dev.sluice.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.topics.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor takes a configuration to be for. */
class PartTest {
    private static final String CLUSTER = """
            kafka: {bootstrapServers: "127.0.0.1:9092", topicPrefix: forum.}
            registry: {urls: ["http://127.0.0.1:8081"]}
            """;

    @TempDir
    Path folder;

    @Test
    void whatAnswersOverHttpIsTheIntake() throws IOException {
        SluiceConfig config = read("serve: {keys: keys.yaml}\n");

        assertThat(Part.of(config)).extracting(Part::role).containsExactly(Role.INTAKE);
        assertThat(SchemasCheck.written(config))
                .containsOnlyKeys("forum.posts-value", "forum.flags-value", "forum.labels-value");
    }

    @Test
    void thePipelineNeedsTheSchemasOfItsInternalTopicsToo() throws IOException {
        assertThat(SchemasCheck.written(read("pipeline: {stateDir: state}\n")))
                .containsKeys("forum.decisions-value", "forum.assessed-post-value", "forum.case-file-value")
                .doesNotContainKeys("forum.receipts-value", "decisions-value");
    }

    private SluiceConfig read(String section) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("sluice.yaml"), CLUSTER + section));
    }
}
