package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.http.intake.DecisionFollower;
import dev.sluice.app.http.intake.DecisionTable;
import dev.sluice.app.http.intake.IntakeLimits;
import dev.sluice.app.http.intake.KafkaPostSink;
import dev.sluice.app.http.keys.NewKey;
import dev.sluice.app.http.keys.WatchedKeys;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP into a real broker and back. */
class HttpIT {
    private static final int CLIENTS = 8;
    private static final int ENOUGH = 400;
    private static final Pattern SERVING = Pattern.compile("serving on http://127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path folder;

    private final NewKey key = NewKey.make();

    @Test
    @Timeout(240)
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        TestCluster cluster = TestCluster.create("http-kill-");
        Path config = cluster.config(folder.resolve("sluice.yaml"), """
            serve:
              keys: %s
              port: 0
              secondLook: false
            """.formatted(keys()));
        Path log = folder.resolve("serve.log");
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        try (SluiceProcess process = SluiceProcess.start("serve", config, log)) {
            int port = port(process, log);
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.add(Thread.ofVirtual().start(() -> postUntilItIsGone(client, port, acknowledged)));
            }
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() >= ENOUGH);
            process.kill();
            for (Thread client : clients) {
                client.join();
            }
        }

        assertThat(keysOf(cluster)).containsAll(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
    }

    @Test
    @Timeout(120)
    void theDecisionComesBackFromTheTopic() throws Exception {
        TestCluster cluster = TestCluster.create("http-wait-");
        DecisionTable table = new DecisionTable(1 << 20, 10);
        DecisionFollower follower = new DecisionFollower(
                DecisionFollower.consumers(cluster.client()),
                cluster.registry(),
                cluster.prefix(),
                table,
                Duration.ofMinutes(10),
                Clock.systemUTC());
        follower.start();
        // Another instance: it took nothing in, and knows what was decided all the same.
        DecisionTable elsewhere = new DecisionTable(1 << 20, 10);
        DecisionFollower another = new DecisionFollower(
                DecisionFollower.consumers(cluster.client()),
                cluster.registry(),
                cluster.prefix(),
                elsewhere,
                Duration.ofMinutes(10),
                Clock.systemUTC());
        another.start();
        KafkaPostSink sink = KafkaPostSink.open(cluster.client(), cluster.prefix(), 1 << 20, Duration.ofSeconds(15));
        Intake intake =
                new Intake(sink, cluster.registry(), table, follower, null, IntakeLimits.DEFAULT, Clock.systemUTC());
        try (HttpService service = HttpService.start(
                        HttpSettings.defaults().at("127.0.0.1", 0),
                        new WatchedKeys(keys(), Clock.systemUTC()),
                        new ScoringPool(text -> HttpFixture.ASSESSOR.assess(text.text(), text.language()), 1, 10),
                        intake,
                        null);
                HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(service::isReady);
            Thread decider = Thread.ofVirtual().start(() -> {
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> table.waitingCount() == 1);
                decide(cluster, "p1", "d1", null);
            });

            HttpResponse<String> answer =
                    client.send(post(service.port(), "/v1/posts?wait=30s", "p1"), HttpResponse.BodyHandlers.ofString());
            decider.join();
            decide(cluster, "p1", "d2", "d1");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new JsonMapper()
                            .readTree(answer.body())
                            .at("/decision/decision")
                            .textValue())
                    .isEqualTo("d1");
            HttpRequest inForce = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + service.port() + "/v1/posts/p1"))
                    .header("Authorization", "Bearer " + key.text())
                    .build();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.send(inForce, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .contains("\"decision\":\"d2\""));
            assertThat(keysOf(cluster)).containsExactly("p1");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> elsewhere.knows("p1", "d2"));
        } finally {
            another.close();
        }
    }

    private static void decide(TestCluster cluster, String post, String id, String supersedes) {
        byte[] value = DecisionsGiven.bytes(cluster.registry(), DecisionsGiven.of(post, 1, id, supersedes));
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(cluster.prefix() + TopicCatalogue.DECISIONS.name(), value));
        }
    }

    private Path keys() throws IOException {
        return Files.writeString(
                folder.resolve("keys.yaml"), "keys: [{id: a, sha256: " + key.sha256() + ", scopes: [post, read]}]");
    }

    private HttpRequest post(int port, String path, String id) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key.text())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id + "\",\"text\":\"hello\"}"))
                .build();
    }

    private void postUntilItIsGone(int client, int port, Set<String> acknowledged) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; true; i++) {
                String id = "c" + client + "-" + i;
                int status = http.send(post(port, "/v1/posts", id), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 202) {
                    acknowledged.add(id);
                }
            }
        } catch (IOException e) {
            // It is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(SluiceProcess process, Path log) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            process.requireAlive();
            return Files.exists(log) && SERVING.matcher(Files.readString(log)).find();
        });
        try {
            Matcher found = SERVING.matcher(Files.readString(log));
            assertThat(found.find()).isTrue();
            return Integer.parseInt(found.group(1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> keysOf(TestCluster cluster) {
        Map<String, Object> settings = new java.util.HashMap<>(cluster.client());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        String topic = cluster.prefix() + TopicCatalogue.POSTS.name();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(found -> new TopicPartition(topic, found.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<String> keys = new TreeSet<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
            }
            return keys;
        }
    }
}
