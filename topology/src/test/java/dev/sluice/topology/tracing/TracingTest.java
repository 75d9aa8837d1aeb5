package dev.sluice.topology.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.ContentSafetyTopology;
import dev.sluice.topology.Services;
import dev.sluice.topology.TopologySettings;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final Path POLICIES =
            Path.of(System.getProperty("sluice.home", "..")).resolve("policies");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final List<Span> spans = new ArrayList<>();
    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("tracing-test"));

    @Test
    void theTraceGoesOnWithADecisionAtTheGate() {
        List<String> headers = decide(new Tracing(0, spans::add), "good morning", SAMPLED);

        assertThat(headers)
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE + "-")
                .endsWith("-01");
        assertThat(spans)
                .extracting(Span::name)
                .containsExactlyInAnyOrder("intake", "assess", "thread-context", "gate");
        Span intake = spans.stream()
                .filter(span -> span.name().equals("intake"))
                .findFirst()
                .orElseThrow();
        assertThat(intake.parent()).isEqualTo("00f067aa0ba902b7");
        assertThat(intake.place())
                .containsEntry("messaging.destination.name", "posts")
                .containsEntry("messaging.kafka.offset", "0");
        assertThat(spans).allSatisfy(span -> assertThat(span.at().traceId()).isEqualTo(TRACE));
        assertThat(spans.toString()).doesNotContain("good morning");
    }

    @Test
    void theTraceGoesOverHopsToADecisionInContext() {
        List<String> headers = decide(new Tracing(0, spans::add), "rude words", SAMPLED);

        assertThat(headers).singleElement().asString().startsWith("00-" + TRACE + "-");
        assertThat(spans).extracting(Span::name).contains("copy-context", "author-context", "settle", "route");
    }

    @Test
    void whatNobodyAskedForIsNotTraced() {
        assertThat(decide(new Tracing(0, spans::add), "good morning", null)).containsExactly("");
        assertThat(decide(new Tracing(0, spans::add), "good morning", "00-" + TRACE + "-00f067aa0ba902b7-00"))
                .containsExactly("00-" + TRACE + "-00f067aa0ba902b7-00");
        assertThat(decide(new Tracing(0, spans::add), "good morning", "ff-nonsense"))
                .containsExactly("");
        assertThat(spans).isEmpty();
    }

    @Test
    void aShareIsGivenATraceOfItsOwn() {
        assertThat(decide(new Tracing(1, spans::add), "good morning", null))
                .singleElement()
                .asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(spans).isNotEmpty();
    }

    @Test
    void offMeansThatNoHeaderGoesOn() {
        assertThat(decide(null, "good morning", SAMPLED)).containsExactly("");
    }

    @Test
    void spansReachACollector() throws Exception {
        BlockingQueue<String> bodies = new ArrayBlockingQueue<>(10);
        HttpServer collector = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            bodies.add(exchange.getRequestHeaders().getFirst("Authorization")
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        URI endpoint = URI.create("http://localhost:" + collector.getAddress().getPort() + "/v1/traces");
        try (OtlpSpans sent = new OtlpSpans(endpoint, Map.of("Authorization", "x"), "sluice")) {
            TraceParent at = new TraceParent(TRACE, "00f067aa0ba902b7", true);
            sent.accept(new Span(at, "1111111111111111", "gate", 5, 7, Map.of("k", "v"), "a.B"));
            String body = bodies.poll(60, TimeUnit.SECONDS);

            assertThat(body).startsWith("x{");
            JsonNode span = new JsonMapper().readTree(body.substring(1)).at("/resourceSpans/0/scopeSpans/0/spans/0");
            assertThat(span.path("traceId").textValue()).isEqualTo(TRACE);
            assertThat(span.path("startTimeUnixNano").textValue()).isEqualTo("5");
            assertThat(span.at("/attributes/0/value/stringValue").textValue()).isEqualTo("v");
            assertThat(span.at("/status/code").intValue()).isEqualTo(2);
            assertThat(sent.lost()).isZero();
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void spansThatCannotBeSentAreCountedHoweverThatFails() {
        OtlpSpans spans = new OtlpSpans(URI.create("http://localhost:99999/v1/traces"), Map.of(), "sluice");
        TraceParent at = new TraceParent(TRACE, "00f067aa0ba902b7", true);
        spans.accept(new Span(at, "1111111111111111", "gate", 5, 7, Map.of(), null));
        spans.accept(new Span(at, "1111111111111111", "route", 7, 9, Map.of(), null));
        spans.close();

        assertThat(spans.lost()).isEqualTo(2);
    }

    /** The header of each decision about a post; empty where it has none. */
    private List<String> decide(@Nullable Tracing tracing, String text, @Nullable String header) {
        Services services = new Services(
                TracingTest::assess,
                PolicyBook.load(POLICIES),
                Notices.load(POLICIES),
                registry,
                Clock.systemUTC(),
                Telemetry.simple().withTracing(tracing));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "tracing-test");
        AvroSerde<Post> posts = new AvroSerde<>(Post.class, registry, TopicCatalogue.POSTS.subject());
        try (TopologyTestDriver driver = new TopologyTestDriver(
                ContentSafetyTopology.build(TopologySettings.defaults().withPersistentStores(false), services),
                properties)) {
            TestInputTopic<byte[], byte[]> topic =
                    driver.createInputTopic("posts", new ByteArraySerializer(), new ByteArraySerializer());
            RecordHeaders headers = new RecordHeaders();
            if (header != null) {
                headers.add(TraceParent.HEADER, header.getBytes(StandardCharsets.US_ASCII));
            }
            headers.add("other", new byte[] {1});
            topic.pipeInput(new TestRecord<>(
                    "t".getBytes(StandardCharsets.UTF_8), posts.encode("posts", post(text)), headers, Instant.now()));
            List<String> found = new ArrayList<>();
            for (TestRecord<byte[], byte[]> decision : driver.createOutputTopic(
                            "decisions", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()) {
                Header last = decision.headers().lastHeader(TraceParent.HEADER);
                found.add(last == null ? "" : new String(last.value(), StandardCharsets.US_ASCII));
                assertThat(decision.headers().lastHeader("other")).isNull();
            }
            return found;
        }
    }

    private static Assessment assess(String text, @Nullable String language) {
        float risk = text.startsWith("rude") ? 0.97f : 0;
        return new Assessment(
                new Language("en", 1),
                new RiskScores(risk, risk, 0, 0, risk, 0),
                List.of(),
                text.length(),
                text.length(),
                "models",
                "rules");
    }

    private static Post post(String text) {
        Post post = new Post();
        post.setId("p");
        post.setRevision(1);
        post.setEvent(PostEvent.CREATED);
        post.setCommunity("forum");
        post.setThread("t");
        post.setAuthor("a");
        post.setText(text);
        post.setCreatedAt(Instant.now());
        post.setLabels(Map.of());
        return post;
    }
}
