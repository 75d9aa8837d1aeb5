package dev.sluice.app.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.play.Ignored;
import dev.sluice.app.play.OutputReader;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.PostLine;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.Pipeline;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.Services;
import dev.sluice.topology.health.PolicyHealth.Result;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release in mid-stream: two instances switch at one instant, and what is forced in changes nothing. */
class PolicySwitchIT {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int THREADS = 40;
    private static final int BATCH = 200;

    @TempDir
    Path folder;

    private final Map<String, List<Decision>> decisions = new HashMap<>();
    private int published;

    @Test
    @Timeout(600)
    void everyPostIsDecidedUnderOneVersionAndAForcedInReleaseStaysOut() throws Exception {
        TestCluster cluster = TestCluster.create("switch-");
        Path config = cluster.config(folder.resolve("sluice.yaml"), "");
        ReleaseFolder releases = new ReleaseFolder(folder, "bob", "eve");
        releases.pack("1.0.0", "0.5");
        Telemetry telemetry = Telemetry.of(new SimpleMeterRegistry(), StageTimes.off());
        try (Pipeline one = start(cluster, releases, "one", telemetry);
                Pipeline two = start(cluster, releases, "two", Telemetry.simple());
                OutputReader reader =
                        new OutputReader(cluster.client(), cluster.registry(), cluster.prefix(), collector());
                PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix())) {
            one.awaitRunning(Duration.ofSeconds(120));
            two.awaitRunning(Duration.ofSeconds(120));
            publishUntil(publisher, reader, () -> decided("1.0.0") > BATCH);

            releases.pack("2.0.0", "0.9");
            assertThat(releases.approve("ada", "bob").exitCode()).isZero();
            assertThat(releases.approve("ada", "eve").exitCode()).isZero();
            assertThat(releases.release(config, "ada", "bob", "eve").output()).startsWith("released test 2.0.0");
            publishUntil(publisher, reader, () -> decided("2.0.0") > BATCH);

            ReleaseDesk desk =
                    new ReleaseDesk(cluster.client(), cluster.prefix(), cluster.registry(), Clock.systemUTC());
            Instant effectiveAt = desk.history().get(0).release().getEffectiveAt();
            force(desk, releases, publisher);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> telemetry.policies().recorded(Result.REFUSED) >= 2);
            assertThat(ready(one))
                    .startsWith("degraded\n")
                    .contains("a release of policy test is refused: there are 1");
            long before = decided("2.0.0");
            publishUntil(publisher, reader, () -> decided("2.0.0") > before + BATCH);
            drain(reader);

            assertThat(decisions).hasSize(published);
            assertThat(decisions.values())
                    .allSatisfy(ofPost -> assertThat(ofPost).hasSize(1));
            requireOneBoundary(effectiveAt);
        }
    }

    private Pipeline start(TestCluster cluster, ReleaseFolder releases, String name, Telemetry telemetry) {
        Services services = new Services(
                PolicySwitchIT::assess,
                PolicyBook.load(releases.policies()),
                Notices.load(releases.policies()),
                cluster.registry(),
                Clock.systemUTC(),
                telemetry);
        PipelineSettings defaults =
                PipelineSettings.defaults((String) cluster.client().get("bootstrap.servers"), folder.resolve(name));
        PipelineSettings settings = defaults.withCluster(new PipelineSettings.Cluster(
                        defaults.cluster().bootstrapServers(),
                        cluster.prefix(),
                        1,
                        defaults.cluster().groupProtocol(),
                        Map.of()))
                .withSizing(new PipelineSettings.Sizing(
                        1, 0, defaults.sizing().cacheBytes(), defaults.sizing().commitInterval()))
                .withWarmUpPosts(0)
                .withTopology(defaults.topology().withTopicPrefix(cluster.prefix()));
        return Pipeline.start(settings, services, Approvers.load(releases.policies()));
    }

    /** Every third post is rude, and goes the long way through both hops. */
    private static Assessment assess(String text, @org.jspecify.annotations.Nullable String language) {
        float insult = text.startsWith("rude") ? 0.7f : 0;
        return new Assessment(
                new Language("en", 1),
                new RiskScores(insult, insult, 0, 0, 0, 0),
                List.of(),
                text.length(),
                text.length(),
                "models",
                "rules");
    }

    private Ignored collector() {
        return new Ignored() {
            @Override
            public void decided(Decision decision) {
                decisions
                        .computeIfAbsent(decision.getPost(), unused -> new ArrayList<>())
                        .add(decision);
            }
        };
    }

    private interface Condition {
        boolean holds();
    }

    private void publishUntil(PostPublisher publisher, OutputReader reader, Condition condition) throws Exception {
        while (!condition.holds()) {
            for (int i = 0; i < BATCH / 10; i++) {
                publisher.publish(publisher.prepare(new PostLine.Posted(post(published++))));
            }
            publisher.flush();
            reader.poll(POLL);
        }
    }

    private static Post post(int number) {
        return Post.newBuilder()
                .setId("p" + number)
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("test")
                .setThread("t" + number % THREADS)
                .setAuthor("a" + number % 31)
                .setTarget("b" + number % 17)
                .setText(number % 3 == 0 ? "rude" : "kind")
                .setLabels(Map.of())
                .setCreatedAt(Instant.now())
                .build();
    }

    private long decided(String version) {
        return decisions.values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.getPolicyVersion().equals(version))
                .count();
    }

    private void drain(OutputReader reader) {
        await().pollInSameThread().atMost(Duration.ofSeconds(120)).until(() -> {
            reader.poll(POLL);
            return decisions.size() == published;
        });
    }

    private void requireOneBoundary(Instant effectiveAt) {
        Map<Boolean, List<Decision>> sides = decisions.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.partitioningBy(
                        decision -> decision.getPolicyAt().isBefore(effectiveAt)));
        assertThat(sides.get(true))
                .hasSizeGreaterThan(BATCH)
                .allSatisfy(decision -> assertThat(decision.getPolicyVersion()).isEqualTo("1.0.0"));
        assertThat(sides.get(false))
                .hasSizeGreaterThan(2 * BATCH)
                .allSatisfy(decision -> assertThat(decision.getPolicyVersion()).isEqualTo("2.0.0"));
        assertThat(sides.get(true)).anyMatch(decision -> decision.getRule().equals("insult"));
        assertThat(sides.get(false)).noneMatch(decision -> decision.getRule().equals("insult"));
    }

    /** A release with one signature, written past the command, and a record that is no release. */
    private static void force(ReleaseDesk desk, ReleaseFolder releases, PostPublisher publisher) throws IOException {
        PolicyPack pack = PolicyPack.load(releases.pack("3.0.0", "0.3").resolve("policy.yaml"));
        releases.approve("ada", "bob");
        PolicyRelease release = ReleaseDesk.release(pack, "ada");
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        desk.send(PolicyRelease.newBuilder(release)
                .setApprovals(
                        List.of(ApprovalFile.read(releases.approval("bob")).over(release, Path.of("bob"))))
                .setReleasedAt(now)
                .setEffectiveAt(now.plusSeconds(1))
                .build());
        publisher.publishRaw(TopicCatalogue.POLICIES, "test@4.0.0", new byte[] {1, 2, 3}, now);
        publisher.flush();
    }

    private static String ready(Pipeline pipeline) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + pipeline.healthPort() + "/health/ready");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
