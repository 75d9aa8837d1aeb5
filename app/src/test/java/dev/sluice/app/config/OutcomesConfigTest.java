package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.OutcomesSettings;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import dev.sluice.topology.policy.OutcomeBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesConfigTest {
    @TempDir
    private Path folder;

    private SluiceConfig read(String outcomes) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("sluice.yaml"), """
                kafka: {bootstrapServers: "broker.example:9092", topicPrefix: "eu."}
                registry: {urls: ["http://registry.example:8081"]}
                pipeline: {stateDir: state}
                """ + outcomes));
    }

    private static OutcomesSettings settings(SluiceConfig config) {
        return Processes.outcomes(config, config.outcomes(), OutcomeBounds.DEFAULT);
    }

    @Test
    void thereIsNoLaneUnlessItIsConfigured() throws IOException {
        assertThat(read("").outcomes()).isNull();
    }

    @Test
    void everyKeyReachesItsSetting() throws IOException {
        SluiceConfig config =
                read("outcomes: {puidKey: 0123456789abcdef, threads: 2, hourGrace: PT6H, dayGrace: P10D}");
        OutcomesSettings settings = settings(config);
        assertThat(settings.topicPrefix()).isEqualTo("eu.");
        assertThat(settings.windows())
                .isEqualTo(new OutcomesSettings.Windows(Duration.ofHours(6), Duration.ofDays(10)));
        assertThat(settings.qa()).isEqualTo(new QaPlan(0.001, 0.02));
        assertThat(Processes.beside(Processes.pipeline(config, config.pipeline()), config.outcomes())
                        .sizing()
                        .threads())
                .isEqualTo(2);
    }

    @Test
    void theKeyIsNeverPrinted() throws IOException {
        SluiceConfig config = read("outcomes: {puidKey: 0123456789abcdef}");
        assertThat(config.toString() + settings(config)).doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {puidKey: short}                                       | outcomes.puidKey has 5 bytes; allowed: 16 or more
                    {puidKey: 0123456789abcdef, dayGrace: soon}            | outcomes.dayGrace is 'soon'; allowed: a duration
                    {puidKey: 0123456789abcdef, dayGrace: PT1H}            | outcomes.hourGrace is PT48H and outcomes.dayGrace PT1H
                    """)
    void aWrongSettingIsToldInOneLine(String outcomes, String message) throws IOException {
        SluiceConfig config = read("outcomes: " + outcomes);
        assertThatThrownBy(() -> settings(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThatThrownBy(() -> read("outcomes: {threads: 1}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("outcomes.puidKey is missing");
    }
}
