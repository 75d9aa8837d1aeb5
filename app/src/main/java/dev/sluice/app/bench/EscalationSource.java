package dev.sluice.app.bench;

import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.topics.TopicAdmin;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.Services;
import dev.sluice.topology.TopologySettings;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Escalations as the pipeline makes them of posts that people have to look at. */
final class EscalationSource {
    private static final String PREFIX = "made-";
    /** Each holds a sentence that should not simply be allowed; some of those are for legal. */
    private static final int POSTS = 3_000;

    private static final int MOST_BYTES_AHEAD = 16 << 20;
    private static final Duration SPACING = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofMillis(200);

    private final EmbeddedBroker broker;
    private final SchemaRegistry registry;
    private final Path folder;

    EscalationSource(EmbeddedBroker broker, SchemaRegistry registry, Path folder) {
        this.broker = broker;
        this.registry = registry;
        this.folder = folder;
    }

    /** Runs the pipeline over posts and gives what it tells legal. */
    List<Escalation> make(SinkBenchSettings settings) throws IOException {
        try (Admin admin = Admin.create(client())) {
            new TopicAdmin(admin, new TopicPlan(PREFIX, (short) 1, Map.of(), Map.of())).apply();
        }
        Assessor assessor = AssessorLoader.load(settings.policies());
        Sentences sentences = Sentences.read(settings.policies(), assessor);
        publishPosts(new BenchPosts(new Sentences(sentences.risky(), sentences.risky()), settings.seed(), "s", POSTS));
        Telemetry telemetry = Telemetry.of(new SimpleMeterRegistry(), StageTimes.off());
        Services services = new Services(
                assessor::assess,
                PolicyBook.load(settings.policies()),
                Notices.load(settings.policies()),
                registry,
                Clock.systemUTC(),
                telemetry);
        PipelineSettings pipeline = PipelineSettings.defaults(broker.bootstrapServers(), folder.resolve("state"))
                .withHealthPort(-1)
                .withTopology(TopologySettings.defaults().withTopicPrefix(PREFIX));
        try (Subject subject = PipelineSubject.start(pipeline, services)) {
            Drain.awaitAnswered(subject, POSTS);
        }
        List<Escalation> made = read();
        if (made.isEmpty()) {
            throw CommandException.failed("the policies in " + settings.policies()
                    + " escalate none of the bench's posts;" + " allowed: policies that do");
        }
        return made;
    }

    /**
     * Publishes so many escalations: those that were made, in turn, each under an id of its own.
     *
     * @return their bytes, all together
     */
    long publish(List<Escalation> made, int number, String prefix) {
        AvroSerde<Escalation> serde = new AvroSerde<>(Escalation.class, registry, TopicCatalogue.ESCALATIONS.subject());
        String topic = prefix + TopicCatalogue.ESCALATIONS.name();
        Instant at = Instant.now();
        long bytes = 0;
        long ahead = 0;
        try (PostPublisher publisher = new PostPublisher(client(), registry, prefix)) {
            for (int i = 0; i < number; i++) {
                Escalation escalation = made.get(i % made.size());
                String id = "bench-" + i;
                escalation.setId(id);
                byte[] value = serde.encode(topic, escalation);
                publisher.publishRaw(TopicCatalogue.ESCALATIONS, id, value, at);
                bytes += value.length;
                ahead += value.length;
                if (ahead > MOST_BYTES_AHEAD) {
                    publisher.flush();
                    ahead = 0;
                }
            }
            publisher.flush();
        }
        return bytes;
    }

    private void publishPosts(BenchPosts posts) {
        Instant start = Instant.now().minus(SPACING.multipliedBy(POSTS));
        try (PostPublisher publisher = new PostPublisher(client(), registry, PREFIX)) {
            for (int i = 0; i < POSTS; i++) {
                publisher.publish(
                        publisher.prepare(new PostLine.Posted(posts.next(start.plus(SPACING.multipliedBy(i))))));
            }
            publisher.flush();
        } catch (BadLineException e) {
            throw new IllegalStateException("a made-up post is too large: " + e.reason(), e);
        }
    }

    private List<Escalation> read() {
        Map<String, Object> settings = new HashMap<>(client());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        AvroSerde<Escalation> serde = new AvroSerde<>(Escalation.class, registry);
        List<Escalation> made = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(PREFIX + TopicCatalogue.ESCALATIONS.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    made.add(serde.decode(record.value()));
                }
            }
        }
        return made;
    }

    private Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    }
}
