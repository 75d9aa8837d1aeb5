package dev.sluice.app.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.posts.EventLines.Bad;
import dev.sluice.app.posts.EventLines.Good;
import dev.sluice.app.posts.EventLines.Line;
import dev.sluice.schemas.OriginPart;
import dev.sluice.schemas.OriginRun;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.source.JsonValues;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.source.SourceMappings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceLinesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home"), "policies", "sources");
    private static final SourceMappings MAPPINGS = SourceMappings.in(List.of(SHIPPED));
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    static Stream<String> names() {
        return MAPPINGS.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLineOfEverySampleIsTaken(String name) throws IOException {
        List<Post> posts = new ArrayList<>();
        for (Line line : read(name, sample(name))) {
            assertThat(line).isInstanceOf(Good.class);
            posts.add(post(line));
        }
        assertThat(posts).extracting(Post::getEvent).contains(PostEvent.CREATED, PostEvent.DELETED);
        assertThat(posts).extracting(Post::getCreatedAt).allMatch(time -> time.isBefore(START.plusSeconds(60)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyExactRunIsWhatWasPosted(String name) throws IOException {
        if (name.equals("csv") || name.equals("mastodon")) {
            return; // A row is no JSON; a text of JSON is not reached by the pointer alone.
        }
        for (Line line : read(name, sample(name))) {
            Post post = post(line);
            var record = JsonValues.read(post.getOrigin().getRecord().getValue().array());
            for (OriginPart part : post.getOrigin().getParts()) {
                int[] original =
                        record.at(part.getPointer()).textValue().codePoints().toArray();
                int[] plain = post.getText().codePoints().toArray();
                for (OriginRun run : part.getRuns()) {
                    for (int i = 0; run.getExact() && i < run.getLength(); i++) {
                        assertThat(plain[run.getStart() + i]).isEqualTo(original[run.getFrom() + i]);
                    }
                }
            }
        }
    }

    @Test
    void ofAMatrixMessageTheWordsCountThatClientsShow() throws IOException {
        String message = "{\"type\":\"m.room.message\",\"room_id\":\"!r\",\"sender\":\"@a:b\",\"event_id\":\"$1\","
                + "\"origin_server_ts\":1793610000000,\"content\":{\"body\":\"shown\",%s\"formatted_body\":\"<b>styled</b>\"}}\n";
        assertThat(post(read("matrix", message.formatted("")).getFirst()).getText())
                .isEqualTo("shown");
        assertThat(post(read("matrix", message.formatted("\"format\":\"org.matrix.custom.html\","))
                                .getFirst())
                        .getText())
                .isEqualTo("styled");
    }

    @Test
    void aSilentEditOfDiscourseIsARevisionOfItsOwn() throws IOException {
        String post = "{\"post\":{\"id\":1,\"version\":1,\"topic_id\":2,\"created_at\":\"2026-11-02T08:00:00Z\","
                + "\"updated_at\":\"2026-11-02T08:0%d:00Z\",\"raw\":\"x\"}}\n";
        List<Line> lines = read("discourse", post.formatted(0) + post.formatted(2));
        assertThat(post(lines.get(0)).getRevision()).isEqualTo(1);
        assertThat(post(lines.get(1)).getRevision()).isEqualTo(120_002);
    }

    @Test
    void rowsHaveCommasQuotesAndLineBreaksInQuotes() throws IOException {
        List<Line> lines = read("csv", "id,body\r\n1,\"a, \"\"b\"\"\nc\"\r\n\r\n2,d\n");
        assertThat(post(lines.get(0)).getText()).isEqualTo("a, \"b\"\nc");
        assertThat(lines.get(0).number()).isEqualTo(2);
        assertThat(post(lines.get(1)).getText()).isEqualTo("d");
        assertThat(lines.get(1).number()).isEqualTo(5);
    }

    @Test
    void aRowThatIsNoneNamesWhatIsAllowedAndTheNextIsRead() throws IOException {
        List<Line> lines = read("csv", "id,body\n1\n2,a\"b\n3,c\n4,\"open");
        assertThat(lines)
                .startsWith(
                        new Bad(2, "has 1 cells; allowed: 2, as many as the first row has"),
                        new Bad(3, "has a quote within a cell; allowed: whole cells in quotes, quotes doubled"))
                .endsWith(new Bad(5, "has a quote that is never closed; allowed: cells as in RFC 4180"));
        assertThat(post(lines.get(2)).getText()).isEqualTo("c");
    }

    @Test
    void aTableWithoutNamesIsRefused() {
        assertThatThrownBy(() -> read("csv", "id,,id\n1,2,3\n"))
                .isInstanceOf(InputException.class)
                .hasMessage("the first row has a column without a name; allowed: a name of its own for each column");
    }

    @Test
    void aBadLineIsToldByItsNumberAndQuotesNothing() throws IOException {
        List<Line> lines = read("slack", "{\"secret\": \n\n[1,2\n{\"event\":{\"type\":\"message\",\"text\":7}}\n");
        assertThat(lines).hasSize(3);
        assertThat(lines).extracting(Line::number).containsExactly(1L, 3L, 4L);
        assertThat(((Bad) lines.get(0)).reason())
                .startsWith("is not JSON from column")
                .doesNotContain("secret");
        assertThat(((Bad) lines.get(2)).reason())
                .isEqualTo("event message: /event/text is a whole number; allowed: text");
    }

    private static List<Line> read(String name, String content) throws IOException {
        List<Line> all = new ArrayList<>();
        try (SourceLines lines = new SourceLines(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                new Mapper(MAPPINGS.read(name)),
                "sample",
                START)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
            assertThat(lines.good() + lines.bad()).isEqualTo(all.size());
        }
        return all;
    }

    private static String sample(String name) throws IOException {
        return Files.readString(SHIPPED.resolve("samples").resolve(name + (name.equals("csv") ? ".csv" : ".jsonl")));
    }

    private static Post post(Line line) {
        return ((PostLine.Posted) ((Good) line).value()).post();
    }
}
