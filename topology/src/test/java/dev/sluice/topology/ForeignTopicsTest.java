package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.source.SourceMapping;
import dev.sluice.topology.source.SourceMappings;
import dev.sluice.topology.source.stream.SourcesSettings;
import dev.sluice.topology.source.stream.SourcesTopology;
import dev.sluice.topology.state.Retention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics as platforms have them: compacted ones with tombstones, Avro of their own schemas, replies without a conversation. */
class ForeignTopicsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String TABLE = """
            source: table
            description: The last state of each post, under its number.
            tombstones: {id: {at: "@key", pattern: "post/(.+)"}, author: "@header.by"}
            fields: {id: ./id, thread: ./topic, author: ./by, createdAt: "@timestamp", text: ./body}
            events:
              - {name: changed, is: edited, when: {./version: {present: true}}, fields: {revision: {number: ./version}}}
              - {name: post, is: created}
            """;
    private static final String AVRO = """
            source: shop
            description: Reviews in Avro.
            format: avro
            fields:
              id: /review/number
              author: /review/by
              createdAt: {at: /review/at, time: millis}
              text: {at: /review/words, as: html}
              labels: {stars: /review/stars, kind: /review/kind}
            events: [{name: review, is: created}]
            """;
    private static final String REPLIES = """
            source: chat
            description: Posts that name what they answer.
            conversations: replies
            fields: {id: ./id, parent: ./re, createdAt: "@timestamp", text: ./body}
            events:
              - {name: gone, is: deleted, when: {./gone: true}}
              - {name: post, is: created}
            """;
    private static final Schema REVIEW = new Schema.Parser().parse("""
            {"type":"record","name":"Event","namespace":"example","fields":[{"name":"review","type":{"type":"record","name":"Review",
            "fields":[{"name":"number","type":"long"},{"name":"by","type":["null","string"]},{"name":"at","type":"long"},
            {"name":"words","type":"string"},{"name":"stars","type":"int"},
            {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["BOOK","FILM"]}}]}}]}
            """);

    @TempDir
    private Path folder;

    private final Flow flow = new Flow();
    private final AvroSerde<Post> posts = new AvroSerde<>(Post.class, flow.registry);
    private final AvroSerde<DeadLetter> letters = new AvroSerde<>(DeadLetter.class, flow.registry);
    private TopologyTestDriver driver;

    @BeforeEach
    void start() throws IOException {
        Map<String, SourceMapping> topics = new LinkedHashMap<>();
        for (String mapping : List.of(TABLE, AVRO, REPLIES)) {
            String name = mapping.substring("source: ".length(), mapping.indexOf('\n'));
            Files.writeString(folder.resolve(name + ".yaml"), mapping);
            topics.put(name, SourceMappings.in(List.of(folder)).read(name));
        }
        topics.put("other-chat", topics.get("chat").withNamespace("other"));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "sources");
        driver = new TopologyTestDriver(
                new SourcesTopology(
                                new SourcesSettings("", false, Retention.defaults(), topics),
                                flow.registry,
                                CLOCK,
                                new SimpleMeterRegistry(),
                                new EventTime(CLOCK),
                                null)
                        .build(),
                properties,
                NOW);
    }

    @AfterEach
    void close() {
        driver.close();
        flow.close();
    }

    @Test
    void aTombstoneDeletesThePostThatItsKeyNames() {
        send("table", "post/7", "{\"id\":7,\"topic\":\"t1\",\"by\":\"ann\",\"body\":\"hello\"}");
        send("table", "post/7", "{\"id\":7,\"topic\":\"t9\",\"version\":2,\"body\":\"hello all\"}");
        send("table", "post/7", null);
        List<Post> made = posts();
        assertThat(letters()).isEmpty();
        assertThat(made)
                .extracting(Post::getEvent)
                .containsExactly(PostEvent.CREATED, PostEvent.EDITED, PostEvent.DELETED);
        assertThat(made).extracting(Post::getThread).containsOnly("table:t1");
        Post deletion = made.getLast();
        assertThat(deletion.getId()).isEqualTo("table:7");
        assertThat(deletion.getAuthor()).isEqualTo("table:ann");
        assertThat(deletion.getCreatedAt()).isEqualTo(NOW);
        assertThat(deletion.getText()).isEmpty();
        assertThat(deletion.getOrigin().getRecord().getValue()).isNull();
        assertThat(deletion.getOrigin().getRecord().getKey())
                .isEqualTo(ByteBuffer.wrap("post/7".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTombstoneOfAPostThatCompactionHasTakenIsPassedOn() {
        send("table", "post/8", null);
        assertThat(posts()).singleElement().satisfies(post -> {
            assertThat(post.getEvent()).isEqualTo(PostEvent.DELETED);
            assertThat(post.getThread()).isEqualTo("table:8");
            assertThat(post.getCommunity()).isEqualTo("table");
        });
    }

    @Test
    void aStateThatIsSeenFirstAsALaterOneIsAPostOfThatRevision() {
        send("table", "post/9", "{\"id\":9,\"topic\":\"t1\",\"by\":\"ann\",\"version\":5,\"body\":\"hello\"}");
        assertThat(posts()).extracting(Post::getRevision).containsExactly(5);
    }

    @Test
    void aTombstoneWhoseKeyNamesNoPostIsRefused() {
        send("table", "user/7", null);
        send("table", null, null);
        sendBytes("table", ByteBuffer.allocate(Long.BYTES).putLong(7).array(), null);
        sendBytes("table", new byte[] {(byte) 0xc3, 0x28}, null);
        assertThat(posts()).isEmpty();
        List<DeadLetter> refused = letters();
        assertThat(refused).hasSize(4);
        assertThat(refused).extracting(DeadLetter::getReason).containsOnly(DeadLetterReason.MISSING_ID);
        assertThat(refused)
                .extracting(DeadLetter::getDetail)
                .containsOnly("event tombstone: id is missing at @key; allowed: text or a number");
    }

    @Test
    void anAvroRecordIsReadByTheSameKindOfPointers() throws IOException {
        sendBytes("shop", null, avro(9_007_199_254_740_993L, "<p>not a <b>good</b> film</p>"));
        Post post = posts().getFirst();
        assertThat(post.getId()).isEqualTo("shop:9007199254740993");
        assertThat(post.getAuthor()).isNull();
        assertThat(post.getText()).isEqualTo("not a good film");
        assertThat(post.getLabels()).containsOnly(Map.entry("stars", "2"), Map.entry("kind", "FILM"));
        assertThat(post.getOrigin().getRecord().getWriterSchema()).contains("\"Review\"");
        assertThat(post.getOrigin().getParts().getFirst().getPointer()).isEqualTo("/review/words");
    }

    @Test
    void avroOfNobodysSchemaCutShortOrNoneIsADeadLetter() throws IOException {
        byte[] good = avro(1, "words");
        byte[] unknown = good.clone();
        unknown[4] = 99;
        byte[] cut = java.util.Arrays.copyOf(good, good.length - 3);
        sendBytes("shop", null, unknown);
        sendBytes("shop", null, cut);
        sendBytes("shop", null, "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(posts()).isEmpty();
        List<DeadLetter> refused = letters();
        assertThat(refused)
                .extracting(DeadLetter::getReason)
                .containsExactly(
                        DeadLetterReason.UNKNOWN_SCHEMA, DeadLetterReason.UNDECODABLE, DeadLetterReason.UNDECODABLE);
        assertThat(refused).extracting(DeadLetter::getDetail).noneMatch(detail -> detail.contains("words"));
    }

    @Test
    void aReplyIsInTheThreadOfWhatItAnswersHoweverDeep() {
        send("chat", null, "{\"id\":1,\"body\":\"root\"}");
        send("chat", null, "{\"id\":2,\"re\":1,\"body\":\"reply\"}");
        send("chat", null, "{\"id\":3,\"re\":2,\"body\":\"reply to a reply\"}");
        send("chat", null, "{\"id\":2,\"gone\":true}");
        send("chat", null, "{\"id\":4,\"re\":3,\"body\":\"deeper\"}");
        assertThat(posts()).extracting(Post::getThread).containsOnly("chat:1");
    }

    @Test
    void aReplyToWhatNobodyHasSeenStartsAThreadThatItsOwnRepliesJoin() {
        send("chat", null, "{\"id\":3,\"re\":2,\"body\":\"reply\"}");
        send("chat", null, "{\"id\":4,\"re\":3,\"body\":\"reply to it\"}");
        send("chat", null, "{\"id\":2,\"re\":1,\"body\":\"what was answered, late\"}");
        assertThat(posts()).extracting(Post::getThread).containsExactly("chat:2", "chat:2", "chat:1");
    }

    @Test
    void twoSitesOfOneSourceShareNoThread() {
        send("chat", null, "{\"id\":1,\"body\":\"root\"}");
        send("other-chat", null, "{\"id\":2,\"re\":1,\"body\":\"reply\"}");
        assertThat(posts()).extracting(Post::getThread).containsExactly("chat:1", "other:1");
    }

    private byte[] avro(long number, String words) throws IOException {
        GenericRecord review = new GenericData.Record(REVIEW.getField("review").schema());
        review.put("number", number);
        review.put("at", NOW.toEpochMilli());
        review.put("words", words);
        review.put("stars", 2);
        review.put(
                "kind",
                new GenericData.EnumSymbol(review.getSchema().getField("kind").schema(), "FILM"));
        GenericRecord event = new GenericData.Record(REVIEW);
        event.put("review", review);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.write(ByteBuffer.allocate(4)
                .putInt(flow.registry.idOf("shop-value", REVIEW))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(REVIEW).write(event, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private void send(String topic, @Nullable String key, @Nullable String value) {
        sendBytes(
                topic,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private void sendBytes(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, new RecordHeaders(), NOW));
    }

    private List<Post> posts() {
        return all(TopicCatalogue.POSTS.name(), posts);
    }

    private List<DeadLetter> letters() {
        return all(TopicCatalogue.DEAD_LETTERS.name(), letters);
    }

    private <T extends org.apache.avro.specific.SpecificRecord> List<T> all(String topic, AvroSerde<T> serde) {
        List<T> all = new ArrayList<>();
        var output = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
            all.add(serde.decode(output.readValue()));
        }
        return all;
    }
}
