package dev.sluice.app.transparency;

import static dev.sluice.app.transparency.GivenStatements.TOKEN;
import static dev.sluice.app.transparency.GivenStatements.settings;
import static dev.sluice.app.transparency.GivenStatements.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.transparency.SubmissionOutbox.Clients;
import dev.sluice.app.transparency.SubmissionOutbox.Surroundings;
import dev.sluice.app.transparency.TransparencyServer.Fault;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.PublicStatement;
import dev.sluice.schemas.StatementKind;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.Submission;
import dev.sluice.schemas.SubmissionState;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the topic to the database and back into a topic: nothing lost, nothing there twice, whatever crashes. */
@Timeout(60)
class SubmissionOutboxTest {
    private static final TopicPartition FIRST = new TopicPartition("statements", 0);
    private static final TopicPartition SECOND = new TopicPartition("statements", 1);
    private static final Clock CLOCK = Clock.fixed(GivenStatements.AT.plusSeconds(60), ZoneOffset.UTC);

    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("outbox-test"));
    private final AvroSerde<StatementOfReasons> statements = new AvroSerde<>(StatementOfReasons.class, registry);
    private final AvroSerde<Submission> submissions = new AvroSerde<>(Submission.class, registry);
    private final TransparencyServer server = new TransparencyServer(TOKEN);
    private final Map<TopicPartition, List<byte[]>> topic = new LinkedHashMap<>(Map.of(FIRST, new ArrayList<>()));
    private final Map<TopicPartition, Long> group = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final FakeTime time = new FakeTime();

    @AfterEach
    void close() {
        server.close();
    }

    private void publish(StatementOfReasons statement) {
        topic.get(FIRST).add(statements.encode("statements", statement));
    }

    private SubmissionOutbox outbox(MockProducer<byte[], byte[]> producer) {
        return new SubmissionOutbox(
                settings(server, BearerToken.of(TOKEN)),
                new Clients(new ReplayingConsumer(topic, group), producer, registry, ""),
                new Surroundings(new CountDownLatch(1), time, CLOCK, new Random(7)));
    }

    private SubmissionCounts run() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        try (SubmissionOutbox outbox = outbox(producer)) {
            outbox.runOnce();
            return outbox.counts();
        } finally {
            written.addAll(producer.history());
        }
    }

    private Map<String, Submission> recorded() {
        Map<String, Submission> recorded = new LinkedHashMap<>();
        written.stream()
                .filter(record -> record.topic().equals("submissions"))
                .forEach(record -> recorded.put(
                        new String(record.key(), StandardCharsets.UTF_8), submissions.decode(record.value())));
        return recorded;
    }

    @Test
    void outcomeIsOnRecordBeforeTheOffsetIs() {
        publish(statement(1));

        assertThat(run()).isEqualTo(new SubmissionCounts(1, 0, 0, 0, 0, 0));

        assertThat(group).containsEntry(FIRST, 1L);
        Submission submission = recorded().get("puid-1");
        assertThat(submission.getState()).isEqualTo(SubmissionState.SUBMITTED);
        assertThat(submission.getStatement()).isEqualTo("post-1/1/1/statement");
        assertThat(submission.getHttpStatus()).isEqualTo(201);
        assertThat(submission.getAttempts()).isOne();
        assertThat(submission.getSubmittedAt()).isEqualTo(CLOCK.instant());
        assertThat(submission.getIssuedAt()).isEqualTo(GivenStatements.AT);
        assertThat(submission.getPermalink()).startsWith("https://database.example/");
        assertThat(submission.toString()).doesNotContain("slurs", "taken down", "Words for");
    }

    @Test
    void whatIsForItsAuthorAloneIsPassed() {
        StatementOfReasons lifted = statement(1);
        lifted.setKind(StatementKind.LIFTED);
        lifted.setPublicStatement(null);
        publish(lifted);

        assertThat(run()).isEqualTo(new SubmissionCounts(0, 0, 0, 0, 1, 0));
        assertThat(group).containsEntry(FIRST, 1L);
        assertThat(written).isEmpty();
        assertThat(server.batches()).isEmpty();
    }

    @Test
    void personalDataIsKeptBackAndListedWithoutBeingRepeated() {
        StatementOfReasons leaking = statement(1);
        leaking.getPublicStatement().setIncompatibleContentExplanation("Ask author-of-1, 0171 2345678.");
        publish(leaking);
        publish(statement(2));

        assertThat(run()).isEqualTo(new SubmissionCounts(1, 0, 1, 0, 0, 0));

        assertThat(server.stored()).containsOnlyKeys("puid-2");
        Submission blocked = recorded().get("puid-1");
        assertThat(blocked.getState()).isEqualTo(SubmissionState.BLOCKED);
        assertThat(blocked.getHttpStatus()).isNull();
        assertThat(blocked.getFindings())
                .containsExactly(
                        "incompatible_content_explanation: a long number",
                        "incompatible_content_explanation: an id or a pseudonym");
        assertThat(blocked.toString()).doesNotContain("0171", "author-of");
        assertThat(group).containsEntry(FIRST, 2L);
    }

    @Test
    void whatWasWithheldWhenItWasMadeIsListedUnderItsOwnId() {
        StatementOfReasons withheld = statement(1);
        withheld.setPublicStatement(null);
        withheld.setWithheld(List.of("a link"));
        StatementOfReasons elsewhere = statement(2);
        elsewhere.setPublicStatement(null);
        elsewhere.setTerritories(List.of("US"));
        elsewhere.setWithheld(List.of("no country of the European Economic Area is among the policy's jurisdictions"));
        publish(withheld);
        publish(elsewhere);

        assertThat(run()).isEqualTo(new SubmissionCounts(0, 0, 1, 0, 1, 0));
        assertThat(recorded()).containsOnlyKeys("post-1/1/1/statement");
        assertThat(recorded().get("post-1/1/1/statement").getFindings())
                .containsExactly("withheld when it was made: a link");
    }

    @Test
    void whatContradictsWhatTheAuthorWasToldIsKeptBack() {
        StatementOfReasons inverted = statement(1);
        inverted.getPublicStatement().setAutomatedDetection(false);
        StatementOfReasons unlabelled = statement(2);
        unlabelled.setSourceType("SOURCE_TRUSTED_FLAGGER");
        publish(inverted);
        publish(unlabelled);

        assertThat(run()).isEqualTo(new SubmissionCounts(0, 0, 2, 0, 0, 0));
        assertThat(recorded().get("puid-1").getFindings())
                .containsExactly("automated_detection: is not what the author was told");
        assertThat(recorded().get("puid-2").getFindings())
                .containsExactly("source_type: is not what the author was told");
        assertThat(server.batches()).isEmpty();
    }

    @Test
    void whatTheDatabaseWouldRefuseIsNotEvenSent() {
        StatementOfReasons wrong = statement(1);
        PublicStatement published = wrong.getPublicStatement();
        published.setCategory("STATEMENT_CATEGORY_OF_OURS");
        published.setContentDate("1999-12-31");
        published.setIllegalContentExplanation("not of this ground");
        publish(wrong);

        run();
        assertThat(recorded().get("puid-1").getFindings())
                .containsExactlyInAnyOrder(
                        "category: STATEMENT_CATEGORY_OF_OURS is not among its values",
                        "content_date: is before 2000-01-01 or after 2038-01-01",
                        "illegal_content_explanation: is passed over unless"
                                + " decision_ground=DECISION_GROUND_ILLEGAL_CONTENT");
        assertThat(server.batches()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsADeadLetter() {
        topic.get(FIRST).add(new byte[] {1, 2, 3});
        publish(statement(1));

        assertThat(run()).isEqualTo(new SubmissionCounts(1, 0, 0, 0, 0, 1));
        DeadLetter letter = new AvroSerde<>(DeadLetter.class, registry)
                .decode(written.stream()
                        .filter(record -> record.topic().equals("dead-letters"))
                        .findFirst()
                        .orElseThrow()
                        .value());
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(letter.getSource().getOffset()).isZero();
    }

    @Test
    void theSameStatementTwiceIsSentOnce() {
        publish(statement(1));
        publish(statement(1));

        assertThat(run()).isEqualTo(new SubmissionCounts(1, 0, 0, 0, 0, 0));
        assertThat(server.batches()).containsExactly(1);
        assertThat(group).containsEntry(FIRST, 2L);
    }

    @Test
    void aCrashBetweenTheDatabaseAndTheRecordLosesAndDoublesNothing() {
        publish(statement(1));
        MockProducer<byte[], byte[]> failing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new KafkaException("not enough replicas"));
                        super.flush();
                    }
                };
        try (SubmissionOutbox outbox = outbox(failing)) {
            assertThatThrownBy(outbox::runOnce)
                    .isInstanceOf(TransparencyException.class)
                    .hasMessageContainingAll("topic 'submissions'", "read again");
        }
        assertThat(server.stored()).hasSize(1);
        assertThat(group).isEmpty();

        assertThat(run()).isEqualTo(new SubmissionCounts(0, 1, 0, 0, 0, 0));
        assertThat(server.stored()).hasSize(1);
        Submission found = recorded().get("puid-1");
        assertThat(found.getState()).isEqualTo(SubmissionState.FOUND);
        assertThat(found.getUuid())
                .isEqualTo(server.stored().get("puid-1").path("uuid").asText());
        assertThat(found.getSubmittedAt()).isNotNull();
    }

    @Test
    void aCrashBetweenTheRecordAndTheOffsetDoublesNothing() {
        publish(statement(1));
        run();
        group.clear();

        assertThat(run()).isEqualTo(new SubmissionCounts(0, 1, 0, 0, 0, 0));
        assertThat(server.stored()).hasSize(1);
        assertThat(group).containsEntry(FIRST, 1L);
    }

    @Test
    void theClassicDoubleSubmissionIsNone() {
        server.next(new Fault.DropsAfterStoring());
        for (int i = 0; i < 40; i++) {
            publish(statement(i));
        }

        assertThat(run()).isEqualTo(new SubmissionCounts(0, 40, 0, 0, 0, 0));
        assertThat(server.stored()).hasSize(40);
        assertThat(time.waits()).isNotEmpty();
    }

    @Test
    void waitsLongerAfterEachFailureAndNeverLessThanItIsAsked() {
        server.next(
                new Fault.Status(500, null),
                new Fault.Status(500, null),
                new Fault.Status(503, null),
                new Fault.Status(429, "240"));
        publish(statement(1));

        assertThat(run()).isEqualTo(new SubmissionCounts(1, 0, 0, 0, 0, 0));

        assertThat(time.waits().subList(0, 3))
                .satisfiesExactly(
                        first -> assertThat(first).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        second -> assertThat(second).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4)),
                        third -> assertThat(third).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8)));
        assertThat(time.waits().subList(3, 7))
                .as("in parts, so that the group knows us to be alive")
                .containsOnly(Duration.ofSeconds(60));
        assertThat(recorded().get("puid-1").getAttempts()).isEqualTo(5);
    }

    @Test
    void aSinglePassGivesUpAfterAWhileAndLosesNothing() {
        for (int i = 0; i < 5; i++) {
            server.next(new Fault.Status(500, null));
        }
        publish(statement(1));

        assertThatThrownBy(this::run)
                .isInstanceOf(TransparencyException.class)
                .hasMessageContaining("status 500, 5 times in a row; nothing is lost");
        assertThat(group).isEmpty();
        assertThat(run()).isEqualTo(new SubmissionCounts(1, 0, 0, 0, 0, 0));
    }

    @Test
    void aRefusedTokenEndsItAndKeepsWhatWasDone() {
        StatementOfReasons lifted = statement(0);
        lifted.setPublicStatement(null);
        publish(lifted);
        publish(statement(1));
        server.rotate("18|another");

        assertThatThrownBy(this::run)
                .isInstanceOf(TransparencyException.class)
                .hasMessageContainingAll("does not accept the token", "Nothing is lost")
                .hasMessageNotContaining("letmein");
        assertThat(group).as("up to the first that is not settled").containsEntry(FIRST, 1L);

        server.rotate(TOKEN);
        assertThat(run()).isEqualTo(new SubmissionCounts(1, 0, 0, 0, 0, 0));
    }

    @Test
    void oneBadStatementHoldsUpNeitherItsPartitionNorAnother() {
        topic.put(SECOND, new ArrayList<>());
        StatementOfReasons odd = statement(0);
        odd.getPublicStatement().setContentLanguage("e1");
        publish(odd);
        publish(statement(1));
        topic.get(SECOND).add(statements.encode("statements", statement(2)));

        assertThat(run()).isEqualTo(new SubmissionCounts(2, 0, 0, 1, 0, 0));
        assertThat(recorded().get("puid-0").getState()).isEqualTo(SubmissionState.REFUSED);
        assertThat(recorded().get("puid-0").getFindings())
                .containsExactly("content_language: The selected content_language is invalid.");
        assertThat(group).containsEntry(FIRST, 2L).containsEntry(SECOND, 1L);
    }

    @Test
    void aThousandStatementsAndEveryFaultThereOnceEachInTheEnd() {
        Random random = new Random(20260302);
        for (int i = 0; i < 1_000; i++) {
            publish(statement(i));
        }
        List<Fault> faults = List.of(
                new Fault.DropsAfterStoring(),
                new Fault.Drops(),
                new Fault.Status(500, null),
                new Fault.Status(429, "1"),
                new Fault.StoresAndStammers(),
                new Fault.IsImpersonated());
        for (int i = 0; i < 8; i++) {
            server.next(faults.get(random.nextInt(faults.size())));
        }
        for (int starts = 0; group.getOrDefault(FIRST, 0L) < 1_000; starts++) {
            assertThat(starts).isLessThan(20);
            try {
                run();
            } catch (TransparencyException e) {
                assertThat(e).hasMessageContaining("nothing is lost");
            }
        }
        assertThat(server.stored()).hasSize(1_000);
        assertThat(recorded())
                .hasSize(1_000)
                .allSatisfy((puid, submission) ->
                        assertThat(submission.getState()).isIn(SubmissionState.SUBMITTED, SubmissionState.FOUND));
    }
}
