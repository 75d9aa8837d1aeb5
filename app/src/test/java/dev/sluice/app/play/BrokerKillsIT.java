package dev.sluice.app.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.Sluice;
import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.cluster.ThreeBrokers;
import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.vault.VaultIndex;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.Casework;
import dev.sluice.topology.secondlook.LaneClients;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three brokers, three replicas, two in sync: under a steady load, each broker is killed once, the next when the one
 * before has caught up. Every post that was acknowledged has one decision, and every escalation one package. With {@code
 * -Pcontainers} the brokers are in containers, with {@code -Pfaults} in processes of this machine.
 */
@EnabledIfSystemProperty(named = "sluice.threeBrokers", matches = "true")
class BrokerKillsIT {
    private static final int A_SECOND = Integer.getInteger("sluice.threeBrokers.posts", 200);
    /** Between the return of one broker and the end of another, so that every kill meets a pipeline that works. */
    private static final int POSTS_BETWEEN = 5 * A_SECOND;

    private static final Duration LONG = Duration.ofMinutes(8);
    private static final String PREFIX = "three-";
    private static final String GROUP = "brokers";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final TestCluster names = new TestCluster(PREFIX, SchemaRegistry.connect(RegistrySettings.mock("test")));

    @Test
    @Timeout(1200)
    void nothingIsLostAndNothingDoubledAlthoughEachBrokerIsKilledOnce() throws Exception {
        try (ThreeBrokers brokers = ThreeBrokers.start()) {
            Path config = config(brokers);
            assertThat(applyTopics(config)).isZero();
            Path log = folder.resolve("processes.log");
            Map<String, Object> client = brokers.client();
            Answers answers = new Answers(client, names);
            SteadyLoad load = new SteadyLoad(client, names.registry(), PREFIX, A_SECOND);
            try (answers;
                    load;
                    SluiceProcess pipeline = SluiceProcess.start("run", config, log);
                    SluiceProcess sink = SluiceProcess.start("sink", config, log)) {
                Runnable well = () -> requireWell(pipeline, sink, load);
                load.start();
                awaitDecisions(answers, POSTS_BETWEEN, well);
                requireThreeReplicas(brokers);
                brokers.awaitWhole();
                for (int id = 1; id <= ThreeBrokers.COUNT; id++) {
                    killOnce(brokers, id, answers, well);
                }
                load.stop();
                awaitAllAnswered(client, answers, load, well);
            }
            requireEachOnce(answers, load);
            requireEvidence(config, answers);
            report(answers, load);
        }
    }

    private void killOnce(ThreeBrokers brokers, int id, Answers answers, Runnable well) throws Exception {
        assertThat(brokers.leads(id, Set.of(PREFIX + TopicCatalogue.POSTS.name())))
                .as("partitions of posts that broker " + id + " leads")
                .isPositive();
        int before = answers.decided.size();
        answers.startLap();
        brokers.kill(id);
        awaitDecisions(answers, before + POSTS_BETWEEN, well);
        Duration without = answers.longestGap();
        brokers.restart(id);
        brokers.awaitWhole();
        awaitDecisions(answers, answers.decided.size() + POSTS_BETWEEN, well);
        System.out.printf(
                Locale.ROOT,
                "broker %d killed: longest time without a decision %.1f s, %.1f s with its return%n",
                id,
                without.toMillis() / 1e3,
                answers.longestGap().toMillis() / 1e3);
    }

    private static void awaitDecisions(Answers answers, int count, Runnable well) {
        await().atMost(LONG).until(() -> {
            well.run();
            answers.positions();
            return answers.decided.size() >= count;
        });
    }

    private static void requireWell(SluiceProcess pipeline, SluiceProcess sink, SteadyLoad load) {
        try {
            pipeline.requireAlive();
            sink.requireAlive();
            load.requireWell();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing is on its way, and the sink has answered what came to it. */
    private static void awaitAllAnswered(Map<String, Object> client, Answers answers, SteadyLoad load, Runnable well) {
        Backlog.Groups groups = new Backlog.Groups(GROUP, LaneClients.groupOf(GROUP), Casework.groupOf(GROUP), null);
        try (Backlog backlog = new Backlog(client, groups, PREFIX)) {
            await().atMost(LONG)
                    .until(
                            () -> {
                                well.run();
                                Map<String, Long> behind = new TreeMap<>(backlog.behind(answers.positions()));
                                behind.put("unsealed", (long) answers.escalations.size() - answers.packages.size());
                                return behind;
                            },
                            behind -> behind.equals(Map.of("unsealed", 0L)));
        }
    }

    private static void requireEachOnce(Answers answers, SteadyLoad load) {
        Set<String> posts = IntStream.range(0, load.posts())
                .mapToObj(number -> "p" + number)
                .collect(Collectors.toSet());
        assertThat(answers.decided.keySet()).isEqualTo(posts);
        assertThat(answers.decided.values()).containsOnly(1);
        assertThat(answers.secondLooks.values()).allMatch(count -> count == 1);
        assertThat(answers.refused.values()).containsOnly(1);
        int decisions =
                answers.decided.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(decisions + load.twice() + answers.refused.size()).isEqualTo(load.records());
        // Every risky post has counted one more than the one before it, whatever was restored in between.
        assertThat(answers.atTarget)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, load.risky()).boxed().toList());
        assertThat(answers.escalations.values()).containsOnly(1);
        assertThat(answers.escalated).isNotEmpty().isEqualTo(answers.toLegal);
    }

    private void requireEvidence(Path file, Answers answers) throws Exception {
        Path vault = folder.resolve("vault");
        List<String> sealed = new ArrayList<>();
        VaultIndex.list(vault, summary -> sealed.add(summary.packageId()));
        assertThat(sealed).doesNotHaveDuplicates().hasSize(answers.escalations.size());
        assertThat(answers.packages.keySet()).isEqualTo(answers.escalations.keySet());
        assertThat(answers.packages.values())
                .allSatisfy(packages -> assertThat(packages).hasSize(1));
        VaultVerification verification = VaultVerifier.verify(vault, null, each -> {});
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.packages()).isEqualTo(sealed.size());
        SluiceConfig config = ConfigReader.read(file);
        assertThat(EscalationSink.reconcile(Processes.sink(config, Objects.requireNonNull(config.sink())))
                        .gaps())
                .isEmpty();
    }

    /** Ours, and those that Kafka Streams has made. */
    private static void requireThreeReplicas(ThreeBrokers brokers) throws Exception {
        try (Admin admin = brokers.admin()) {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            admin.listTopics(new ListTopicsOptions()).names().get())
                    .allTopicNames()
                    .get();
            assertThat(topics.values())
                    .allSatisfy(topic -> assertThat(topic.partitions())
                            .allSatisfy(partition -> assertThat(partition.replicas())
                                    .as(topic.name())
                                    .hasSize(ThreeBrokers.COUNT)));
            assertThat(topics.keySet()).anyMatch(name -> name.endsWith("-changelog"));
            admin.describeConfigs(topics.keySet().stream()
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList())
                    .all()
                    .get()
                    .forEach((topic, config) -> assertThat(
                                    config.get("min.insync.replicas").value())
                            .as(topic.name())
                            .isEqualTo("2"));
        }
    }

    private static int applyTopics(Path config) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Sluice.run(
                new Terminal(InputStream.nullInputStream(), out, out, false),
                "topics",
                "apply",
                "--config",
                config.toString());
    }

    /** Nothing but what every deployment must say: it is our defaults that are tried. */
    private Path config(ThreeBrokers brokers) throws Exception {
        return Files.writeString(folder.resolve("sluice.yaml"), """
                kafka:
                  bootstrapServers: %s
                  topicPrefix: %s
                registry:
                  urls: ["mock://test"]
                  autoRegister: true
                pipeline:
                  applicationId: %s
                  stateDir: %s
                sink:
                  vault: %s
                  signingKey: %s
                  createKey: true
                """.formatted(
                        brokers.bootstrapServers(),
                        PREFIX,
                        GROUP,
                        folder.resolve("state"),
                        folder.resolve("vault"),
                        folder.resolve("key.pem")));
    }

    private static void report(Answers answers, SteadyLoad load) {
        System.out.printf(
                Locale.ROOT,
                "%d records acknowledged: %d posts decided once, %d sent twice, %d refused; %d second looks, %d packages%n",
                load.records(),
                answers.decided.size(),
                load.twice(),
                answers.refused.size(),
                answers.secondLooks.size(),
                answers.packages.size());
    }
}
