package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.transparency.TransparencySettings;
import dev.sluice.app.transparency.TransparencySettings.Limits;
import dev.sluice.app.transparency.TransparencySettings.Retries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransparencyConfigTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writesAToken() throws IOException {
        Files.writeString(folder.resolve("token"), "17|letmein\n");
    }

    private SluiceConfig.Transparency read(String section) throws IOException {
        SluiceConfig.Transparency read = ConfigReader.read(
                        Files.writeString(folder.resolve("sluice.yaml"), """
                            kafka: {bootstrapServers: "broker.example:9092"}
                            registry: {urls: ["http://registry.example:8081"]}
                            transparency: %s
                            """.formatted(section.replace(
                                "TOKEN", folder.resolve("token").toString()))))
                .transparency();
        assertThat(read).isNotNull();
        return read;
    }

    @Test
    void everyKeyReachesItsSetting() throws IOException {
        SluiceConfig.Transparency section = read("{url: 'https://database.example/api/v1', tokenFile: TOKEN, batch: 50,"
                + " requestsPerSecond: 5, requestsPerMinute: 100, firstWait: PT1S, longestWait: PT10S, timeout: PT30S,"
                + " groupId: mine}");
        TransparencySettings settings = Processes.transparency(section);

        assertThat(settings.endpoint().base()).hasToString("https://database.example/api/v1");
        assertThat(settings.batch()).isEqualTo(50);
        assertThat(settings.limits()).isEqualTo(new Limits(5, 100));
        assertThat(settings.retries()).isEqualTo(new Retries(Duration.ofSeconds(1), Duration.ofSeconds(10)));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(section.groupId()).isEqualTo("mine");
    }

    @Test
    void theTokenIsNeverPrinted() throws IOException {
        SluiceConfig.Transparency section = read("{url: 'https://database.example/api/v1', token: '${file:token}'}");
        assertThat(section + " " + Processes.transparency(section)).doesNotContain("letmein");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {tokenFile: TOKEN}                                            | transparency.url is missing
        {url: 'https://d.example'}                                    | transparency has neither token nor tokenFile
        {url: 'https://d.example', token: '${file:token}', tokenFile: t} | transparency has token and tokenFile
        {url: 'https://d.example', token: 17letmein}                  | transparency.token is a secret written out
        {url: 'https://d.example', tokenFile: absent}                 | transparency.tokenFile 'absent' cannot be read
        {url: 'http://d.example', tokenFile: TOKEN}                   | transparency.url 'http://d.example' cannot be used
        {url: 'https://d.example', tokenFile: TOKEN, batch: 101}      | transparency.batch is 101; allowed: 1 to 100
        {url: 'https://d.example', tokenFile: TOKEN, batch: 0}        | transparency.batch is 0; allowed: 1 to 100
        {url: 'https://d.example', tokenFile: TOKEN, requestsPerSecond: 201} | requestsPerSecond is 201; allowed: 1 to 200
        {url: 'https://d.example', tokenFile: TOKEN, requestsPerMinute: 0} | requestsPerMinute is 0; allowed: 1 to 12000
        {url: 'https://d.example', tokenFile: TOKEN, timeout: soon}   | transparency.timeout is 'soon'; allowed: a duration
        {url: 'https://d.example', tokenFile: TOKEN, timeout: PT5M}   | transparency.timeout is PT5M
        {url: 'https://d.example', tokenFile: TOKEN, longestWait: PT1S} | transparency.firstWait is PT2S
        {url: 'https://d.example', tokenFile: TOKEN, retries: 3}      | transparency.retries is unknown
        """)
    void aMistakeIsToldInOneLineWithoutTheToken(String section, String message) {
        assertThatThrownBy(() -> Processes.transparency(read(section)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("letmein");
    }

    @Test
    void theSecretOfAStoreIsNotWrittenOutEither() throws IOException {
        Path file = Files.writeString(folder.resolve("sink.yaml"), """
            kafka: {bootstrapServers: "broker.example:9092"}
            registry: {urls: ["http://registry.example:8081"]}
            sink: {vault: v, signingKey: k, storage: {bucket: b, region: r, accessKey: a, secretKey: hunter2}}
            """);
        assertThatThrownBy(() -> ConfigReader.read(file))
                .hasMessageContaining("sink.storage.secretKey is a secret written out")
                .hasMessageNotContaining("hunter2");
    }
}
