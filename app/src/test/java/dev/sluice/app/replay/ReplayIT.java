package dev.sluice.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.Sluice;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.PostInput;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo community's decisions and posts on a real cluster, with what a history there has besides. */
class ReplayIT {
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home"), "policies");
    private static final Path POSTS = SHIPPED.resolve("demo/posts.jsonl");

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void committedDecisionsOfAClusterAreDecidedAgainFromItsTopics() throws Exception {
        List<Decision> decisions = PlayedRun.play(SHIPPED, POSTS, folder);
        TestCluster cluster = TestCluster.create("replay-");
        publishPosts(cluster);
        publish(cluster, decisions);
        Path config = cluster.config(folder.resolve("sluice.yaml"), "");

        for (String[] more : new String[][] {{}, {"--model", "shipped"}}) {
            JsonNode report = replay(config, more);
            assertThat(report.get("decided").asLong() + report.get("kept").asLong())
                    .isEqualTo(decisions.size());
            assertThat(report.get("differences").asLong()).isZero();
            assertThat(report.path("assessed").path("withoutText").asLong()).isZero();
        }
    }

    /** The posts, and a record that is none, which the pipeline would have put aside. */
    private static void publishPosts(TestCluster cluster) throws Exception {
        try (PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix());
                PostLines lines = new PostLines(PostInput.open(POSTS), Instant.EPOCH)) {
            publisher.publishRaw(
                    TopicCatalogue.POSTS, "t", "not a post".getBytes(StandardCharsets.UTF_8), Instant.now());
            for (PostLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof PostLines.Good(long number, PostLine.Posted posted)) {
                    publisher.publish(publisher.prepare(posted));
                }
            }
            publisher.flush();
        }
    }

    /** The decisions, and one that was never committed and would be a difference. */
    private static void publish(TestCluster cluster, List<Decision> decisions) {
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, cluster.prefix() + "history");
        AvroSerde<Decision> serde =
                new AvroSerde<>(Decision.class, cluster.registry(), TopicCatalogue.DECISIONS.subject());
        String topic = cluster.prefix() + TopicCatalogue.DECISIONS.name();
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (Decision decision : decisions) {
                producer.send(new ProducerRecord<>(topic, decision.getThread(), serde.encode(topic, decision)));
            }
            producer.commitTransaction();
            producer.beginTransaction();
            Decision aborted = Decision.newBuilder(decisions.getFirst())
                    .setOutcome(Outcome.REMOVE)
                    .build();
            producer.send(new ProducerRecord<>(topic, aborted.getThread(), serde.encode(topic, aborted)));
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static JsonNode replay(Path config, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("policy", "replay", "--json", "--config", config.toString()));
        arguments.addAll(Arrays.asList(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), stream, stream, false);
        int exitCode = Sluice.run(terminal, arguments.toArray(String[]::new));
        assertThat(exitCode).as(out.toString(StandardCharsets.UTF_8)).isZero();
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }
}
