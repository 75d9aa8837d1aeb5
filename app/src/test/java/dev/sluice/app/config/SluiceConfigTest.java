package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.secondlook.SecondLookSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceConfigTest {
    private static final String ALL = """
            kafka: {bootstrapServers: "broker.example:9092"%s}
            registry: {urls: ["http://registry.example:8081"]}
            topics: {%s}
            pipeline: {stateDir: state%s}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    partitions: {flags: }                  | topics.partitions.flags is empty; allowed: 1 or more
                    partitions: {postz: 4}                 | topics.partitions.postz is 4 for an unknown topic; allowed: posts, flags
                    partitions: {decisions: 0}             | topics.partitions.decisions is 0; allowed: 1 or more
                    partitions: {posts: 24, flags: 12}     | topics.partitions.flags is 12; allowed: 24, as many as posts has, which is the default
                    partitions: {second-assessments: 8}    | topics.partitions.second-assessments is 8; allowed: 4, as many as posts has, which is the default
                    partitions: {flags: 24}                | topics.partitions.flags is 24; allowed: 4, as many as posts has, which is the default
                    replicationFactor: 32768               | topics.replicationFactor is 32768; allowed: 1 to 32767
                    minInsyncReplicas: 4                   | topics.minInsyncReplicas is 4; allowed: 1 to 3
                    replicationFactor: 0                   | topics.replicationFactor is 0; allowed: 1 to 32767
                    """)
    void aWrongLayoutOfTopicsIsToldInOneLine(String topics, String message) throws IOException {
        Path file = write("", topics, "");

        assertThatThrownBy(() -> ConfigReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    @Test
    void secondLookIsAsConfigured() throws IOException {
        SluiceConfig config =
                ConfigReader.read(write("", "", ", secondLook: {enabled: false, maxLag: PT2M, batchSize: 16}"));

        assertThat(Processes.looksTwice(config.pipeline())).isFalse();
        assertThat(Processes.pipeline(config, config.pipeline()).secondLook())
                .isEqualTo(new SecondLookSettings(Duration.ofMinutes(2), 16));
        assertThat(Processes.looksTwice(ConfigReader.read(write("", "", "")).pipeline()))
                .isTrue();
    }

    @Test
    void healthListensOnThisMachineAloneUnlessToldOtherwise() throws IOException {
        SluiceConfig silent = ConfigReader.read(write("", "", ", httpPort: 0"));
        SluiceConfig open = ConfigReader.read(write("", "", ", httpPort: 0, httpHost: 0.0.0.0"));

        assertThat(Processes.pipeline(silent, silent.pipeline()).healthHost()).isEqualTo("127.0.0.1");
        assertThat(Processes.pipeline(open, open.pipeline()).healthHost()).isEqualTo("0.0.0.0");
    }

    @Test
    void aNameReachesTheFlowsAlone() throws IOException {
        SluiceConfig config = ConfigReader.read(write("", "", ", instance: pod-0, awayFor: PT2M"));

        assertThat(Processes.pipeline(config, config.pipeline()).cluster().properties())
                .containsEntry("main.consumer.group.instance.id", "pod-0")
                .containsEntry("main.consumer.session.timeout.ms", "120000")
                .doesNotContainKey("group.instance.id");
        assertThatThrownBy(() -> ConfigReader.read(write("", "", ", instance: pod-0, groupProtocol: streams")))
                .hasMessageEndingWith("pipeline.instance is 'pod-0' with groupProtocol streams, which knows no names;"
                        + " allowed: with groupProtocol classic");
    }

    @Test
    void asManyFlagsAsPostsAreFine() throws IOException {
        Path file = write("", "partitions: {posts: 24, flags: 24}, replicationFactor: 32767", "");

        assertThat(Connections.topics(ConfigReader.read(file)).replicationFactor())
                .isEqualTo(Short.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    threads: 1000            | pipeline.threads is 1000; allowed:
                    standbyReplicas: 99      | pipeline.standbyReplicas is 99; allowed:
                    applicationId: 'a b'     | pipeline.applicationId is 'a b'; allowed:
                    instance: i, awayFor: 1m | pipeline.awayFor is '1m'; allowed: a duration such as PT10M or P2D
                    instance: i, awayFor: P1D | pipeline.awayFor is PT24H; allowed: PT6S to PT30M, within what brokers allow
                    groupProtocol: modern    | pipeline.groupProtocol is 'modern'; allowed:
                    secondLook: {lag: 1}     | pipeline.secondLook.lag is unknown; allowed: batchSize, enabled, maxLag
                    secondLook: {maxLag: 30} | pipeline.secondLook.maxLag is '30'; allowed: a duration such as PT30S
                    secondLook: {maxLag: P0D} | pipeline.secondLook.maxLag is PT0S; allowed:
                    secondLook: {batchSize: 0} | pipeline.secondLook.batchSize is 0; allowed: 1 to 1024
                    httpPort: 70000          | pipeline.httpPort is 70000; allowed: 0 to 65535
                    replicationFactor: 40000 | pipeline.replicationFactor is 40000; allowed: 1 to 32767
                    """)
    void aWrongSettingIsNamedByItsPathInTheFile(String setting, String message) throws IOException {
        Path file = write("", "", ", " + setting);

        assertThatThrownBy(() -> {
                    SluiceConfig config = ConfigReader.read(file);
                    Processes.pipeline(config, java.util.Objects.requireNonNull(config.pipeline()));
                })
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.key.password: 12345",
                "ssl.key.password: true",
                "ssl.keystore.key: '-----BEGIN PRIVATE KEY-----'",
                "producer.sasl.jaas.config: x",
                "some.plugin.clientSecret: x"
            })
    void aSecretWrittenOutIsRefused(String property) throws IOException {
        Path file = write(", properties: {" + property + "}", "", "");

        assertThatThrownBy(() -> ConfigReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is a secret written out; allowed: ${env:NAME} or ${file:PATH}")
                .hasMessageNotContainingAny("12345", "BEGIN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.oauthbearer.token.endpoint.url: 'https://login.example/token'",
                "sasl.oauthbearer.sub.claim.name: sub",
                "sasl.oauthbearer.client.credentials.client.id: sluice",
                "ssl.truststore.certificates: '-----BEGIN CERTIFICATE-----'"
            })
    void whatIsNoSecretMayBeWrittenOut(String property) throws IOException {
        Path file = write(", properties: {" + property + "}", "", "");

        assertThat(ConfigReader.read(file).kafka().properties()).hasSize(1);
    }

    @Test
    void aSecretThatIsNoHeaderIsRefusedWithoutBeingQuoted() throws IOException {
        Files.writeString(folder.resolve("token"), "first-half\nsecond-half");
        Path registry = Files.writeString(folder.resolve("registry.yaml"), """
                kafka: {bootstrapServers: "localhost:9092"}
                registry: {urls: ["http://localhost"], bearer: "${file:token}"}
                """);
        Path traces = Files.writeString(folder.resolve("traces.yaml"), """
                kafka: {bootstrapServers: "localhost:9092"}
                registry: {urls: ["mock://test"]}
                observe: {tracing: {endpoint: "http://localhost/v1/traces", headers: {authorization: "${file:token}"}}}
                """);

        assertThatThrownBy(() -> ConfigReader.read(registry))
                .hasMessageEndingWith(
                        "registry.bearer has a line break or another control character; allowed: one line");
        assertThatThrownBy(() -> ConfigReader.read(traces))
                .hasMessageContaining("observe.tracing.headers.authorization has a line break")
                .hasMessageNotContaining("half");
    }

    @Test
    void theSinkMayFetchTokensFromWhereItsConfigurationSays() throws IOException {
        String url = "https://login.sink.example/token";
        Path file = Files.writeString(
                folder.resolve("sink.yaml"), """
                kafka: {bootstrapServers: "localhost:9092", properties: {sasl.oauthbearer.token.endpoint.url: "%s"}}
                registry: {urls: ["mock://test"]}
                sink: {vault: %s, signingKey: %s}
                """.formatted(url, folder.resolve("vault"), folder.resolve("key.pem")));
        SluiceConfig config = ConfigReader.read(file);

        assertThat(Sinks.settings(config, config.sink()).kafka().consumer()).containsValue(url);
        assertThat(System.getProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls"))
                .as("Kafka's clients ask no address that is not listed")
                .contains(url);
    }

    @Test
    void anEmptyPropertyIsToldInOneLine() throws IOException {
        Path file = write(", properties: {security.protocol: }", "", "");

        assertThatThrownBy(() -> ConfigReader.read(file))
                .hasMessage(file + ": kafka.properties.security.protocol is empty; allowed: a string");
    }

    @Test
    void everySecretOfKafkasClientsIsKnown() {
        Set<String> certificates =
                Set.of(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
        Set<String> passwords = ProducerConfig.configDef().configKeys().values().stream()
                .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                .map(key -> key.name)
                .filter(name -> !certificates.contains(name))
                .collect(Collectors.toSet());

        assertThat(passwords).isNotEmpty();
        assertThat(Secrets.KAFKA_KEYS).containsAll(passwords);
    }

    private Path write(String kafka, String topics, String pipeline) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), ALL.formatted(kafka, topics, pipeline));
    }
}
