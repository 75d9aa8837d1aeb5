package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.PipelineSettings.Sizing;
import dev.sluice.topology.decide.HeldPosts;
import dev.sluice.topology.intake.IntakeSettings;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.StrikeSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong settings name the key, the value and what is allowed; right ones reach Kafka. */
class SettingsTest {
    private static final PipelineSettings DEFAULTS = PipelineSettings.defaults("localhost:9092", Path.of("state"));

    record Wrong(String message, Runnable make) {
        @Override
        public String toString() {
            return message;
        }
    }

    static List<Wrong> wrongSettings() {
        Duration second = Duration.ofSeconds(1);
        return List.of(
                new Wrong(
                        "topicPrefix is 'a b'; allowed: up to",
                        () -> TopologySettings.defaults().withTopicPrefix("a b")),
                new Wrong("healthPort is 70000; allowed: -1 to 65535", () -> DEFAULTS.withHealthPort(70_000)),
                new Wrong("healthHost is empty; allowed:", () -> DEFAULTS.withHealthHost(" ")),
                new Wrong("warmUpPosts is -1; allowed: 0 to", () -> DEFAULTS.withWarmUpPosts(-1)),
                new Wrong("threads is 0; allowed: 1 to 256", () -> new Sizing(0, 0, 0, second)),
                new Wrong("standbyReplicas is -1; allowed: 0 to", () -> new Sizing(1, -1, 0, second)),
                new Wrong("cacheBytes is -1; allowed: 0 to", () -> new Sizing(1, 0, -1, second)),
                new Wrong("commitInterval in ms is 5; allowed: 10 to", () -> new Sizing(1, 0, 0, Duration.ofMillis(5))),
                new Wrong("kafka.bootstrapServers is empty", () -> cluster(" ", "a", 1)),
                new Wrong("kafka.applicationId is 'a b'; allowed:", () -> cluster("h:1", "a b", 1)),
                new Wrong("kafka.replicationFactor is 0; allowed: 1 to", () -> cluster("h:1", "a", 0)),
                new Wrong("kafka.groupProtocol is 'new'; allowed: classic, streams", () -> GroupProtocol.of("new")),
                new Wrong("held.queue is empty", () -> new HeldPosts("", second)),
                new Wrong("held.deadline is PT0S", () -> new HeldPosts("q", Duration.ZERO)),
                new Wrong("intake.maxIdLength is 0", () -> new IntakeSettings(Instant.EPOCH, second, 0, 1, second)),
                new Wrong(
                        "intake.maxFuture is PT-1S",
                        () -> new IntakeSettings(Instant.EPOCH, second.negated(), 1, 1, second)),
                new Wrong("retention.maxVisits is 1", () -> new Retention(second, second, second, second, 1)),
                new Wrong("retention.posts is PT0S", () -> new Retention(Duration.ZERO, second, second, second, 2)),
                new Wrong("retention.standings is PT0S", () -> new Retention(second, second, Duration.ZERO, second, 2)),
                new Wrong(
                        "context.author.strikes.limit is 11.0; allowed: 0 to 10",
                        () -> new StrikeSettings(second, second, 0, 11, 0)),
                new Wrong(
                        "context.thread.window is PT0S",
                        () -> new ContextSettings.ThreadSettings(Duration.ZERO, second, second, second)),
                new Wrong(
                        "context.thread.followUp is PT2S; allowed: at most context.thread.mediationWindow, PT1S",
                        () -> new ContextSettings.ThreadSettings(second, second, second, Duration.ofSeconds(2))),
                new Wrong(
                        "context.target.usualHalfLife is PT0S",
                        () -> new ContextSettings.TargetSettings(second, second, Duration.ZERO)),
                new Wrong(
                        "context.author.strikes.expiry is PT0S",
                        () -> new StrikeSettings(second, Duration.ZERO, 0, 1, 0)));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void wrongSettingIsNamed(Wrong wrong) {
        assertThatThrownBy(wrong.make()::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(wrong.message());
    }

    @Test
    void propertiesAreThoseThatKafkaStreamsTakes() {
        Properties properties = StreamsProperties.of(DEFAULTS);
        StreamsConfig config = new StreamsConfig(properties);
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
        Map<String, Object> producer = config.getProducerConfigs("test");
        assertThat(producer)
                .containsEntry("linger.ms", 50L)
                .containsEntry("batch.size", 131_072)
                .containsEntry("compression.type", "lz4");
        Map<String, Object> consumer = config.getMainConsumerConfigs("test", "test", 0);
        assertThat(consumer).containsEntry("fetch.min.bytes", 65_536).containsEntry("fetch.max.wait.ms", 25);
    }

    @Test
    void withThreeReplicasInternalTopicsNeedTwoInSync() {
        String inSync = StreamsConfig.topicPrefix("min.insync.replicas");
        Cluster three = DEFAULTS.cluster().withReplicationFactor(3);

        assertThat(StreamsProperties.of(DEFAULTS.withCluster(three)))
                .containsEntry(StreamsConfig.REPLICATION_FACTOR_CONFIG, 3)
                .containsEntry(inSync, 2);
        // With two, a broker could not go.
        assertThat(StreamsProperties.of(DEFAULTS.withCluster(three.withReplicationFactor(2))))
                .doesNotContainKey(inSync);
        assertThat(StreamsProperties.of(DEFAULTS)).doesNotContainKey(inSync);
    }

    @Test
    void clusterPropertiesWinButNeverOverTheGuarantee() {
        Map<String, String> own = Map.of("security.protocol", "SSL", "processing.guarantee", "at_least_once");
        Properties properties =
                StreamsProperties.of(DEFAULTS.withCluster(new Cluster("h:1", "a", 3, GroupProtocol.STREAMS, own)));
        assertThat(properties)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("group.protocol", "streams")
                .containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void anInstanceWithANameStaysAMemberWhenItEnds() {
        Cluster nameless = cluster("h:1", "a", 1);
        Cluster named = new Cluster(
                "h:1",
                "a",
                1,
                GroupProtocol.CLASSIC,
                Map.of("main.consumer.group.instance.id", "pod-0", "main.consumer.session.timeout.ms", "60000"));

        assertThat(Membership.operation(nameless)).isEqualTo(GroupMembershipOperation.LEAVE_GROUP);
        assertThat(Membership.operation(named)).isEqualTo(GroupMembershipOperation.REMAIN_IN_GROUP);
        assertThat(new StreamsConfig(StreamsProperties.of(DEFAULTS.withCluster(named)))
                        .getMainConsumerConfigs("a", "a", 1))
                .as("each thread is a member of its own")
                .containsEntry("group.instance.id", "pod-0-1")
                .containsEntry("session.timeout.ms", "60000");
    }

    @Test
    void passwordsAreNotPrinted() {
        Cluster cluster = new Cluster("h:1", "a", 1, GroupProtocol.CLASSIC, Map.of("ssl.key.password", "hunter2"));
        assertThat(DEFAULTS.withCluster(cluster).toString()).doesNotContain("hunter2");
    }

    @Test
    void registryThatIsAwayIsWaitedForHoweverLong() {
        List<Long> pauses = new ArrayList<>();
        SteppedClock clock = new SteppedClock();
        ThreadFailures failures = new ThreadFailures(clock, pause -> {
            pauses.add(pause);
            clock.millis += pause;
        });
        Throwable away = new StreamsException(new RegistryUnavailableException("away"));
        for (int i = 0; i < 50; i++) {
            assertThat(failures.handle(away)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        }
        assertThat(pauses).endsWith(15_000L, 15_000L);
        assertThat(failures.handle(new IllegalStateException()))
                .as("what else goes wrong afterwards is counted from the start")
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void diedThreadsAreReplacedWithLongerAndLongerPausesUntilItIsEnough() {
        List<Long> pauses = new ArrayList<>();
        SteppedClock clock = new SteppedClock();
        ThreadFailures failures = new ThreadFailures(clock, pause -> {
            pauses.add(pause);
            clock.millis += pause;
        });
        for (int i = 0; i < 8; i++) {
            assertThat(failures.handle(new IllegalStateException()))
                    .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        }
        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L);
        assertThat(failures.handle(new IllegalStateException()))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    void threadsThatDieTogetherCountAsOneFailure() {
        SteppedClock clock = new SteppedClock();
        List<Long> pauses = new ArrayList<>();
        ThreadFailures failures = new ThreadFailures(clock, pauses::add);
        for (long pause : List.of(100L, 200L, 400L)) {
            for (int thread = 0; thread < 64; thread++) {
                assertThat(failures.handle(new IllegalStateException()))
                        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
            }
            clock.millis += pause;
        }
        assertThat(pauses).hasSize(192);
        assertThat(pauses.stream().distinct()).containsExactly(100L, 200L, 400L);
    }

    @Test
    void failuresLongAgoAreForgotten() {
        SteppedClock clock = new SteppedClock();
        ThreadFailures failures = new ThreadFailures(clock, pause -> {});
        for (int i = 0; i < 100; i++) {
            clock.millis += Duration.ofMinutes(2).toMillis();
            assertThat(failures.handle(new IllegalStateException()))
                    .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        }
    }

    /** A clock that a test moves. */
    private static final class SteppedClock extends Clock {
        private long millis;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void sourceTopicsMustBeThereWithAsManyPartitionsEach() {
        String why = "they meet";
        List<String> topics = List.of("x.posts", "x.flags");
        assertThatCode(() -> SourceTopics.check(topics, Map.of("x.posts", 6, "x.flags", 6), why))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SourceTopics.check(topics, Map.of("x.posts", 6), why))
                .hasMessage(
                        "the topics x.flags are missing; allowed: topics that were set up before the pipeline starts");
        assertThatThrownBy(() -> SourceTopics.check(topics, Map.of(), why))
                .hasMessage("the topics x.posts, x.flags are missing; allowed: topics that were set up before the"
                        + " pipeline starts");
        assertThatThrownBy(() -> SourceTopics.check(topics, Map.of("x.posts", 6, "x.flags", 3), why))
                .hasMessage("the topics have partitions x.posts: 6, x.flags: 3; allowed: the same number each, because"
                        + " they meet");
    }

    private static Cluster cluster(String servers, String id, int replication) {
        return new Cluster(servers, id, replication, GroupProtocol.CLASSIC, Map.of());
    }
}
