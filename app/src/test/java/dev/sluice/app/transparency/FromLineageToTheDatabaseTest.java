package dev.sluice.app.transparency;

import static dev.sluice.app.transparency.GivenStatements.TOKEN;
import static dev.sluice.app.transparency.GivenStatements.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.transparency.SubmissionOutbox.Clients;
import dev.sluice.app.transparency.SubmissionOutbox.Surroundings;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.OutcomesServices;
import dev.sluice.topology.OutcomesSettings;
import dev.sluice.topology.OutcomesTopology;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From decisions and notices to what lies in the database. Platforms have sent detection the wrong way round and left
 * trusted flaggers' notices without their label; who found and who told is what happened, up to the last byte.
 */
@Timeout(60)
class FromLineageToTheDatabaseTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Path POLICIES = Path.of(System.getProperty("sluice.home"), "policies");

    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("lineage-test"));
    private final TransparencyServer server = new TransparencyServer(TOKEN);
    private final TopologyTestDriver lane = new TopologyTestDriver(
            OutcomesTopology.build(
                    OutcomesSettings.defaults("a key of public ids").withPersistentStores(false),
                    new OutcomesServices(
                            registry,
                            PoliciesInForce.of(PolicyBook.load(POLICIES)),
                            StatementTexts.load(POLICIES),
                            StatementGrounds.load(POLICIES),
                            CaseworkRules.parse(
                                    "test", "version: \"1.0.0\"\nnotices: {trusted: {flaggers: [flagger-3]}}"))),
            properties(),
            START);

    @AfterEach
    void close() {
        lane.close();
        server.close();
    }

    @Test
    void whatAMachineFoundAndRemovedWasFoundByAMachine() {
        decide(1, Trigger.POST, Outcome.REMOVE);

        assertLabels("Yes", "AUTOMATED_DECISION_FULLY", "SOURCE_VOLUNTARY");
    }

    @Test
    void whatMembersReportedAndPeopleRemovedWasNotFoundByAMachine() {
        decide(1, Trigger.POST, Outcome.ALLOW);
        decide(2, Trigger.FLAG, Outcome.REVIEW);
        decide(3, Trigger.VERDICT, Outcome.REMOVE);

        assertLabels("No", "AUTOMATED_DECISION_NOT_AUTOMATED", "SOURCE_TYPE_OTHER_NOTIFICATION");
    }

    @Test
    void whatAMachineHeldAndPeopleRemovedWasFoundByAMachineAndDecidedByPeople() {
        decide(1, Trigger.POST, Outcome.REVIEW);
        decide(2, Trigger.VERDICT, Outcome.REMOVE);

        assertLabels("Yes", "AUTOMATED_DECISION_NOT_AUTOMATED", "SOURCE_VOLUNTARY");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"flagger-3, SOURCE_TRUSTED_FLAGGER", "-, SOURCE_ARTICLE_16", "nobody-we-know, SOURCE_ARTICLE_16"})
    void whatANoticeLedToNamesItsKind(String flagger, String source) {
        decide(1, Trigger.POST, Outcome.ALLOW);
        notice(flagger);
        decide(2, Trigger.NOTICE, Outcome.REVIEW);
        decide(3, Trigger.VERDICT, Outcome.REMOVE);

        assertLabels("No", "AUTOMATED_DECISION_NOT_AUTOMATED", source);
    }

    @Test
    void whatAPersonChangesAfterAMachineIsDecidedByBoth() {
        decide(1, Trigger.POST, Outcome.REMOVE);
        decide(2, Trigger.APPEAL, Outcome.LIMIT);

        Map<String, ObjectNode> stored = submit();

        assertThat(stored).hasSize(2);
        assertThat(stored.values())
                .extracting(each -> each.path("automated_decision").asText())
                .containsExactlyInAnyOrder("AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_PARTIALLY");
    }

    @Test
    void aRestrictionThatIsLiftedIsNotPublished() {
        decide(1, Trigger.POST, Outcome.REMOVE);
        decide(2, Trigger.APPEAL, Outcome.ALLOW);

        assertThat(submit()).hasSize(1);
    }

    private void assertLabels(String detection, String decision, String source) {
        Map<String, ObjectNode> stored = submit();
        assertThat(stored).hasSize(1);
        ObjectNode statement = stored.values().iterator().next();
        assertThat(statement.path("automated_detection").asText()).isEqualTo(detection);
        assertThat(statement.path("automated_decision").asText()).isEqualTo(decision);
        assertThat(statement.path("source_type").asText()).isEqualTo(source);
        assertThat(statement.toString())
                .doesNotContain("post-8841", "thread-7", "author-of", "Musterfrau", "allotments", "It uses a slur");
    }

    /** Through the outbox, bytes and all. */
    private Map<String, ObjectNode> submit() {
        List<byte[]> values = lane.createOutputTopic(
                        "statements", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
        ReplayingConsumer consumer =
                new ReplayingConsumer(Map.of(new TopicPartition("statements", 0), values), new HashMap<>());
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        try (SubmissionOutbox outbox = new SubmissionOutbox(
                settings(server, BearerToken.of(TOKEN)),
                new Clients(consumer, producer, registry, ""),
                new Surroundings(new CountDownLatch(1), new FakeTime(), Clock.systemUTC(), new Random(7)))) {
            outbox.runOnce();
        }
        return server.stored();
    }

    private void decide(int number, Trigger trigger, Outcome outcome) {
        boolean allow = outcome == Outcome.ALLOW;
        Decision decision = Decision.newBuilder()
                .setId("post-8841/1/" + number)
                .setPost("post-8841")
                .setRevision(1)
                .setThread("thread-7")
                .setCommunity("allotments")
                .setAuthor("author-of-8841")
                .setTrigger(trigger)
                .setOutcome(outcome)
                .setRule(allow ? "default" : "hate.slur")
                .setClause(allow ? null : "2.2")
                .setRationale(allow ? "No rule applies." : "It uses a slur.")
                .setRisk(new Risk(0.8f, 0.3f, 0.1f, 0.2f, 0.9f, 0f))
                .setLanguage("en")
                .setContext(Context.newBuilder().build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("0")
                .setRules("rules-1")
                .setModels("models-1")
                .setSupersedes(number == 1 ? null : "post-8841/1/" + (number - 1))
                .setPostCreatedAt(START)
                .setDecidedAt(START.plusSeconds(number))
                .build();
        pipe("decisions", Decision.class, decision);
    }

    private void notice(String flagger) {
        ContentNotice notice = ContentNotice.newBuilder()
                .setId("notice-1")
                .setPost("post-8841")
                .setThread("thread-7")
                .setCommunity("allotments")
                .setExplanation("It is unlawful.")
                .setName("Erika Musterfrau")
                .setEmail("erika@musterfrau.example")
                .setExempt(false)
                .setGoodFaith(true)
                .setTrustedFlagger(flagger)
                .setSubmittedAt(START)
                .build();
        pipe("notices-in", ContentNotice.class, notice);
    }

    private <T extends SpecificRecord> void pipe(String topic, Class<T> type, T record) {
        byte[] value = new AvroSerde<>(type, registry).encode(topic, record);
        lane.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("thread-7".getBytes(StandardCharsets.UTF_8), value, START));
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "lineage-test");
        return properties;
    }
}
