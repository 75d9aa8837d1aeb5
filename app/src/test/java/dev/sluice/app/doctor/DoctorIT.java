package dev.sluice.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.app.cluster.KafkaCluster;
import dev.sluice.app.cluster.SecuredCluster;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broken configurations against real brokers: each is named by one line, and nothing else is blamed. */
@Timeout(120)
class DoctorIT {
    private static final String REGISTRY = "registry: {urls: [\"mock://test\"], autoRegister: true}\n";

    @TempDir
    static Path folder;

    private static TestCluster open;
    private static SecuredCluster secured;

    @BeforeAll
    static void start() throws Exception {
        open = TestCluster.create("doctor-");
        secured = SecuredCluster.start();
        secured.create(List.of("pipeline", "stranger"));
    }

    @AfterAll
    static void stop() {
        secured.close();
    }

    @Test
    void aConfigurationThatIsWellHasNothingToMend() throws IOException {
        Path config = open.config(folder.resolve("well.yaml"), """
                topics: {replicationFactor: 1}
                pipeline: {stateDir: %s, replicationFactor: 1}
                sink: {vault: %s, signingKey: %s, createKey: true}
                """.formatted(
                        folder.resolve("state"), folder.resolve("vault"), folder.resolve("key.pem")));

        Examined examined = Examined.of(config);

        assertThat(examined.failures()).isEmpty();
        assertThat(examined.exitCode()).as(examined.out()).isZero();
        assertThat(examined.out())
                .contains(
                        "ok    logging on", "ok    partitions", "ok    rights", "ok    internal topics", "ok    clock")
                .endsWith(" skipped\n");
        assertThat(folder.resolve("state")).as("it writes nothing").doesNotExist();
        assertThat(Examined.of(config, "--strict").exitCode())
                .as("the registry in memory is warned of")
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void anUnknownKeyIsNamedAndAllThatRestsOnTheFileIsSkipped() throws IOException {
        Path config = Files.writeString(
                folder.resolve("unknown.yaml"),
                "kafka: {bootstrapServers: \"localhost:9092\", topicPrefx: forum-}\n" + REGISTRY);

        Examined examined = Examined.of(config);

        assertThat(examined.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(examined.failures())
                .singleElement()
                .asString()
                .contains(
                        "configuration",
                        "kafka.topicPrefx is unknown; allowed: bootstrapServers, properties, topicPrefix");
        assertThat(examined.out()).contains("skip  topics", "because of what is said under 'configuration'");
    }

    @Test
    void aHostThatDoesNotResolveAndAPortThatNobodyListensOnAreNamed() throws IOException {
        Path config = plain("nowhere", "nowhere.invalid:9092,127.0.0.1:" + freePort(), "");

        Examined examined = Examined.of(config);

        assertThat(examined.failures())
                .satisfiesExactly(
                        line -> assertThat(line).contains("bootstrap servers", "nowhere.invalid:9092 does not resolve"),
                        line -> assertThat(line).contains("bootstrap servers", "refuses connections"));
    }

    @Test
    void anAddressThatIsNoneIsNamed() throws IOException {
        assertThat(only(plain("scheme", "https://broker", "")))
                .contains("kafka.bootstrapServers has 'https://broker'; allowed: host:port");
    }

    @Test
    void aListenerThatWantsALogOnIsNamed() throws IOException {
        assertThat(only(plain("no-sasl", secured.bootstrapServers(), "")))
                .contains(
                        "listener", "asks clients to log on by SASL with", "SCRAM-SHA-256", "allowed: SASL_PLAINTEXT");
    }

    @Test
    void aListenerThatTakesNoLogOnIsNamed() throws IOException {
        assertThat(only(plain(
                        "sasl",
                        KafkaCluster.bootstrapServers(),
                        logOn("SCRAM-SHA-256", "scram.ScramLoginModule", "pipeline", "of-pipeline"))))
                .contains("listener", "takes no SASL; allowed: PLAINTEXT");
    }

    @Test
    void aListenerWithoutTlsIsNamed() throws IOException {
        assertThat(only(plain("tls", KafkaCluster.bootstrapServers(), "{security.protocol: SSL}")))
                .contains("listener", "does not speak TLS; allowed: PLAINTEXT");
    }

    @Test
    void aMechanismThatTheListenerDoesNotTakeIsNamed() throws IOException {
        assertThat(only(plain(
                        "mechanism",
                        secured.bootstrapServers(),
                        logOn("SCRAM-SHA-512", "scram.ScramLoginModule", "pipeline", "of-pipeline"))))
                .contains(
                        "kafka.properties.sasl.mechanism is SCRAM-SHA-512",
                        "does not take it; allowed: ",
                        "SCRAM-SHA-256");
    }

    @Test
    void aWrongPasswordIsNamedAndNotPrinted() throws IOException {
        Examined examined = Examined.of(plain(
                "password",
                secured.bootstrapServers(),
                logOn("SCRAM-SHA-256", "scram.ScramLoginModule", "pipeline", "wr0ng-secret")));

        assertThat(examined.failures())
                .singleElement()
                .asString()
                .contains("logging on", "refuse the user or the secret of kafka.properties.sasl.jaas.config");
        assertThat(examined.out()).doesNotContain("wr0ng-secret");
    }

    @Test
    void aLineToLogOnWithThatCannotBeReadIsNamedAndNotPrinted() throws IOException {
        Path jaas = Files.writeString(
                folder.resolve("broken.jaas"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=pipeline password=half a secret");
        Examined examined = Examined.of(plain(
                "jaas",
                secured.bootstrapServers(),
                "{security.protocol: SASL_PLAINTEXT, sasl.mechanism: SCRAM-SHA-256, sasl.jaas.config: \"${file:%s}\"}"
                        .formatted(jaas.getFileName())));

        assertThat(examined.failures())
                .singleElement()
                .asString()
                .contains("client settings", "kafka.properties.sasl.jaas.config is not one line of the form");
        assertThat(examined.out()).doesNotContain("secret\"", "half", "=half");
    }

    @Test
    void rightsThatLackAreNamed() throws Exception {
        try (Admin admin = Admin.create(secured.client(secured.admin()))) {
            List<String> there = admin.listTopics().names().get().stream().toList();
            if (!there.contains("posts")) {
                admin.createTopics(
                                List.of(new NewTopic("posts", 4, (short) 1), new NewTopic("decisions", 4, (short) 1)))
                        .all()
                        .get();
            }
        }
        Path config = plain(
                "rights",
                secured.bootstrapServers(),
                logOn("SCRAM-SHA-256", "scram.ScramLoginModule", "stranger", "of-stranger"),
                "pipeline: {stateDir: %s, replicationFactor: 1}\n".formatted(folder.resolve("state")));

        assertThat(Examined.of(config).failures())
                .anySatisfy(line -> assertThat(line)
                        .contains("rights", "may not read", "allowed: a principal with the role scorer"))
                .anySatisfy(line -> assertThat(line).contains("rights", "may not write"))
                .anySatisfy(line -> assertThat(line).contains("rights", "may not use the group sluice;"))
                .anySatisfy(line -> assertThat(line).contains("rights", "transactional ids that begin with sluice-"))
                .anySatisfy(line ->
                        assertThat(line).contains("internal topics", "may not create topics that begin with sluice-"));
    }

    @Test
    void topicsThatAreMissingAreCounted() throws IOException {
        Path config = Files.writeString(
                folder.resolve("missing.yaml"),
                "kafka: {bootstrapServers: \"%s\", topicPrefix: nothing-}\n%ssink: {vault: %s, signingKey: %s, createKey: true}\n"
                        .formatted(
                                KafkaCluster.bootstrapServers(),
                                REGISTRY,
                                folder.resolve("vault"),
                                folder.resolve("key.pem")));

        assertThat(only(config))
                .contains(
                        "topics", "4 of 4 topics are missing: nothing-dead-letters", "./sluice topics apply --config");
    }

    @Test
    void topicsThatAreSetUpWronglyAreNamedOneByOne() throws Exception {
        TestCluster broken = TestCluster.create("broken-");
        try (Admin admin = broken.admin()) {
            admin.deleteTopics(List.of(broken.prefix() + "flags", broken.prefix() + "policies"))
                    .all()
                    .get();
            admin.createTopics(List.of(
                            new NewTopic(broken.prefix() + "flags", 3, (short) 1),
                            new NewTopic(broken.prefix() + "policies", 2, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "4194304"))))
                    .all()
                    .get();
            set(admin, broken.prefix() + "posts", "cleanup.policy", "compact");
            set(admin, broken.prefix() + "cases", "cleanup.policy", "delete");
            set(admin, broken.prefix() + "decisions", "min.insync.replicas", "2");
            set(admin, broken.prefix() + "reviews", "max.message.bytes", "1000");
        }
        Path config = broken.config(
                folder.resolve("broken.yaml"),
                "topics: {replicationFactor: 1}\npipeline: {stateDir: %s, replicationFactor: 1}\n"
                        .formatted(folder.resolve("state")));

        assertThat(Examined.of(config).failures())
                .anySatisfy(line -> assertThat(line)
                        .contains("posts has cleanup.policy compact; allowed: delete, or all but the last record"))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "cases has cleanup.policy delete; allowed: compact, or what stands there is forgotten"))
                .anySatisfy(line -> assertThat(line)
                        .contains("decisions has min.insync.replicas 2 of 1 replicas; allowed: 1 at most"))
                .anySatisfy(line -> assertThat(line).contains("reviews has max.message.bytes 1000; allowed: 4194304"))
                .anySatisfy(line -> assertThat(line).contains("policies has 2 partitions; allowed: 1"))
                .anySatisfy(line ->
                        assertThat(line).contains("partitions", "flags 3", "posts 4", "meet their posts by partition"));
    }

    @Test
    void moreReplicasThanBrokersAreNamed() throws IOException {
        assertThat(only(open.config(
                        folder.resolve("replicas.yaml"),
                        "pipeline: {stateDir: %s, replicationFactor: 3}\n".formatted(folder.resolve("state")))))
                .contains("internal topics", "pipeline.replicationFactor is 3");
    }

    @Test
    void aRegistryThatIsDownAndOneThatIsNoneAreNamed() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        other.start();
        try {
            String none = "http://127.0.0.1:" + other.getAddress().getPort();
            Path config = registry("registry", "[\"http://127.0.0.1:%d\", \"%s\"]".formatted(freePort(), none));

            assertThat(Examined.of(config).failures())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("registry", "refuses connections"),
                            line -> assertThat(line).contains(none + " answers, but not as a registry does (404)"));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aRegistryThatDoesNotHaveOurSchemasOrWouldRefuseThemIsNamed() throws IOException {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean asks = path.startsWith("/compatibility");
            byte[] body = (asks
                            ? "{\"is_compatible\":" + !path.contains("receipts") + "}"
                            : "{\"error_code\":40401,\"message\":\"Subject not found.\"}")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(asks ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        try {
            Path config = registry(
                    "schemas",
                    "[\"http://127.0.0.1:%d\"]".formatted(registry.getAddress().getPort()));

            assertThat(Examined.of(config).failures())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("schemas", "would refuse our schema of 1 subjects: ")
                                    .contains(open.prefix() + "receipts-value"),
                            line -> assertThat(line)
                                    .contains("does not have our schema of 1 subjects: ")
                                    .contains(open.prefix() + "dead-letters-value")
                                    .contains("./sluice schemas register --config " + config));
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void foldersKeysStoresAndPoliciesThatCannotBeUsedAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("in-the-way"), "");
        Path key = Files.writeString(folder.resolve("open-key.pem"), "a key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Path config = Files.writeString(folder.resolve("files.yaml"), """
                kafka:
                  bootstrapServers: 127.0.0.1:1
                  properties: {security.protocol: SSL, ssl.truststore.location: %s, ssl.truststore.type: PEM}
                %spipeline: {stateDir: %s, policies: %s}
                sink: {vault: %s, signingKey: %s}
                """.formatted(
                        key, REGISTRY, file.resolve("state"), folder.resolve("no-policies"), folder, key));

        assertThat(Examined.of(config).failures())
                .anySatisfy(line -> assertThat(line).contains("folders", "pipeline.stateDir is ", "is no folder"))
                .anySatisfy(line -> assertThat(line)
                        .contains("secret files", "sink.signingKey is ", "rw-r--r--; allowed: rw-------"))
                .anySatisfy(line -> assertThat(line)
                        .contains("key stores", "kafka.properties.ssl.truststore.location is ", "is no PEM store"))
                .anySatisfy(line -> assertThat(line).contains("policies", "no-policies is not a folder"));
    }

    @Test
    void settingsThatAreUnknownOrBreakExactlyOnceAreNamed() throws IOException {
        Examined examined = Examined.of(plain(
                "settings",
                KafkaCluster.bootstrapServers(),
                "{acks: \"1\", sasl.mechanims: PLAIN, producer.linger.ms: \"5\", application.id: x}"));

        assertThat(examined.failures())
                .anySatisfy(line -> assertThat(line).contains("kafka.properties.acks is '1'; allowed: all"))
                .anySatisfy(
                        line -> assertThat(line).contains("application.id is set; allowed: pipeline.applicationId"));
        assertThat(examined.warnings())
                .anySatisfy(line -> assertThat(line)
                        .contains("sasl.mechanims is no setting of Kafka's clients; allowed: sasl.mechanism"))
                .noneSatisfy(line -> assertThat(line).contains("linger"));
    }

    @Test
    void jsonHasTheSameLines() throws IOException {
        Examined examined = Examined.of(plain("json", "nowhere.invalid:9092", ""), "--json");

        JsonNode lines = new ObjectMapper().readTree(examined.out());
        assertThat(lines.get("fail").asInt()).isEqualTo(1);
        assertThat(lines.get("lines")).anySatisfy(line -> {
            assertThat(line.get("check").asText()).isEqualTo("bootstrap servers");
            assertThat(line.get("level").asText()).isEqualTo("fail");
            assertThat(line.get("mend").asText()).contains("kafka.bootstrapServers");
        });
    }

    private static String only(Path config) {
        Examined examined = Examined.of(config);
        assertThat(examined.exitCode()).as(examined.out()).isEqualTo(ExitCode.FAILED);
        assertThat(examined.failures()).as(examined.out()).hasSize(1);
        return examined.failures().getFirst();
    }

    private static Path plain(String name, String servers, String properties) throws IOException {
        return plain(name, servers, properties, "");
    }

    private static Path plain(String name, String servers, String properties, String sections) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                "kafka:\n  bootstrapServers: \"" + servers + "\"\n"
                        + (properties.isEmpty() ? "" : "  properties: " + properties + "\n") + REGISTRY + sections);
    }

    private static Path registry(String name, String urls) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                "kafka: {bootstrapServers: \"%s\", topicPrefix: %s}\nregistry: {urls: %s, autoRegister: false}\n"
                                .formatted(KafkaCluster.bootstrapServers(), open.prefix(), urls)
                        + "topics: {replicationFactor: 1}\nsink: {vault: %s, signingKey: %s, createKey: true}\n"
                                .formatted(folder.resolve("vault"), folder.resolve("key.pem")));
    }

    private static String logOn(String mechanism, String module, String user, String password) throws IOException {
        Path jaas = Files.writeString(
                folder.resolve(user + password + mechanism + ".jaas"),
                "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                        .formatted(module, user, password));
        return "{security.protocol: SASL_PLAINTEXT, sasl.mechanism: %s, sasl.jaas.config: \"${file:%s}\"}"
                .formatted(mechanism, jaas.getFileName());
    }

    private static void set(Admin admin, String topic, String key, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
