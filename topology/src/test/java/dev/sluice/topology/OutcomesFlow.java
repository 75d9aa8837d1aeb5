package dev.sluice.topology;

import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.ReportWindow;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology of outcomes as in production, on the test driver, under the shipped policies. */
final class OutcomesFlow implements AutoCloseable {
    static final OutcomesSettings SETTINGS =
            OutcomesSettings.defaults("a key of public ids").withPersistentStores(false);

    private static final Path POLICIES = Path.of(System.getProperty("sluice.home"), "policies");

    final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("outcomes-flow"));
    final TopologyTestDriver driver;
    private final List<CommunityReport> reports = new ArrayList<>();

    OutcomesFlow() {
        this(SETTINGS);
    }

    OutcomesFlow(OutcomesSettings settings) {
        this(settings, trustingFlagger3());
    }

    OutcomesFlow(CaseworkRules casework) {
        this(SETTINGS, casework);
    }

    private OutcomesFlow(OutcomesSettings settings, CaseworkRules casework) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "outcomes-flow");
        this.driver = new TopologyTestDriver(
                OutcomesTopology.build(settings, services(registry, casework)), properties, OutcomeRecords.START);
    }

    static OutcomesFlow sampling(double allowed, double restricted) {
        return new OutcomesFlow(SETTINGS.withQa(new QaPlan(allowed, restricted)));
    }

    static OutcomesServices services(SchemaRegistry registry) {
        return services(registry, trustingFlagger3());
    }

    private static CaseworkRules trustingFlagger3() {
        return CaseworkRules.parse("test", "version: \"1.0.0\"\nnotices: {trusted: {flaggers: [flagger-3]}}");
    }

    private static OutcomesServices services(SchemaRegistry registry, CaseworkRules casework) {
        PolicyBook book = PolicyBook.load(POLICIES);
        return new OutcomesServices(
                registry,
                PoliciesInForce.of(book),
                StatementTexts.load(POLICIES),
                StatementGrounds.load(POLICIES),
                casework);
    }

    <T extends SpecificRecord> void publish(Topic<T> topic, T record, Instant at) {
        String thread =
                String.valueOf(record.get(record.getSchema().getField("thread").pos()));
        publish(topic, thread, new AvroSerde<>(topic.valueType(), registry).encode(topic.name(), record), at);
    }

    void publish(Topic<?> topic, String key, byte[] value, Instant at) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, at));
    }

    List<StatementOfReasons> statements() {
        return read(TopicCatalogue.STATEMENTS);
    }

    StatementOfReasons statement() {
        List<StatementOfReasons> all = statements();
        if (all.size() != 1) {
            throw new AssertionError("expected one statement, got " + all.size());
        }
        return all.getFirst();
    }

    List<ReviewCase> reviews() {
        return read(TopicCatalogue.REVIEWS);
    }

    List<Label> labels() {
        return read(TopicCatalogue.LABELS);
    }

    /** What went over a hop, values as bytes that were read as Latin letters. */
    List<TestRecord<String, String>> hopped(String hop) {
        return driver.createOutputTopic(
                        "outcomes-flow-" + hop + "-repartition",
                        new StringDeserializer(),
                        (topic, value) -> new String(value, StandardCharsets.ISO_8859_1))
                .readRecordsToList();
    }

    /** The counts of the newest report on a window; empty where there is none. */
    Map<String, Long> counts(ReportWindow window, Instant start) {
        reports.addAll(read(TopicCatalogue.REPORTS));
        return reports.reversed().stream()
                .filter(report ->
                        report.getWindow() == window && report.getStartAt().equals(start))
                .map(CommunityReport::getCounts)
                .findFirst()
                .orElse(Map.of());
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return driver
                .createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        new AvroSerde<>(topic.valueType(), registry).deserializer())
                .readRecordsToList()
                .stream()
                .map(TestRecord::value)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
