package dev.sluice.topology;

import dev.sluice.classifiers.SecondLook;
import dev.sluice.schemas.Action;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.assess.TextAssessor;
import dev.sluice.topology.health.EventCounters;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The flow as in production, on the test driver, with detectors that find what the text says. */
final class Flow implements AutoCloseable {
    final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("flow"));
    final Telemetry telemetry = Telemetry.simple();
    final PolicyPack pack;
    final Services services;
    final TopologyTestDriver driver;

    private final AvroSerde<Post> posts = new AvroSerde<>(Post.class, registry);
    private final AvroSerde<Flag> flags = new AvroSerde<>(Flag.class, registry);

    Flow() {
        this(new ScriptedDetectors());
    }

    Flow(TextAssessor assessor) {
        this(assessor, null);
    }

    Flow(TextAssessor assessor, @Nullable SecondLook secondLook) {
        this(
                assessor,
                secondLook,
                PoliciesInForce.of(PolicyBook.of(List.of(
                        PolicyPack.load(resources().resolve("policy.yaml")),
                        PolicyPack.load(resources().resolve("strict.yaml"))))),
                Clock.fixed(Posts.START.plusSeconds(3600), ZoneOffset.UTC));
    }

    /** A flow under these policies, by this clock. */
    Flow(PoliciesInForce policies, Clock clock) {
        this(new ScriptedDetectors(), null, policies, clock);
    }

    /** A flow with these detectors, under these policies, by this clock. */
    Flow(TextAssessor assessor, PoliciesInForce policies, Clock clock) {
        this(assessor, null, policies, clock);
    }

    private Flow(TextAssessor assessor, @Nullable SecondLook secondLook, PoliciesInForce policies, Clock clock) {
        this.pack = policies.latest().packs().getLast();
        this.services = new Services(
                assessor, policies, Notices.load(resources()), registry, clock, telemetry, secondLook, null);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "flow");
        TopologySettings settings = TopologySettings.defaults().withPersistentStores(false);
        this.driver = new TopologyTestDriver(ContentSafetyTopology.build(settings, services), properties, Posts.START);
    }

    void publish(Post post) {
        input(TopicCatalogue.POSTS, post.getThread(), posts.encode("posts", post), Posts.START);
    }

    /** Publishes a post as written then, in a record of then. */
    void publishAt(Instant at, Post post) {
        post.setCreatedAt(at);
        input(TopicCatalogue.POSTS, post.getThread(), posts.encode("posts", post), at);
    }

    void publish(Post... several) {
        for (Post post : several) {
            publish(post);
        }
    }

    void report(Flag flag) {
        input(TopicCatalogue.FLAGS, flag.getThread(), flags.encode("flags", flag), Posts.START);
    }

    void input(Topic<?> topic, @Nullable String key, byte @Nullable [] value, Instant timestamp) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, timestamp));
    }

    byte[] encoded(Post post) {
        return posts.encode("posts", post);
    }

    /** Takes over the state of another driver, as a new instance does from the changelogs. */
    void restore(Flow other) {
        other.driver.getAllStateStores().forEach((name, unused) -> {
            KeyValueStore<String, byte[]> mine = driver.getKeyValueStore(name);
            KeyValueStore<String, byte[]> theirs = other.driver.getKeyValueStore(name);
            try (KeyValueIterator<String, byte[]> entries = theirs.all()) {
                entries.forEachRemaining(entry -> mine.put(entry.key, entry.value));
            }
        });
    }

    List<Decision> decisions() {
        return read(TopicCatalogue.DECISIONS);
    }

    Decision decision() {
        List<Decision> all = decisions();
        if (all.size() != 1) {
            throw new AssertionError("expected one decision, got " + all.size());
        }
        return all.getFirst();
    }

    List<Assessment> assessments() {
        return read(TopicCatalogue.ASSESSMENTS);
    }

    List<DeadLetter> deadLetters() {
        return read(TopicCatalogue.DEAD_LETTERS);
    }

    List<ReviewCase> reviews() {
        return read(TopicCatalogue.REVIEWS);
    }

    List<Action> actions() {
        return read(TopicCatalogue.ACTIONS);
    }

    List<MediationCase> mediations() {
        return read(TopicCatalogue.MEDIATIONS);
    }

    List<Escalation> escalations() {
        return read(TopicCatalogue.ESCALATIONS);
    }

    EventCounters.Totals totals() {
        return telemetry.counters().totals();
    }

    <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return records(topic).stream().map(TestRecord::value).toList();
    }

    <T extends SpecificRecord> List<TestRecord<String, T>> records(Topic<T> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        new AvroSerde<>(topic.valueType(), registry).deserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }

    private static Path resources() {
        try {
            return Path.of(Flow.class.getResource("/flow").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
