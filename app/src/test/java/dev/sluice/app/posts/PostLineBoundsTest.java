package dev.sluice.app.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.posts.EventLines.Bad;
import dev.sluice.app.posts.EventLines.Good;
import dev.sluice.app.posts.EventLines.Line;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostLineBoundsTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {"+999999999-12-31T23:59:59-18:00", "-999999999-01-01T00:00:00+18:00", "+10000-01-01T00:00:00Z"})
    void aTimeThatNoRecordCanHoldIsABadLine(String time) throws IOException {
        List<Line> lines = all(new PostLines(
                stream("{\"id\":\"a\",\"text\":\"x\",\"createdAt\":\"" + time + "\"}\n{\"id\":\"b\",\"text\":\"x\"}"),
                START));

        assertThat(lines.get(0)).isInstanceOfSatisfying(Bad.class, bad -> {
            assertThat(bad.number()).isEqualTo(1);
            assertThat(bad.reason()).startsWith("has 'createdAt'").endsWith("of the years 1 to 9999");
        });
        assertThat(lines.get(1)).isInstanceOf(Good.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2099-01-01T00:00:00Z", "1970-01-01T00:00:12Z"})
    void aTimeThatThePipelineRefusesIsNotCarriedOnToTheNextLine(String time) throws IOException {
        String text = """
                {"id":"a","text":"x"}
                {"id":"b","text":"x","createdAt":"%s"}
                {"id":"c","text":"x"}
                """;

        assertThat(all(new PostLines(stream(text.formatted(time)), START)))
                .extracting(line -> ((Good) line).value().createdAt())
                .containsExactly(START, Instant.parse(time), START.plusMillis(1));
    }

    @Test
    void anIdIsTakenUpToItsBoundInCodePoints() throws IOException {
        String longest = "😀".repeat(256);

        List<Line> lines = all(new PostLines(
                stream("{\"id\":\"" + longest + "\",\"text\":\"x\"}\n{\"id\":\"" + longest + "a\",\"text\":\"x\"}"),
                START));

        assertThat(lines.get(0)).isInstanceOf(Good.class);
        assertThat(lines.get(1)).isEqualTo(new Bad(2, "has 'id' of 257 characters; allowed: up to 256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread", "parent", "author", "target", "community"})
    void everyIdIsBounded(String field) throws IOException {
        List<Line> lines = all(new PostLines(
                stream("{\"id\":\"a\",\"text\":\"x\",\"" + field + "\":\"" + "i".repeat(257) + "\"}"), START));

        assertThat(lines).containsExactly(new Bad(1, "has '" + field + "' of 257 characters; allowed: up to 256"));
    }

    @Test
    void aLabelsKeyIsShownShortAndWithoutControlCharacters() throws IOException {
        String key = "\\u001b[31m\\u202e" + "k".repeat(100);

        List<Line> lines =
                all(new PostLines(stream("{\"id\":\"a\",\"text\":\"x\",\"labels\":{\"" + key + "\":{}}}"), START));

        assertThat(lines)
                .singleElement()
                .isInstanceOfSatisfying(
                        Bad.class,
                        bad -> assertThat(bad.reason())
                                .startsWith("has 'labels.?[31m?kkk")
                                .contains("…'")
                                .hasSizeLessThan(200));
    }

    @Test
    void aBlankLineIsBadWhereEveryLineIsToBeAnswered() throws IOException {
        List<Line> lines = all(PostLines.everyLine(stream("{\"id\":\"a\",\"text\":\"x\"}\n \n"), START));

        assertThat(lines.get(1)).isEqualTo(new Bad(2, "is blank; allowed: one object a line"));
    }

    @Test
    void eventsMayBeTakenToHaveHappenedEarlier() throws IOException {
        String text = """
                {"id":"a","text":"x","createdAt":"2026-11-03T10:00:00Z"}
                {"type":"flag","id":"a","reporter":"r","reason":"rude","createdAt":"2026-11-03T11:00:00Z"}
                """;

        assertThat(PostLines.latest(stream(text), START)).isEqualTo(Instant.parse("2026-11-03T11:00:00Z"));
        assertThat(all(PostLines.earlier(stream(text), START, Duration.ofDays(2))))
                .extracting(line -> ((Good) line).value().createdAt())
                .containsExactly(Instant.parse("2026-11-01T10:00:00Z"), Instant.parse("2026-11-01T11:00:00Z"));
    }

    @Test
    void aTruncatedFileIsNamed(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"id\":\"a\",\"text\":\"x\"}\n".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        Path file = Files.write(folder.resolve("posts.jsonl.gz"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> PostInput.countLines(file))
                .isInstanceOf(InputException.class)
                .hasMessage("input " + file + " is gzip and ends too early; allowed: a whole file");
    }

    @Test
    void theLastLineCountsWithoutItsEnd(@TempDir Path folder) throws IOException {
        assertThat(PostInput.countLines(Files.writeString(folder.resolve("a"), "1\n\n3")))
                .isEqualTo(3);
        assertThat(PostInput.countLines(Files.writeString(folder.resolve("b"), "1\n")))
                .isEqualTo(1);
        assertThat(PostInput.countLines(Files.writeString(folder.resolve("c"), "")))
                .isZero();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Line> all(PostLines lines) throws IOException {
        List<Line> all = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
