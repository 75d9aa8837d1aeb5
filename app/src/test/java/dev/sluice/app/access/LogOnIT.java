package dev.sluice.app.access;

import static dev.sluice.app.access.SecuredDeployment.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.access.SecuredDeployment.Ended;
import dev.sluice.app.cluster.TestAuthority;
import dev.sluice.app.cluster.TlsCluster;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All ways to log on, under TLS: the administrator and the platform by password, the pipeline by certificate, the sink by token. */
@Timeout(180)
class LogOnIT {
    private static final String SINK = "sink: {vault: %s, signingKey: %s, createKey: true}\n";

    @TempDir
    static Path folder;

    private static TlsCluster cluster;
    private static SecuredDeployment deployment;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TlsCluster(
                folder,
                List.of(Role.PUBLISHER.id(), Role.LEGAL.id()),
                List.of(Role.SCORER.id()),
                List.of(Role.SINK.id()));
        deployment = new SecuredDeployment(cluster, folder);
        Ended applied =
                run("topics", "apply", "--config", deployment.adminConfig().toString());
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void everyPartWorksByItsOwnWayToLogOn() throws Exception {
        try (SecuredParts parts = SecuredParts.start(deployment)) {
            deployment.client(Role.PUBLISHER).write(TopicCatalogue.POSTS, "t", post());

            await().atMost(Duration.ofSeconds(90))
                    .pollInSameThread()
                    .until(() -> !deployment
                            .client(Role.LEGAL)
                            .read(TopicCatalogue.RECEIPTS)
                            .isEmpty());
        }
    }

    @Test
    void theDoctorFindsNothingToMendWhicheverWaySomebodyLogsOn() throws Exception {
        String pipeline = "pipeline: {stateDir: %s, replicationFactor: 1}\n".formatted(folder.resolve("state"));
        for (Path config : List.of(
                deployment.adminConfig(), deployment.config("scorer", pipeline), deployment.config("sink", sink()))) {
            Ended examined = doctor(config);
            assertThat(examined.out()).doesNotContain("FAIL").contains("ok    logging on", "ok    rights");
            assertThat(examined.exitCode()).isZero();
        }
    }

    @Test
    void anAuthorityThatIsNotTrustedIsNamed() throws Exception {
        Path other = new TestAuthority("another").trusted(folder.resolve("another.pem"));
        Path config = deployment.config("sink", sink());
        String text = Files.readString(config).replace(folder.resolve("ca.pem").toString(), other.toString());

        assertThat(failure("untrusted", text)).contains("logging on", "certificate is not trusted");
    }

    @Test
    void aCertificateForAnotherHostIsNamed() throws Exception {
        String text = Files.readString(deployment.config("sink", sink()))
                .replace("127.0.0.1:" + cluster.port("OAUTH"), "localhost:" + cluster.port("OAUTH"));

        assertThat(failure("host", text)).contains("logging on", "certificate is for another host");
    }

    @Test
    void aCertificateThatIsAskedForAndNotNamedIsNamed() throws Exception {
        String text =
                "kafka: {bootstrapServers: \"127.0.0.1:%d\", properties: {security.protocol: SSL, ssl.truststore.type: PEM, ssl.truststore.location: %s}}\n"
                                .formatted(cluster.port("MTLS"), folder.resolve("ca.pem"))
                        + "registry: {urls: [\"mock://secured\"], autoRegister: true}\n" + sink();

        assertThat(failure("no-certificate", text))
                .containsAnyOf(
                        "asks for a client's certificate, and none is named",
                        // Where the brokers close the connection before the listener has been asked.
                        "refuse our certificate, or that there is none");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNamed() throws Exception {
        Path store = new TestAuthority("another").store(folder.resolve("another.p12"), "O=Forum,CN=scorer", null);
        String text = Files.readString(deployment.config("scorer", "pipeline: {stateDir: %s}\n".formatted(folder)))
                .replace(folder.resolve("scorer.p12").toString(), store.toString());

        assertThat(failure("refused", text)).contains("logging on", "refuse our certificate");
    }

    @Test
    void aSecretThatGetsNoTokenIsNamedAndNotPrinted() throws Exception {
        Path config = deployment.config("sink", sink());
        Path secret = Files.writeString(folder.resolve("wrong.secret"), "wr0ng-secret");
        String text = Files.readString(config)
                .replace(
                        "sink.sasl.oauthbearer.client.credentials.client.secret",
                        secret.getFileName().toString());

        assertThat(failure("token", text)).contains("logging on", "token").doesNotContain("wr0ng-secret");
    }

    @Test
    void aStoreThatDoesNotOpenIsNamed() throws Exception {
        Path config = deployment.config("scorer", "pipeline: {stateDir: %s}\n".formatted(folder));
        Path password = Files.writeString(folder.resolve("wrong.password"), "wr0ng-secret");
        String text = Files.readString(config)
                .replace("scorer.ssl.keystore.password", password.getFileName().toString());

        assertThat(failure("store", text)).contains("key stores", "PKCS12 store that opens with the password given");
    }

    private static String sink() {
        return SINK.formatted(folder.resolve("doctors-vault"), folder.resolve("doctors-key.pem"));
    }

    private static String failure(String name, String config) throws Exception {
        Ended examined = doctor(Files.writeString(folder.resolve(name + ".yaml"), config));
        List<String> failures =
                examined.out().lines().filter(line -> line.startsWith("FAIL")).toList();
        assertThat(examined.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failures).as(examined.out()).hasSize(1);
        return failures.getFirst();
    }

    private static Ended doctor(Path config) {
        return run("doctor", "--config", config.toString());
    }

    private static Post post() {
        return Post.newBuilder()
                .setId("p")
                .setCommunity("garden")
                .setThread("t")
                .setAuthor("ada")
                .setText("good morning")
                .setCreatedAt(Instant.now())
                .build();
    }
}
