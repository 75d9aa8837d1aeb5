package dev.sluice.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.http.keys.NewKey;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.EventLines;
import dev.sluice.app.posts.PostLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** The pipeline with all its lanes, the sink and the service over HTTP, each a process of its own, and what they measure. */
final class Scrapes implements AutoCloseable {
    static final Duration WAIT = Duration.ofSeconds(400);

    private static final Pattern HEALTH = Pattern.compile("health and metrics on port (\\d+)");
    private static final Pattern SERVING = Pattern.compile("serving on http://127\\.0\\.0\\.1:(\\d+)");

    final TestCluster cluster;
    final Path folder;
    final NewKey key = NewKey.make();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, SluiceProcess> processes = new java.util.LinkedHashMap<>();

    private Scrapes(TestCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    static Scrapes start(Path folder, String name, String observe) throws IOException {
        Scrapes scrapes = new Scrapes(TestCluster.create(name), folder);
        String prefix = scrapes.cluster.prefix();
        try (Admin admin = scrapes.cluster.admin()) {
            admin.createTopics(List.of(new NewTopic(prefix + "forum-events", 1, (short) 1)));
        }
        scrapes.begin("run", """
            pipeline:
              applicationId: %1$sapp
              stateDir: %2$s
              replicationFactor: 1
              httpPort: 0
            outcomes:
              puidKey: for-tests-only-for-tests-only
            sources:
              topics: [{topic: %1$sforum-events, source: discourse}]
            %3$s""".formatted(prefix, folder.resolve("state"), observe));
        scrapes.begin("sink", """
            sink:
              vault: %s
              signingKey: %s
              createKey: true
              groupId: %ssink
              httpPort: 0
            """.formatted(folder.resolve("vault"), folder.resolve("signing-key.pem"), prefix));
        Path keys = Files.writeString(folder.resolve("keys.yaml"), """
            keys:
              - id: all
                sha256: %s
                scopes: [post, read, analyze]
            """.formatted(scrapes.key.sha256()));
        scrapes.begin("serve", """
            serve:
              keys: %s
              port: 0
              secondLook: false
            """.formatted(keys));
        return scrapes;
    }

    private void begin(String command, String sections) throws IOException {
        Path config = cluster.config(folder.resolve(command + ".yaml"), sections);
        processes.put(command, SluiceProcess.start(command, config, log(command)));
    }

    /** The log of a process. */
    Path log(String command) {
        return folder.resolve(command + ".log");
    }

    URI uri(String command, String path) {
        Pattern told = command.equals("serve") ? SERVING : HEALTH;
        int[] port = new int[1];
        Awaitility.await().atMost(WAIT).until(() -> {
            processes.get(command).requireAlive();
            Matcher matcher = told.matcher(Files.readString(log(command)));
            port[0] = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
            return port[0] != 0;
        });
        return URI.create("http://127.0.0.1:" + port[0] + path);
    }

    HttpResponse<String> get(String command, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(command, path))
                    .header("Authorization", "Bearer " + key.text())
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String scrape(String command) {
        return get(command, "/metrics").body();
    }

    void awaitReady() {
        for (String command : processes.keySet()) {
            Awaitility.await()
                    .atMost(WAIT)
                    .untilAsserted(() -> assertThat(get(command, "/health/ready"))
                            .extracting(HttpResponse::statusCode, HttpResponse::body)
                            .first()
                            .as(command + ": " + get(command, "/health/ready").body() + Files.readString(log(command)))
                            .isEqualTo(200));
        }
    }

    /** Publishes posts, lines as {@code sluice run} takes them. */
    void publish(String lines) throws Exception {
        try (PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix());
                PostLines posts = new PostLines(
                        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), Instant.now())) {
            for (EventLines.Line line = posts.next(); line != null; line = posts.next()) {
                if (line instanceof EventLines.Good good) {
                    publisher.publish(publisher.prepare(good.value()));
                }
            }
            publisher.flush();
        }
    }

    /** Sends a record as it is. */
    void send(String topic, String key, String value) {
        try (Producer<String, String> producer =
                new KafkaProducer<>(cluster.client(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(cluster.prefix() + topic, key, value));
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (SluiceProcess process : processes.values()) {
            process.close();
        }
        client.close();
    }
}
