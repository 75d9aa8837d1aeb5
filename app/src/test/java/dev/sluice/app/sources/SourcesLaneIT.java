package dev.sluice.app.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.SourcesLane;
import dev.sluice.topology.TopologySettings;
import dev.sluice.topology.source.SourceMapping;
import dev.sluice.topology.source.SourceMappings;
import dev.sluice.topology.source.stream.SourcesSettings;
import dev.sluice.topology.state.Retention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The lane of sources on a real broker: it ends in the middle of a stream, and no event of a post is lost or doubled. */
@Timeout(600)
class SourcesLaneIT {
    private static final int POSTS = 300;
    private static final int EDITED_OF = 2;
    private static final int DELETED_OF = 5;
    private static final int REVIEWS = 60;
    private static final Duration RUNNING = Duration.ofSeconds(120);

    /** Every second post is edited, every fifth is deleted; replies name their post, the platform no conversation. */
    private static final int EVENTS = POSTS + POSTS / EDITED_OF + POSTS / DELETED_OF;

    private static final String TABLE = """
            source: table
            description: The last state of each post, in a compacted topic.
            tombstones: {id: "@key"}
            conversations: replies
            fields: {id: ./id, parent: ./re, author: ./by, createdAt: "@timestamp", text: {at: ./body, as: html}}
            events:
              - {name: changed, is: edited, when: {./version: {present: true}}, fields: {revision: {number: ./version}}}
              - {name: post, is: created}
            """;
    private static final String SHOP = """
            source: shop
            description: Reviews in Avro.
            format: avro
            fields: {id: /number, author: /by, createdAt: {at: /at, time: millis}, text: /words}
            events: [{name: review, is: created}]
            """;
    private static final Schema REVIEW = new Schema.Parser().parse("""
            {"type":"record","name":"Review","namespace":"example","fields":[{"name":"number","type":"long"},
            {"name":"by","type":["null","string"],"default":null},{"name":"at","type":"long"},{"name":"words","type":"string"}]}
            """);

    @TempDir
    Path folder;

    @Test
    void aLaneThatEndsInMidStreamGoesOnWhereItWas() throws Exception {
        TestCluster cluster = TestCluster.create("sources-");
        Map<String, SourceMapping> mappings = mappings(cluster);
        create(cluster, mappings);
        publishTable(cluster, 0, POSTS / 2);
        publishReviews(cluster);
        try (Topic<Post> posts = new Topic<>(cluster, TopicCatalogue.POSTS);
                Topic<DeadLetter> letters = new Topic<>(cluster, TopicCatalogue.DEAD_LETTERS)) {
            try (SourcesLane first = start(cluster, mappings)) {
                first.awaitRunning(RUNNING);
                posts.awaitAtLeast(EVENTS / 5);
            }
            publishTable(cluster, POSTS / 2, POSTS);
            try (SourcesLane second = start(cluster, mappings)) {
                second.awaitRunning(RUNNING);
                posts.awaitAtLeast(EVENTS + REVIEWS);
            }
            posts.readToEnd();
            letters.readToEnd();
            assertThat(letters.values()).isEmpty();
            requireEveryEventOnce(posts.values());
            assertThat(posts.values())
                    .filteredOn(post -> post.getId().startsWith("shop:"))
                    .hasSize(REVIEWS)
                    .extracting(Post::getId)
                    .doesNotHaveDuplicates();
        }
    }

    /** The whole of it, as it is run: configuration, process, kill, decisions. Costs a minute: {@code -Pfaults}. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.faults.kills", matches = "\\d+")
    void aProcessThatIsKilledInMidStreamNeitherLosesNorDoublesAPost() throws Exception {
        TestCluster cluster = TestCluster.create("sources-kill-");
        create(cluster, Map.of(cluster.prefix() + "table", mappings(cluster).get(cluster.prefix() + "table")));
        Path config = cluster.config(folder.resolve("sluice.yaml"), """
                pipeline:
                  applicationId: %s
                  stateDir: %s
                  secondLook: {enabled: false}
                sources:
                  mappings: %s
                  topics:
                    - {topic: %stable, source: table}
                """.formatted(
                        cluster.prefix(), folder.resolve("state"), folder, cluster.prefix()));
        Path log = folder.resolve("pipeline.log");
        publishTable(cluster, 0, POSTS / 2);
        try (Topic<Post> posts = new Topic<>(cluster, TopicCatalogue.POSTS);
                Topic<Decision> decisions = new Topic<>(cluster, TopicCatalogue.DECISIONS)) {
            try (SluiceProcess first = SluiceProcess.start("run", config, log)) {
                posts.awaitAtLeast(EVENTS / 5, first);
                publishTable(cluster, POSTS / 2, POSTS);
                posts.awaitAtLeast(EVENTS / 2, first);
                first.kill();
            }
            try (SluiceProcess second = SluiceProcess.start("run", config, log)) {
                posts.awaitAtLeast(EVENTS, second);
                decisions.awaitAtLeast(EVENTS, second);
            }
            posts.readToEnd();
            decisions.readToEnd();
            requireEveryEventOnce(posts.values());
            assertThat(decisions.values()).hasSize(EVENTS);
            assertThat(decisions.values()).extracting(Decision::getId).doesNotHaveDuplicates();
            assertThat(decisions.values())
                    .filteredOn(decision -> decision.getTrigger() == Trigger.DELETE)
                    .hasSize(POSTS / DELETED_OF);
        }
    }

    private static void requireEveryEventOnce(List<Post> all) {
        Map<String, List<Post>> byId = new LinkedHashMap<>();
        all.stream()
                .filter(post -> post.getId().startsWith("table:"))
                .forEach(post -> byId.computeIfAbsent(post.getId(), id -> new ArrayList<>())
                        .add(post));
        assertThat(byId).hasSize(POSTS);
        for (int i = 0; i < POSTS; i++) {
            List<PostEvent> expected = new ArrayList<>(List.of(PostEvent.CREATED));
            if (i % EDITED_OF == 0) {
                expected.add(PostEvent.EDITED);
            }
            if (i % DELETED_OF == 0) {
                expected.add(PostEvent.DELETED);
            }
            assertThat(byId.get("table:" + i))
                    .as("post %d", i)
                    .extracting(Post::getEvent)
                    .containsExactlyElementsOf(expected);
        }
        // Three posts of each ten answer the one before; all are in the thread of the first, deletions included.
        assertThat(byId.get("table:13")).extracting(Post::getThread).containsOnly("table:10");
        assertThat(byId.get("table:12")).extracting(Post::getThread).containsOnly("table:10");
        assertThat(byId.get("table:15")).extracting(Post::getThread).containsOnly("table:15");
    }

    private Map<String, SourceMapping> mappings(TestCluster cluster) throws Exception {
        Files.writeString(folder.resolve("table.yaml"), TABLE);
        Files.writeString(folder.resolve("shop.yaml"), SHOP);
        SourceMappings read = SourceMappings.in(List.of(folder));
        return Map.of(cluster.prefix() + "table", read.read("table"), cluster.prefix() + "shop", read.read("shop"));
    }

    private SourcesLane start(TestCluster cluster, Map<String, SourceMapping> mappings) {
        PipelineSettings defaults = PipelineSettings.defaults(
                cluster.client().values().iterator().next().toString(), folder.resolve("state"));
        PipelineSettings.Cluster own = defaults.cluster();
        PipelineSettings settings = defaults.withCluster(new PipelineSettings.Cluster(
                        own.bootstrapServers(), cluster.prefix(), 1, own.groupProtocol(), own.properties()))
                .withTopology(TopologySettings.defaults().withTopicPrefix(cluster.prefix()));
        return SourcesLane.start(
                settings,
                new SourcesSettings(cluster.prefix(), true, Retention.defaults(), mappings),
                cluster.registry(),
                new SimpleMeterRegistry(),
                null);
    }

    private static void create(TestCluster cluster, Map<String, SourceMapping> mappings) throws Exception {
        try (Admin admin = cluster.admin()) {
            admin.createTopics(mappings.keySet().stream()
                            .map(topic -> new NewTopic(topic, 3, (short) 1)
                                    .configs(Map.of("cleanup.policy", topic.endsWith("table") ? "compact" : "delete")))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** In order: the post, its edit, its deletion. All of a chain of replies go to one partition, as the platform keys them. */
    private static void publishTable(TestCluster cluster, int from, int to) {
        Map<String, Object> client = cluster.client();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            String topic = cluster.prefix() + "table";
            for (int i = from; i < to; i++) {
                int partition = i / 10 % 3;
                String answered = i % 10 >= 1 && i % 10 <= 3 ? ",\"re\":" + (i - 1) : "";
                String key = Integer.toString(i);
                producer.send(new ProducerRecord<>(
                        topic,
                        partition,
                        key,
                        "{\"id\":" + i + answered + ",\"by\":\"m" + i % 7 + "\",\"body\":\"<p>post " + i + "</p>\"}"));
                if (i % EDITED_OF == 0) {
                    producer.send(new ProducerRecord<>(
                            topic,
                            partition,
                            key,
                            "{\"id\":" + i + answered + ",\"version\":2,\"body\":\"<b>edited</b>\"}"));
                }
                if (i % DELETED_OF == 0) {
                    producer.send(new ProducerRecord<>(topic, partition, key, null));
                }
            }
        }
    }

    private static void publishReviews(TestCluster cluster) {
        AvroTestRecords reviews = new AvroTestRecords(cluster.registry(), cluster.prefix() + "shop-value", REVIEW);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < REVIEWS; i++) {
                GenericRecord review = new GenericData.Record(REVIEW);
                review.put("number", (long) i);
                review.put("by", "b" + i);
                review.put("at", 1_793_610_000_000L + i);
                review.put("words", "review " + i);
                producer.send(new ProducerRecord<>(cluster.prefix() + "shop", reviews.encode(review)));
            }
        }
    }
}
