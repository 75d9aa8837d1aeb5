package dev.sluice.topology.secondlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.health.SecondLooks;
import dev.sluice.topology.health.SecondLooks.Result;
import dev.sluice.topology.secondlook.SecondLookLane.Parts;
import dev.sluice.topology.tracing.Span;
import dev.sluice.topology.tracing.TraceParent;
import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers and the offsets of their requests stand or fall together. */
class SecondLookLaneTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final TopicPartition REQUESTS = new TopicPartition("x.second-looks", 0);
    private static final LaneClients CLIENTS = new LaneClients(Map.of(), "group", "x.", 64);

    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("lane"));
    private final AvroSerde<SecondLookRequest> requests = new AvroSerde<>(SecondLookRequest.class, registry);
    private final AvroSerde<SecondAssessment> answers = new AvroSerde<>(SecondAssessment.class, registry);
    private final SecondLooks telemetry = new SecondLooks(new SimpleMeterRegistry());
    private final SecondLooker looker = new SecondLooker(new Calm(), Duration.ofSeconds(30), CLOCK, telemetry);
    private final MockConsumer<byte[], byte[]> consumer = consumer();
    private final MockProducer<byte[], byte[]> producer = producer();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void answersAndOffsetsAreCommittedTogether() {
        try (LaneSession session = session(consumer, producer)) {
            add(0, request("a", 3));
            add(1, request("b", 1));

            session.step(looker, Duration.ZERO);

            assertThat(producer.commitCount()).isEqualTo(1);
            assertThat(producer.consumerGroupOffsetsHistory())
                    .containsExactly(
                            Map.of(consumer.groupMetadata().groupId(), Map.of(REQUESTS, new OffsetAndMetadata(2))));
            assertThat(producer.history())
                    .extracting(ProducerRecord::topic, ProducerRecord::partition, ProducerRecord::timestamp)
                    .containsExactly(
                            tuple("x.second-assessments", 3, 7_000L), tuple("x.second-assessments", 1, 7_000L));
            assertThat(producer.history())
                    .extracting(record -> answers.decode(record.value()).getPost())
                    .containsExactly("a", "b");
        }
    }

    @Test
    void traceOfTheRequestGoesOnWithItsAnswer() {
        List<Span> spans = new ArrayList<>();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-";
        try (LaneSession session = session(consumer, producer, new Tracing(0, spans::add))) {
            add(0, request("a", 0), traced(trace + "00f067aa0ba902b7-01"));
            add(1, request("b", 0), traced(trace + "00f067aa0ba902b7-00"));
            add(2, request("c", 0));

            session.step(looker, Duration.ZERO);
        }

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("second-look");
            assertThat(span.parent()).isEqualTo("00f067aa0ba902b7");
            assertThat(span.place()).containsEntry("messaging.kafka.offset", "0");
        });
        List<String> sent =
                producer.history().stream().map(SecondLookLaneTest::trace).toList();
        assertThat(sent).element(0).asString().startsWith(trace).endsWith("-01").doesNotContain("00f067aa0ba902b7");
        assertThat(sent).element(1).isEqualTo(trace + "00f067aa0ba902b7-00");
        assertThat(sent).element(2).isEqualTo("");
    }

    @Test
    void withoutTracingNoHeaderGoesOn() {
        try (LaneSession session = session(consumer, producer)) {
            add(0, request("a", 0), traced("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

            session.step(looker, Duration.ZERO);
        }
        assertThat(producer.history())
                .singleElement()
                .satisfies(record -> assertThat(record.headers()).isEmpty());
    }

    private static Headers traced(String header) {
        return new RecordHeaders().add(TraceParent.HEADER, header.getBytes(StandardCharsets.US_ASCII));
    }

    private static String trace(ProducerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(TraceParent.HEADER);
        return header == null ? "" : new String(header.value(), StandardCharsets.US_ASCII);
    }

    @Test
    void nothingIsCommittedWhereNothingHasMoved() {
        try (LaneSession session = session(consumer, producer)) {
            add(0, request("a", 0));
            session.step(looker, Duration.ZERO);

            session.step(looker, Duration.ZERO);

            assertThat(producer.commitCount()).isEqualTo(1);
        }
    }

    @Test
    void endOfATransactionIsSteppedOver() {
        try (LaneSession session = session(consumer, producer)) {
            add(0, request("a", 0));
            session.step(looker, Duration.ZERO);

            consumer.seek(REQUESTS, 2);
            session.step(looker, Duration.ZERO);

            assertThat(producer.consumerGroupOffsetsHistory())
                    .last()
                    .isEqualTo(Map.of(consumer.groupMetadata().groupId(), Map.of(REQUESTS, new OffsetAndMetadata(2))));
        }
    }

    @Test
    void unreadableRequestBecomesADeadLetterAndHoldsUpNoOther() {
        try (LaneSession session = session(consumer, producer)) {
            add(0, new byte[] {1, 2, 3});
            add(1, request("b", 0));

            session.step(looker, Duration.ZERO);

            assertThat(producer.history())
                    .extracting(ProducerRecord::topic)
                    .containsExactly("x.dead-letters", "x.second-assessments");
            DeadLetter letter = new AvroSerde<>(DeadLetter.class, registry)
                    .decode(producer.history().getFirst().value());
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
            assertThat(letter.getSource().getOffset()).isZero();
        }
    }

    @Test
    void whatCannotBeCommittedIsNotSent() {
        try (LaneSession session = session(consumer, producer)) {
            add(0, request("a", 0));
            producer.commitTransactionException = new KafkaException("gone");

            assertThatThrownBy(() -> session.step(looker, Duration.ZERO)).isInstanceOf(KafkaException.class);
        }
        assertThat(producer.history()).isEmpty();
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    @Timeout(60)
    void laneThatFailsStartsAgainAndSaysDegradedUntilThen() throws InterruptedException {
        add(0, request("a", 0));
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch looked = new CountDownLatch(1);
        boolean[] degradedBetween = new boolean[1];
        SecondLook secondLook = new Calm() {
            @Override
            public List<dev.sluice.classifiers.Assessment> assess(List<Text> texts) {
                degradedBetween[0] = telemetry.isDegraded();
                looked.countDown();
                return super.assess(texts);
            }
        };
        SecondLookLane.Opener opener = () -> {
            if (opened.incrementAndGet() == 1) {
                throw new KafkaException("not yet");
            }
            return session(consumer, producer);
        };

        try (SecondLookLane lane = SecondLookLane.start(
                opener, SecondLookSettings.defaults(), new Parts(secondLook, registry, CLOCK, telemetry, null))) {
            assertThat(lane).isNotNull();
            assertThat(looked.await(50, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(opened).hasValue(2);
        assertThat(degradedBetween[0]).isTrue();
        assertThat(telemetry.isDegraded()).isFalse();
        assertThat(producer.history()).hasSize(1);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void secondLookThatNeverAnswersSaysDegraded() {
        SecondLooker broken = new SecondLooker(
                new Calm() {
                    @Override
                    public List<dev.sluice.classifiers.Assessment> assess(List<Text> texts) {
                        throw new UnsatisfiedLinkError("no library");
                    }
                },
                Duration.ofSeconds(30),
                CLOCK,
                telemetry);

        List<SecondAssessment> found = broken.answer(List.of(requests.decode(request("a", 0))));

        assertThat(found.getFirst().getAssessment().getUnavailable())
                .singleElement()
                .satisfies(missing -> {
                    assertThat(missing.getDetector()).isEqualTo("second-look");
                    assertThat(missing.getCategories()).containsExactly("hate");
                });
        assertThat(telemetry.isDegraded()).isTrue();
        assertThat(telemetry.counted(Result.UNAVAILABLE)).isEqualTo(1);
    }

    private LaneSession session(MockConsumer<byte[], byte[]> in, MockProducer<byte[], byte[]> out) {
        return session(in, out, null);
    }

    private LaneSession session(
            MockConsumer<byte[], byte[]> in, MockProducer<byte[], byte[]> out, @Nullable Tracing tracing) {
        out.initTransactions();
        return new LaneSession(CLIENTS, in, out, new Parts(new Calm(), registry, CLOCK, telemetry, tracing));
    }

    private void add(long offset, byte[] value) {
        add(offset, value, new RecordHeaders());
    }

    private void add(long offset, byte[] value, Headers headers) {
        consumer.addRecord(new ConsumerRecord<>(
                REQUESTS.topic(),
                REQUESTS.partition(),
                offset,
                7_000L,
                TimestampType.CREATE_TIME,
                -1,
                value.length,
                "t".getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty()));
    }

    private byte[] request(String post, int partition) {
        Assessment first = new Assessment();
        first.setId(post + "/1");
        first.setPost(post);
        first.setRevision(1);
        first.setThread("t");
        first.setCommunity("garden");
        first.setLanguage(new DetectedLanguage("en", 1f));
        first.setRisk(new Risk(0f, 0f, 0f, 0f, 0.5f, 0f));
        first.setSignals(List.of());
        first.setUnavailable(List.of());
        first.setTextLength(5);
        first.setAssessedLength(5);
        first.setModels("m");
        first.setRules("r");
        first.setAssessedAt(NOW);
        SecondLookRequest request = new SecondLookRequest();
        request.setPost(post);
        request.setRevision(1);
        request.setThread("t");
        request.setCommunity("garden");
        request.setPartition(partition);
        request.setText("words");
        request.setDoubts(List.of("hate"));
        request.setReviewIfShed(false);
        request.setAssessment(first);
        request.setAskedAt(NOW);
        return requests.encode("second-looks", request);
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(REQUESTS));
        consumer.updateBeginningOffsets(Map.of(REQUESTS, 0L));
        return consumer;
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Finds nothing in anything. */
    private static class Calm implements SecondLook {
        @Override
        public String version() {
            return "calm-1";
        }

        @Override
        public boolean covers(String language) {
            return true;
        }

        @Override
        public List<dev.sluice.classifiers.Assessment> assess(List<Text> texts) {
            List<Finding> none = List.of();
            return texts.stream()
                    .map(text -> new dev.sluice.classifiers.Assessment(
                            Language.UNKNOWN, RiskScores.NONE, none, 5, 5, "m", "r"))
                    .toList();
        }
    }
}
