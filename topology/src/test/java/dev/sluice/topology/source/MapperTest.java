package dev.sluice.topology.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapperTest {
    private static final Instant ARRIVED = Instant.parse("2026-11-02T09:00:00Z");

    @TempDir
    private Path folder;

    private Mapper mapper;

    @BeforeEach
    void read() throws IOException {
        Path file = folder.resolve("forum.yaml");
        Files.writeString(file, """
                source: forum
                description: A forum.
                each: /posts
                fields:
                  id: [./id, "legacy-{./old/id}"]
                  community: {at: ./board, values: {"1": garden, "2": kitchen, "*": other}, default: none}
                  thread: "topic-{./topic}"
                  parent: ./parent
                  author: ./by
                  target: "@mention"
                  createdAt: [{at: ./at, time: seconds}, "@timestamp"]
                  revision: {edited: {at: ./edited, time: seconds}, created: {at: ./at, time: seconds}}
                  text: [./title, {at: ./html, as: html, or: {at: ./body}}]
                  labels: {source: "@header.x-from", key: "@key", sticky: ./sticky}
                events:
                  - {name: gone, is: deleted, when: {./gone: true}}
                  - {name: note, is: ignored, because: notes are no posts, when: {./kind: [note, 3]}}
                  - {name: post, is: created}
                """);
        mapper = new Mapper(MappingReader.read(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
                    {"id":{"a":1},"at":1,"body":"x"} → INVALID_FIELD → event post: /id is an object of 1; allowed: text or a number
                    {"at":1,"body":"x"}              → MISSING_ID    → event post: id is missing at ./id, legacy-…; allowed: text or a number
                    {"id":1,"at":"soon","body":"x"}  → INVALID_FIELD → event post: /at is text of 4 characters; allowed: seconds since 1970
                    {"id":1,"at":[1],"body":"x"}     → INVALID_FIELD → event post: /at is a list of 1; allowed: seconds since 1970
                    {"id":1,"at":1e300,"body":"x"}   → INVALID_FIELD → event post: /at is a number; allowed: seconds since 1970
                    {"id":1,"at":1e999999999,"body":"x"} → INVALID_FIELD → event post: /at is a number; allowed: seconds since 1970
                    {"id":1,"at":-1e-2147483000,"body":"x"} → INVALID_FIELD → event post: /at is a number; allowed: seconds since 1970
                    {"id":1,"at":1,"body":7}         → INVALID_FIELD → event post: /body is a whole number; allowed: text
                    {"id":1,"at":1}                  → MISSING_TEXT  → event post: text is missing at ./title, ./html; allowed: text
                    {"id":1,"at":1,"body":"\\ud83d"} → INVALID_FIELD → event post: /body has half a surrogate pair; allowed: well-formed Unicode
                    {"id":1,"at":1,"body":"x","by":true} → INVALID_FIELD → none
                    """)
    void whatIsWrongIsToldByPointerAndTypeAndNeverQuoted(String json, DeadLetterReason reason, String detail) {
        Mapped mapped = one(json);
        if (detail.equals("none")) {
            assertThat(mapped).isInstanceOf(Mapped.Posted.class);
        } else {
            assertThat(mapped).isEqualTo(new Mapped.Refused(reason, detail));
        }
    }

    @Test
    void aValueIsTakenFromTheFirstPlaceThatHasOne() {
        Post post = posted(
                "{\"old\":{\"id\":7},\"topic\":3,\"board\":2,\"at\":1793610000.25,\"by\":\"u1\",\"body\":\"x\"}");
        assertThat(post.getId()).isEqualTo("forum:legacy-7");
        assertThat(post.getThread()).isEqualTo("forum:topic-3");
        assertThat(post.getCommunity()).isEqualTo("kitchen");
        assertThat(post.getAuthor()).isEqualTo("forum:u1");
        assertThat(post.getCreatedAt()).isEqualTo(Instant.ofEpochMilli(1_793_610_000_250L));
        assertThat(post.getLabels()).containsOnly(Map.entry("source", "hook"), Map.entry("key", "k1"));
        assertThat(posted("{\"id\":1,\"board\":9,\"body\":\"x\"}").getCommunity())
                .isEqualTo("other");
        assertThat(posted("{\"id\":1,\"body\":\"x\"}").getCommunity()).isEqualTo("none");
        assertThat(posted("{\"id\":1,\"body\":\"x\"}").getCreatedAt()).isEqualTo(ARRIVED);
    }

    @Test
    void everyPartOfTheTextIsWhereItsPointerSays() {
        Post post = posted("{\"id\":1,\"title\":\"A 🔪 &amp;\",\"html\":\"<p>you <b>id</b>iot &amp; co</p>\"}");
        assertThat(post.getText()).isEqualTo("A 🔪 &amp;\n\nyou idiot & co");
        assertThat(post.getOrigin().getParts()).hasSize(2);
        var title = post.getOrigin().getParts().getFirst();
        assertThat(title.getPointer()).isEqualTo("/title");
        assertThat(title.getRuns()).hasSize(1);
        var html = post.getOrigin().getParts().getLast();
        assertThat(html.getPointer()).isEqualTo("/html");
        assertThat(html.getRuns().getFirst().getStart()).isEqualTo(11);
        assertThat(html.getRuns().getFirst().getFrom()).isEqualTo(3);
        assertThat(post.getOrigin().getMapping()).isEqualTo(mapper.mapping().version());
    }

    @Test
    void whatAvroCallsANumberAndIsNoneIsRefused() {
        for (Object none : List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
            Pointer.Found found = new Pointer.Found("/at", AvroValues.json(none));
            assertThatThrownBy(() -> TimeFormat.SECONDS.read(found))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("/at is a number; allowed: seconds since 1970");
        }
    }

    @Test
    void aListIsAnsweredItemByItem() {
        List<Mapped> mapped = map(
                "{\"posts\":[{\"id\":1,\"body\":\"x\"},{\"kind\":3},{\"id\":2,\"gone\":true},{\"body\":\"x\"},{\"id\":9,\"body\":[]}]}");
        assertThat(mapped).hasSize(5);
        assertThat(mapped.get(0)).isInstanceOf(Mapped.Posted.class);
        assertThat(mapped.get(1)).isEqualTo(new Mapped.Ignored("note", "notes are no posts"));
        assertThat(((Mapped.Posted) mapped.get(2)).post().getText()).isEmpty();
        assertThat(mapped.get(3)).isInstanceOf(Mapped.Refused.class);
        assertThat(mapped.get(4))
                .isEqualTo(new Mapped.Refused(
                        DeadLetterReason.INVALID_FIELD, "event post: /posts/4/body is a list of 0; allowed: text"));
    }

    @Test
    void aListOfTooManyIsRefusedWhole() {
        assertThat(map("{\"posts\":[" + "1,".repeat(1_000) + "1]}"))
                .containsExactly(new Mapped.Refused(
                        DeadLetterReason.INVALID_FIELD, "/posts is a list of 1001; allowed: a list of at most 1000"));
    }

    @Test
    void theSameEditHasTheSameNumberAndALaterOneAHigher() {
        int first = posted("{\"id\":1,\"at\":1793610000,\"edited\":1793610000.001,\"body\":\"x\"}")
                .getRevision();
        int second = posted("{\"id\":1,\"at\":1793610000,\"edited\":1793610600,\"body\":\"x\"}")
                .getRevision();
        int late = posted("{\"id\":1,\"at\":1793610000,\"edited\":1803610600,\"body\":\"x\"}")
                .getRevision();
        int unknown = posted("{\"id\":1,\"edited\":1793610600,\"body\":\"x\"}").getRevision();
        assertThat(posted("{\"id\":1,\"at\":1793610000,\"edited\":false,\"body\":\"x\"}")
                        .getRevision())
                .isEqualTo(1);
        assertThat(first).isEqualTo(3);
        assertThat(second).isEqualTo(600_002);
        assertThat(List.of(first, second, late, unknown)).isSorted();
    }

    @Test
    void anIdThatIsTooLongKeepsItsBeginningAndAHashOfTheWhole() {
        String id =
                posted("{\"id\":\"" + "x".repeat(3_000) + "\",\"body\":\"x\"}").getId();
        assertThat(id).hasSizeLessThanOrEqualTo(200).startsWith("forum:xxx");
        assertThat(posted("{\"id\":\"" + "x".repeat(3_001) + "\",\"body\":\"x\"}")
                        .getId())
                .isNotEqualTo(id);
    }

    private Post posted(String json) {
        return ((Mapped.Posted) one(json)).post();
    }

    private Mapped one(String json) {
        List<Mapped> mapped = map(json);
        assertThat(mapped).hasSize(1);
        return mapped.getFirst();
    }

    private List<Mapped> map(String json) {
        RawRecord raw = RawRecord.newBuilder()
                .setTopic("t")
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(ARRIVED)
                .build();
        SourceRecord record = new SourceRecord(JsonValues.read(json), "k1", Map.of("x-from", "hook"), ARRIVED, raw);
        return mapper.map(record, Trace.NONE);
    }
}
