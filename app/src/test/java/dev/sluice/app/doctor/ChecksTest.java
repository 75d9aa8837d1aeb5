package dev.sluice.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.doctor.Addresses.Address;
import dev.sluice.app.doctor.FoldersCheck.Disk;
import dev.sluice.app.doctor.ListenerProbe.Spoken;
import dev.sluice.app.doctor.Remark.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each check says of facts that a test cannot have for real. */
class ChecksTest {
    private static final long GIB = 1L << 30;
    private static final Patient NOBODY = new Patient(Path.of("none.yaml"), given -> Path.of("."));

    @Test
    void anOldJdkFailsAndAHeapThatLeavesNoMemoryIsWarnedOf() {
        JavaCheck check = new JavaCheck(new JavaCheck.Facts(17, "17.0.1", 3 * GIB, 3 * GIB, List.of()));

        assertThat(check.look(NOBODY))
                .extracting(Remark::level, Remark::what)
                .satisfiesExactly(
                        old -> assertThat(old.toList())
                                .containsExactly(Level.FAIL, "the JDK is 17.0.1; allowed: 21 or newer"),
                        heap -> assertThat(heap.toList().get(1).toString())
                                .startsWith("the heap may grow to 3072 MiB of 3072 MiB"));
    }

    @Test
    void aJdkThatAsksForNativeAccessIsToldApartByItsOptions() {
        assertThat(java(25, List.of())).extracting(Remark::level).containsExactly(Level.WARN);
        assertThat(java(25, List.of("--enable-native-access=ALL-UNNAMED")))
                .extracting(Remark::level)
                .containsExactly(Level.OK);
        assertThat(java(21, List.of())).extracting(Remark::level).containsExactly(Level.OK);
    }

    private static List<Remark> java(int feature, List<String> options) {
        return new JavaCheck(new JavaCheck.Facts(feature, "x", GIB, 4 * GIB, options)).look(NOBODY);
    }

    @Test
    void theLimitOfOpenFilesFailsWarnsOrSuits() {
        assertThat(new OpenFilesCheck(512).look(NOBODY).getFirst().level()).isEqualTo(Level.FAIL);
        assertThat(new OpenFilesCheck(4_096).look(NOBODY).getFirst().level()).isEqualTo(Level.WARN);
        assertThat(new OpenFilesCheck(65_536).look(NOBODY).getFirst().level()).isEqualTo(Level.OK);
        assertThat(new OpenFilesCheck(-1).look(NOBODY).getFirst().level()).isEqualTo(Level.OK);
    }

    @Test
    void aFullDiskFailsAndOneThatIsRemoteOrPassesIsWarnedOf() {
        Path path = Path.of("/data");
        assertThat(FoldersCheck.judge("sink.vault", path, new Disk("ext4", GIB / 8)))
                .extracting(Remark::level)
                .containsExactly(Level.FAIL);
        assertThat(FoldersCheck.judge("sink.vault", path, new Disk("nfs4", 100 * GIB)))
                .singleElement()
                .satisfies(remark -> assertThat(remark.what()).contains("of type nfs4; allowed: a local one"));
        assertThat(FoldersCheck.judge("pipeline.stateDir", path, new Disk("overlay", 100 * GIB)))
                .singleElement()
                .satisfies(remark -> assertThat(remark.mend()).contains("restores all state from Kafka"));
        assertThat(FoldersCheck.judge("sink.vault", path, new Disk("xfs", 100 * GIB)))
                .isEmpty();
    }

    @Test
    void transactionsThatNeedMoreBrokersThanThereAreFail() {
        assertThat(ClusterCheck.judge(
                        Map.of(
                                "transaction.state.log.replication.factor", "3",
                                "transaction.state.log.min.isr", "2",
                                "default.replication.factor", "1"),
                        1))
                .extracting(Remark::level, Remark::what)
                .allSatisfy(remark -> assertThat(remark.toList().getFirst()).isEqualTo(Level.FAIL))
                .hasSize(2);
    }

    @Test
    void aClusterThatAnotherLossWouldHurtIsWarnedOf() {
        assertThat(ClusterCheck.judge(
                        Map.of(
                                "transaction.state.log.replication.factor", "1",
                                "transaction.state.log.min.isr", "1",
                                "default.replication.factor", "1",
                                "auto.create.topics.enable", "true",
                                "allow.everyone.if.no.acl.found", "true",
                                "unclean.leader.election.enable", "true",
                                "offsets.retention.minutes", "60"),
                        3))
                .hasSize(6)
                .allSatisfy(remark -> assertThat(remark.what())
                        .as("internal topics have as many replicas as those that are read")
                        .doesNotStartWith("default.replication.factor"))
                .allSatisfy(remark -> assertThat(remark.level()).isEqualTo(Level.WARN));
        assertThat(ClusterCheck.judge(Map.of(), 3))
                .as("a managed cluster that tells nothing is not blamed")
                .isEmpty();
    }

    @Test
    void clocksThatDifferByMoreThanTheWayOfTheAnswerAreTold() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(clock(now.plusMillis(40), now, now.plusMillis(80)).level()).isEqualTo(Level.OK);
        assertThat(clock(now.minusSeconds(10), now, now.plusMillis(80)))
                .satisfies(remark -> assertThat(remark.what()).startsWith("our clock is 9 s ahead of them"))
                .satisfies(remark -> assertThat(remark.level()).isEqualTo(Level.WARN));
        assertThat(clock(now.plusSeconds(900), now, now.plusMillis(80)))
                .satisfies(remark -> assertThat(remark.what()).startsWith("our clock is 899 s behind them"))
                .satisfies(remark -> assertThat(remark.level()).isEqualTo(Level.FAIL));
    }

    private static Remark clock(Instant theirs, Instant before, Instant after) {
        return ClockCheck.judge(new ClockCheck.Reading("them", theirs, before, after, Duration.ofMillis(1)));
    }

    @Test
    void addressesAreReadAndWhatIsNoneIsNamed() {
        assertThat(Addresses.of("a:1, [::1]:9092")).containsExactly(new Address("a", 1), new Address("::1", 9092));
        assertThat(Addresses.allLoopback("localhost:1,127.0.0.1:2")).isTrue();
        assertThat(Addresses.allLoopback("localhost:1,broker:2")).isFalse();
        for (String wrong : List.of("broker", "broker:", "broker:0", "broker:70000", ":9092", "a:1,", "http://a:1")) {
            assertThatThrownBy(() -> Addresses.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aListenerThatTellsNothingIsNotBlamed() {
        Spoken silent = new Spoken(true, null, false, null, List.of());

        assertThat(ListenerCheck.judge(new Address("b", 1), silent, Map.of("security.protocol", "SASL_SSL")))
                .singleElement()
                .satisfies(remark -> assertThat(remark.level()).isEqualTo(Level.OK));
        assertThat(ListenerCheck.judge(new Address("b", 1), silent, Map.of()))
                .singleElement()
                .satisfies(remark -> assertThat(remark.what())
                        .isEqualTo(
                                "kafka.properties.security.protocol is PLAINTEXT, and the listener at b:1 speaks TLS;"
                                        + " allowed: SSL"));
    }

    @Test
    void answersOfARegistryAreUnderstood() {
        assertThat(RegistryCheck.judge(200, "[1]")).isEmpty();
        assertThat(RegistryCheck.judge(404, "{\"error_code\":40401}")).isEmpty();
        assertThat(RegistryCheck.judge(404, "<html>")).contains("allowed: the address with its path");
        assertThat(RegistryCheck.judge(401, "")).contains("registry.basic or registry.bearer");
        assertThat(RegistryCheck.judge(403, "")).contains("the right to read subjects");
        assertThat(RegistryCheck.judge(503, "")).contains("answers 503");
    }

    @Test
    void topicsThatKeepWordsForLongerOrShorterAreWarnedOf() {
        Map<String, String> planned = Map.of("cleanup.policy", "delete", "retention.ms", "2592000000");

        assertThat(TopicSettings.judge("posts", Map.of("retention.ms", "-1"), planned, 3, "apply"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.what())
                        .isEqualTo("the topic posts has retention.ms -1 (for ever); allowed: 2592000000 (30 days);"
                                + " words are kept for longer than needed"));
        assertThat(TopicSettings.judge("posts", Map.of("retention.ms", "86400000"), planned, 3, "apply"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.what()).endsWith("records go before they are done with"));
        assertThat(TopicSettings.judge("posts", Map.of("min.insync.replicas", "1"), planned, 3, "apply"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.mend())
                        .isEqualTo("set min.insync.replicas of the topic or the brokers to 2"));
        assertThat(TopicSettings.judge("posts", Map.of("message.timestamp.type", "LogAppendTime"), planned, 3, "apply"))
                .singleElement()
                .satisfies(remark -> assertThat(remark.level()).isEqualTo(Level.WARN));
    }

    @Test
    void failuresOfKafkasAreToldInWordsThatHelp() {
        assertThat(Symptoms.of(new SaslAuthenticationException("Authentication failed"))
                        .what())
                .startsWith("the brokers refuse the user or the secret");
        assertThat(Symptoms.of(new SslAuthenticationException(
                                "SSL handshake failed", new Exception("unable to find valid certification path")))
                        .what())
                .startsWith("the brokers' certificate is not trusted");
        assertThat(Symptoms.of(new SslAuthenticationException(
                                "SSL handshake failed", new Exception("No subject alternative names matching IP")))
                        .what())
                .startsWith("the brokers' certificate is for another host");
        assertThat(Symptoms.of(new TimeoutException("late")).what())
                .isEqualTo("the cluster does not answer in time: late");
    }

    @Test
    void aKeyThatIsNearlyRightIsToldTheRightOne() {
        assertThat(KnownSettings.contains("sasl.mechanism")).isTrue();
        assertThat(KnownSettings.contains(KnownSettings.withoutPrefix("main.consumer.fetch.min.bytes")))
                .isTrue();
        assertThat(KnownSettings.nearest("sasl.mechanims")).contains("sasl.mechanism");
        assertThat(KnownSettings.nearest("nothing.that.is.like.any.key")).isEmpty();
        assertThat(KnownSettings.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void theGroupsOfAPipelineAreAllThatItRuns(@TempDir Path folder) throws IOException {
        String common = "kafka: {bootstrapServers: \"localhost:9092\"}\nregistry: {urls: [\"mock://test\"]}\n";
        Path file = folder.resolve("sluice.yaml");
        SluiceConfig all = ConfigReader.read(Files.writeString(file, common + "pipeline: {stateDir: state}\n"));
        SluiceConfig bare = ConfigReader.read(Files.writeString(file, common + """
                pipeline:
                  stateDir: state
                  secondLook: {enabled: false}
                  casework: {enabled: false}
                  defamation: {enabled: false}
                """));

        assertThat(Groups.of(all, Part.PIPELINE))
                .containsExactlyInAnyOrder("sluice", "sluice-casework", "sluice-defamation", "sluice-second-look");
        assertThat(Groups.streams(all)).contains("sluice-casework", "sluice-defamation");
        assertThat(Groups.of(bare, Part.PIPELINE)).containsExactly("sluice");
    }
}
