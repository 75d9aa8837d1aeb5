package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final String BASE = """
        kafka: {bootstrapServers: "broker:9092"}
        registry: {urls: ["https://registry:8081"]}
        """;

    @TempDir
    Path folder;

    @Test
    void everyKeyReachesItsRecord() throws IOException {
        Files.writeString(folder.resolve("token"), "secret-token\n");
        SluiceConfig config = read("""
            kafka: {bootstrapServers: "broker:9092", topicPrefix: "x-", properties: {security.protocol: SSL}}
            registry: {urls: ["https://registry:8081"], autoRegister: true, bearer: "${file:token}"}
            topics: {replicationFactor: 2, partitions: {posts: 12, flags: 12}}
            pipeline:
              {applicationId: a, policies: p, threads: 3, stateDir: s, standbyReplicas: 1, replicationFactor: 2,
               groupProtocol: streams, httpHost: "::1", httpPort: 9464}
            sink: {vault: v, signingKey: k, createKey: true, tenant: t, groupId: g}
            """);

        assertThat(config.kafka().topicPrefix()).isEqualTo("x-");
        assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
        assertThat(config.registry().autoRegister()).isTrue();
        assertThat(config.registry().bearer()).isEqualTo("secret-token");
        assertThat(config.topics().partitions()).containsEntry("posts", 12);
        assertThat(config.pipeline().threads()).isEqualTo(3);
        assertThat(config.pipeline().groupProtocol()).isEqualTo("streams");
        assertThat(config.pipeline().httpHost()).isEqualTo("::1");
        assertThat(config.pipeline().httpPort()).isEqualTo(9464);
        assertThat(config.sink().signingKey()).isEqualTo("k");
        assertThat(config.sink().createKey()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        pipeline: {stateDir: s, thraeds: 2}        | pipeline.thraeds is unknown; allowed: applicationId, awayFor, casework, defamation, groupProtocol, httpHost, httpPort, instance, policies, replicationFactor, secondLook, standbyReplicas, stateDir, threads
        pipeline: {stateDir: s, threads: many}     | pipeline.threads is 'many'; allowed: a value of type Integer
        pipeline: {stateDir: s, threads: 0}        | pipeline.threads is 0; allowed: 1 or more
        pipeline: {stateDir: s, awayFor: PT1M}     | pipeline.awayFor is for instances with a name; allowed: with pipeline.instance
        pipeline: {stateDir: s, instance: "a b"}   | pipeline.instance is 'a b'; allowed: 1 to 100 letters, digits, '.', '_', '-'
        pipeline: {stateDir: s, httpHost: h}       | pipeline.httpHost is for health and metrics; allowed: with pipeline.httpPort
        pipeline: {stateDir: s, httpPort: 1, httpHost: "http://h"} | pipeline.httpHost is 'http://h'; allowed: an address or a name of this machine, such as 127.0.0.1 for itself alone, or 0.0.0.0 for all of them
        pipeline: {stateDir: s, httpPort: 1, httpHost: "127.0.0.1:9464"} | pipeline.httpHost is '127.0.0.1:9464'; allowed: an address or a name of this machine, such as 127.0.0.1 for itself alone, or 0.0.0.0 for all of them
        sink: {vault: v, signingKey: k, httpPort: 1, httpHost: " "} | sink.httpHost is ' '; allowed: an address or a name of this machine, such as 127.0.0.1 for itself alone, or 0.0.0.0 for all of them
        sink: {vault: v, signingKey: k, httpHost: h} | sink.httpHost is for health and metrics; allowed: with sink.httpPort
        serve: {keys: k, host: "h:1"}              | serve.host is 'h:1'; allowed: an address or a name of this machine, such as 127.0.0.1 for itself alone, or 0.0.0.0 for all of them
        pipeline: {threads: 2}                     | pipeline.stateDir is missing; allowed: a folder that survives restarts
        posterIdentities: {keys: k}                | posterIdentities.keyFile is missing; allowed: a file
        consloe: {}                                | consloe is unknown; allowed: access, kafka, observe, outcomes, pipeline, posterIdentities, registry, serve, sink, sources, topics, transparency
        topics: {replicationFactor: 0}             | topics.replicationFactor is 0; allowed: 1 to 32767
        """)
    void aMistakeIsToldInOneLine(String section, String message) {
        assertThatThrownBy(() -> read(BASE + section))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder.resolve("sluice.yaml") + ": " + message);
    }

    @Test
    void anEmptyFileNamesEverySection() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "is empty; allowed: access, kafka, observe, outcomes, pipeline, posterIdentities, registry,")
                .hasMessageEndingWith("sink, sources, topics, transparency");
    }

    @Test
    void aSecretWrittenOutIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("""
            kafka: {bootstrapServers: "broker:9092", properties: {ssl.keystore.password: hunter2}}
            registry: {urls: ["https://registry:8081"]}
            """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.properties.ssl.keystore.password is a secret written out")
                .hasMessageNotContaining("hunter2");
    }

    private SluiceConfig read(String yaml) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("sluice.yaml"), yaml));
    }
}
