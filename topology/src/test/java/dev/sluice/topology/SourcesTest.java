package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.source.SourceMapping;
import dev.sluice.topology.source.SourceMappings;
import dev.sluice.topology.source.stream.SourcesSettings;
import dev.sluice.topology.source.stream.SourcesTopology;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.tracing.Span;
import dev.sluice.topology.tracing.TraceParent;
import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics of other platforms become posts, and posts are answered. */
class SourcesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home"), "policies", "sources");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Flow flow = new Flow();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AvroSerde<Post> posts = new AvroSerde<>(Post.class, flow.registry);
    private final AvroSerde<DeadLetter> letters = new AvroSerde<>(DeadLetter.class, flow.registry);
    private final TopologyTestDriver driver = driver();

    @AfterEach
    void close() {
        driver.close();
        flow.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mastodon",
                "activitypub",
                "bluesky",
                "discourse",
                "matrix",
                "reddit",
                "lemmy",
                "slack",
                "discord",
                "jsonl"
            })
    void everySampleIsAnsweredEditsAreDecidedAnewAndDeletionsCount(String source) throws IOException {
        for (String line : Files.readAllLines(SHIPPED.resolve("samples").resolve(source + ".jsonl"))) {
            send(source, line);
        }
        List<Post> made = posts();
        assertThat(letters()).isEmpty();
        assertThat(made).extracting(Post::getEvent).contains(PostEvent.CREATED, PostEvent.DELETED);
        assertThat(made).anySatisfy(post -> {
            assertThat(post.getEvent()).isNotEqualTo(PostEvent.DELETED);
            assertThat(post.getRevision()).isGreaterThan(1);
        });
        Map<String, String> threads = new HashMap<>();
        for (Post post : made) {
            assertThat(threads.computeIfAbsent(post.getId(), id -> post.getThread()))
                    .isEqualTo(post.getThread());
            assertThat(post.getOrigin().getRecord().getTopic()).isEqualTo("in." + source);
            post.setCreatedAt(Posts.START);
            flow.publish(post);
        }
        List<Decision> decisions = flow.decisions();
        assertThat(flow.deadLetters()).isEmpty();
        assertThat(decisions).hasSize(made.size());
        assertThat(decisions).extracting(Decision::getTrigger).contains(Trigger.POST, Trigger.EDIT, Trigger.DELETE);
    }

    @Test
    void aRecordThatComesTwiceIsAnsweredOnce() throws IOException {
        String line =
                Files.readAllLines(SHIPPED.resolve("samples/mastodon.jsonl")).getFirst();
        send("mastodon", line);
        send("mastodon", line);
        for (Post post : posts()) {
            post.setCreatedAt(Posts.START);
            flow.publish(post);
        }
        assertThat(flow.decisions()).hasSize(1);
    }

    @Test
    void aDeletionThatNamesThePostAloneFindsItsThread() {
        send(
                "bluesky",
                commit(
                        "create",
                        "aaa",
                        ",\"record\":{\"text\":\"hi\",\"reply\":{\"root\":{\"uri\":\"at://r/x/1\"},\"parent\":{\"uri\":\"at://r/x/2\"}}}"));
        send("bluesky", commit("delete", "aaa", ""));
        assertThat(posts()).extracting(Post::getThread).containsExactly("bluesky:at://r/x/1", "bluesky:at://r/x/1");
    }

    @Test
    void aDeletionOfAPostThatNobodyKnowsIsPassedOn() {
        send("bluesky", commit("delete", "zzz", ""));
        Post post = posts().getFirst();
        assertThat(post.getEvent()).isEqualTo(PostEvent.DELETED);
        assertThat(post.getThread()).isEqualTo(post.getId());
    }

    @Test
    void somebodyElsesEditIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED.resolve("samples/matrix.jsonl"));
        send("matrix", lines.get(1));
        send("matrix", lines.get(2).replace("@lou:rooms.example", "@mallory:rooms.example"));
        assertThat(posts()).hasSize(1);
        assertThat(letters())
                .extracting(DeadLetter::getDetail)
                .containsExactly("author is another than the post's; allowed: edits by the author");
    }

    @Test
    void whatCannotBeReadBecomesADeadLetterAndQuotesNothing() {
        sendBytes("slack", "{\"secret\":".getBytes(StandardCharsets.UTF_8));
        sendBytes("slack", new byte[] {'"', (byte) 0xc3, '"'});
        sendBytes("slack", ("[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        sendBytes("slack", "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8));
        sendBytes("slack", new byte[0]);
        sendBytes("slack", null);
        sendBytes("slack", "{\"secret\":\"word\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(posts()).isEmpty();
        List<DeadLetter> refused = letters();
        assertThat(refused)
                .extracting(DeadLetter::getReason)
                .containsExactly(
                        DeadLetterReason.UNDECODABLE,
                        DeadLetterReason.UNDECODABLE,
                        DeadLetterReason.UNDECODABLE,
                        DeadLetterReason.UNDECODABLE,
                        DeadLetterReason.UNDECODABLE,
                        DeadLetterReason.NULL_VALUE,
                        DeadLetterReason.INVALID_FIELD);
        assertThat(refused)
                .extracting(DeadLetter::getDetail)
                .noneMatch(detail -> detail.contains("secret") || detail.contains("word"));
        assertThat(refused.getFirst().getDetail()).startsWith("the record is not JSON from column");
        assertThat(meters.counter("sluice.source.events", "source", "slack", "result", "refused")
                        .count())
                .isEqualTo(7);
    }

    @Test
    void aPostThatIsTooLargeAsARecordIsRefused() {
        send("jsonl", "{\"id\":1,\"body\":\"" + "x".repeat(1_100_000) + "\"}");
        assertThat(posts()).isEmpty();
        assertThat(letters().getFirst().getDetail()).startsWith("the post has ").contains("allowed: at most");
    }

    private static String commit(String operation, String key, String more) {
        return "{\"did\":\"did:plc:a\",\"time_us\":1793610000000000,\"kind\":\"commit\",\"commit\":{\"operation\":\""
                + operation + "\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\"" + key + "\"" + more + "}}";
    }

    @Test
    void aTraceGoesOnWithItsPostWhereTracingIsOn() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-";
        List<Span> spans = new ArrayList<>();
        String line = "{\"id\":\"t-1\",\"body\":\"good morning\"}";
        assertThat(traceOfAPost(new Tracing(0, spans::add), line, trace + "00f067aa0ba902b7-01"))
                .startsWith(trace)
                .endsWith("-01")
                .doesNotContain("00f067aa0ba902b7");
        assertThat(spans).extracting(Span::name).containsExactlyInAnyOrder("map", "resolve");
        assertThat(traceOfAPost(null, line, trace + "00f067aa0ba902b7-01")).isEmpty();
    }

    private String traceOfAPost(@Nullable Tracing tracing, String line, String trace) {
        try (TopologyTestDriver traced = driver(tracing)) {
            var headers = new RecordHeaders().add(TraceParent.HEADER, trace.getBytes(StandardCharsets.US_ASCII));
            traced.createInputTopic("in.jsonl", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(null, line.getBytes(StandardCharsets.UTF_8), headers, NOW));
            var post = traced.createOutputTopic(
                            TopicCatalogue.POSTS.name(), new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecord();
            var header = post.headers().lastHeader(TraceParent.HEADER);
            return header == null ? "" : new String(header.value(), StandardCharsets.US_ASCII);
        }
    }

    private TopologyTestDriver driver() {
        return driver(null);
    }

    private TopologyTestDriver driver(@Nullable Tracing tracing) {
        SourceMappings mappings = SourceMappings.in(List.of(SHIPPED));
        Map<String, SourceMapping> topics = new HashMap<>();
        for (String name : mappings.names()) {
            if (!name.equals("csv")) {
                topics.put("in." + name, mappings.read(name));
            }
        }
        SourcesSettings settings = new SourcesSettings("", false, Retention.defaults(), topics);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "sources");
        return new TopologyTestDriver(
                new SourcesTopology(settings, flow.registry, CLOCK, meters, new EventTime(CLOCK), tracing).build(),
                properties,
                NOW);
    }

    private void send(String source, String line) {
        sendBytes(source, line.getBytes(StandardCharsets.UTF_8));
    }

    private void sendBytes(String source, byte[] value) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic("in." + source, new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(null, value, NOW));
    }

    private List<Post> posts() {
        List<Post> all = new ArrayList<>();
        var output = driver.createOutputTopic(
                TopicCatalogue.POSTS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
            var record = output.readRecord();
            Post post = posts.decode(record.value());
            assertThat(record.key()).isEqualTo(post.getThread());
            all.add(post);
        }
        return all;
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> all = new ArrayList<>();
        var output = driver.createOutputTopic(
                TopicCatalogue.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
            all.add(letters.decode(output.readValue()));
        }
        return all;
    }
}
