package dev.sluice.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.classifiers.Assessment;
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
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Logs are lines that machines read, and hold no word of a post. */
class LogTest {
    private static final Path POLICIES =
            Path.of(System.getProperty("sluice.home", ".")).resolve("policies");
    private static final String SECRET = "quagswag";
    private static final List<String> NASTY = List.of(
            SECRET,
            SECRET + "\r\n2026-01-01 ERROR forged " + SECRET,
            "{} %s ${jndi:ldap://x/" + SECRET + "} {\"a\":\"" + SECRET + "\"}",
            "\u0000\u001b[2J\u202e" + SECRET + "\ud800",
            "<b>" + SECRET + "</b> I will kill you tonight " + SECRET,
            (SECRET + " ").repeat(5_000));

    @Test
    void noWordOfAPostReachesTheLogAtDebug() {
        Logger ours = (Logger) LoggerFactory.getLogger("dev.sluice");
        Level before = ours.getLevel();
        ListAppender<ILoggingEvent> kept = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent event) {
                // The context is the thread's, and another one later.
                event.prepareForDeferredProcessing();
                super.append(event);
            }
        };
        kept.start();
        ours.setLevel(Level.DEBUG);
        ours.addAppender(kept);
        try {
            play();
        } finally {
            ours.detachAppender(kept);
            ours.setLevel(before);
        }

        assertThat(kept.list).extracting(ILoggingEvent::getLevel).contains(Level.ERROR, Level.INFO);
        assertThat(kept.list)
                .allSatisfy(event -> assertThat(everythingOf(event).toLowerCase(java.util.Locale.ROOT))
                        .doesNotContain(SECRET));
        assertThat(kept.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .anySatisfy(event ->
                        assertThat(event.getMDCPropertyMap().get("post")).matches("[0-9a-f]{16}"));
    }

    private static String everythingOf(ILoggingEvent event) {
        return event.getFormattedMessage()
                + event.getMessage()
                + java.util.Arrays.deepToString(event.getArgumentArray())
                + event.getMDCPropertyMap()
                + event.getKeyValuePairs()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private static void play() {
        SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("log-test"));
        Services services = new Services(
                LogTest::assess,
                PolicyBook.load(POLICIES),
                Notices.load(POLICIES),
                registry,
                Clock.systemUTC(),
                Telemetry.simple());
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "log-test");
        AvroSerde<Post> posts = new AvroSerde<>(Post.class, registry, TopicCatalogue.POSTS.subject());
        try (TopologyTestDriver driver = new TopologyTestDriver(
                ContentSafetyTopology.build(TopologySettings.defaults().withPersistentStores(false), services),
                properties)) {
            TestInputTopic<byte[], byte[]> topic =
                    driver.createInputTopic("posts", new ByteArraySerializer(), new ByteArraySerializer());
            for (int i = 0; i < NASTY.size(); i++) {
                String text = NASTY.get(i);
                byte[] key = "t".getBytes(StandardCharsets.UTF_8);
                topic.pipeInput(key, posts.encode("posts", post("p" + i, text)), Instant.now());
                topic.pipeInput(key, text.getBytes(StandardCharsets.UTF_8), Instant.now());
                topic.pipeInput(text.getBytes(StandardCharsets.UTF_8), posts.encode("posts", post("q" + i, text)));
            }
        }
    }

    /** Fails as a detector may that quotes what it was given. */
    private static Assessment assess(String text, @org.jspecify.annotations.Nullable String language) {
        throw new IllegalStateException("cannot assess: " + text, new IllegalArgumentException(text));
    }

    private static Post post(String id, String text) {
        Post post = new Post();
        post.setId(id);
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

    @Test
    void jsonIsAnObjectALine() throws Exception {
        String line = logged("json");

        assertThat(line.lines()).hasSize(1);
        JsonNode event = new JsonMapper().readTree(line);
        assertThat(event.path("formattedMessage").textValue()).isEqualTo("post p\n1 is late");
        assertThat(event.path("level").textValue()).isEqualTo("WARN");
        assertThat(event.path("loggerName").textValue()).isEqualTo("dev.sluice.Test");
        assertThat(event.at("/mdc/post").textValue()).isEqualTo("0a1b");
        assertThat(event.has("message")).isFalse();
    }

    @Test
    void anIdWithALineBreakForgesNoLine() throws Exception {
        assertThat(logged("text").lines()).hasSize(1).first().asString().endsWith("post p?1 is late");
    }

    /** Its client prints a trace for each attempt, by this class alone; we say once and in one line that it is away. */
    @Test
    void aRegistryThatIsAwayIsOursToTell() throws Exception {
        String client =
                "org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService";
        assertThat(Class.forName(client, false, LogTest.class.getClassLoader())).isNotNull();

        assertThat(logged("text", client, Level.ERROR)).isEmpty();
        assertThat(logged("text", "dev.sluice.schemas.registry.ConfluentClient", Level.WARN))
                .isNotEmpty();
        assertThat(logged("text", "org.apache.kafka.clients.NetworkClient", Level.WARN))
                .isNotEmpty();
    }

    private static String logged(String format) throws Exception {
        return logged(format, "dev.sluice.Test", Level.WARN);
    }

    /** What the shipped configuration makes of one event. */
    private static String logged(String format, String logger, Level level) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
        context.putProperty("sluice.log.format", format);
        context.putProperty("sluice.log.level", "INFO");
        context.putProperty("sluice.log.others", "WARN");
        PrintStream before = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(shipped());
            context.getMDCAdapter().put("post", "0a1b");
            context.getLogger(logger)
                    .atLevel(level == Level.ERROR ? org.slf4j.event.Level.ERROR : org.slf4j.event.Level.WARN)
                    .log("post {} is late", "p\n1");
        } finally {
            context.stop();
            System.setErr(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static URL shipped() {
        return Objects.requireNonNull(Logging.class.getResource("/logback.xml"));
    }
}
