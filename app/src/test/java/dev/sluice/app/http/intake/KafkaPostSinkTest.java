package dev.sluice.app.http.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.http.intake.PostSink.Outcome;
import dev.sluice.app.play.PostRecords.Prepared;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.tracing.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaPostSinkTest {
    private static final Prepared POST =
            new Prepared(TopicCatalogue.POSTS, "t1", Instant.parse("2026-11-01T09:30:00Z"), new byte[100]);
    private static final TraceParent TRACE =
            new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);
    private static final Prepared FLAG =
            new Prepared(TopicCatalogue.FLAGS, "t1", Instant.parse("2026-11-01T09:31:00Z"), new byte[100]);

    private final MockProducer<String, byte[]> producer = new MockProducer<>(
            org.apache.kafka.common.Cluster.empty(),
            false,
            new RoundRobinPartitioner(),
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaPostSink sink = new KafkaPostSink(producer, "x-", 1_500, Duration.ofSeconds(20));

    @Test
    void keptMeansThatTheClusterHasSaidSo() {
        CompletableFuture<Outcome> outcome = publish(List.of(POST));
        assertThat(outcome).isNotDone();

        acknowledge();

        assertThat(outcome.join()).isEqualTo(Outcome.KEPT);
        assertThat(producer.history().getFirst().topic()).isEqualTo("x-posts");
        assertThat(producer.history().getFirst().timestamp())
                .isEqualTo(POST.at().toEpochMilli());
        assertThat(TraceParent.in(producer.history().getFirst().headers())).isEqualTo(TRACE);
        assertThat(sink.isWell()).isTrue();
    }

    @Test
    void aRefusalByTheClusterIsNotKept() {
        CompletableFuture<Outcome> outcome = publish(List.of(POST));
        Awaitility.await().until(() -> producer.errorNext(new TimeoutException("nobody there")));

        assertThat(outcome.join()).isEqualTo(Outcome.UNKNOWN);
        assertThat(sink.isWell()).isFalse();
    }

    @Test
    void aFlagTravelsOnceItsPostIsKept() {
        CompletableFuture<Outcome> outcome = publish(List.of(FLAG, POST));
        acknowledge();
        acknowledge();

        assertThat(outcome.join()).isEqualTo(Outcome.KEPT);
        assertThat(producer.history()).extracting(record -> record.topic()).containsExactly("x-posts", "x-flags");
    }

    @Test
    void whatIsOnItsWayIsBounded() {
        CompletableFuture<Outcome> first = publish(List.of(POST, POST));
        Awaitility.await().until(() -> producer.history().size() == 2);

        assertThat(sink.publish(List.of(POST), null)).isEqualTo(Outcome.FULL);

        acknowledge();
        acknowledge();
        assertThat(first.join()).isEqualTo(Outcome.KEPT);
        CompletableFuture<Outcome> again = publish(List.of(POST));
        acknowledge();
        assertThat(again.join()).isEqualTo(Outcome.KEPT);
    }

    private CompletableFuture<Outcome> publish(List<Prepared> events) {
        return CompletableFuture.supplyAsync(() -> sink.publish(events, TRACE));
    }

    private void acknowledge() {
        Awaitility.await().until(producer::completeNext);
    }
}
