package dev.sluice.app.posts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.posts.EventLines.Bad;
import dev.sluice.app.posts.EventLines.Good;
import dev.sluice.app.posts.EventLines.Line;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostLinesTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void everyFieldOfThePostLineReachesTheRecord() throws IOException {
        Post post = onlyPost("""
                {"id":"p2","text":"hello","community":"chess","thread":"t1","parent":"p1","author":"ada","target":"bob",\
                "createdAt":"2026-11-02T10:00:00+01:00","language":"en","url":"https://forum.example/p2",\
                "labels":{"abuse":1,"hate":null,"seen":true,"note":"x"},\
                "authorSince":"2026-11-01T09:00:00Z","authorPosts":0,\
                "media":[{"uri":"https://forum.example/a.png","sha256":"%s","mime":"image/png","bytes":5},{"uri":"b"}]}""".formatted("0a".repeat(32)));

        assertThat(post.getId()).isEqualTo("p2");
        assertThat(post.getRevision()).isEqualTo(1);
        assertThat(post.getEvent()).isEqualTo(PostEvent.CREATED);
        assertThat(post.getCommunity()).isEqualTo("chess");
        assertThat(post.getThread()).isEqualTo("t1");
        assertThat(post.getParent()).isEqualTo("p1");
        assertThat(post.getAuthor()).isEqualTo("ada");
        assertThat(post.getTarget()).isEqualTo("bob");
        assertThat(post.getText()).isEqualTo("hello");
        assertThat(post.getAuthorSince()).isEqualTo(Instant.parse("2026-11-01T09:00:00Z"));
        assertThat(post.getAuthorPosts()).isZero();
        assertThat(post.getMedia())
                .containsExactly(
                        new MediaReference("https://forum.example/a.png", "0a".repeat(32), "image/png", 5L),
                        new MediaReference("b", null, null, null));
        assertThat(post.getLanguage()).isEqualTo("en");
        assertThat(post.getUrl()).isEqualTo("https://forum.example/p2");
        assertThat(post.getCreatedAt()).isEqualTo(Instant.parse("2026-11-02T09:00:00Z"));
        assertThat(post.getLabels()).isEqualTo(Map.of("abuse", "1", "seen", "true", "note", "x"));
    }

    @Test
    void anAbsentThreadIsTheParentsElseThePostsOwn() throws IOException {
        List<Post> posts = posts("""
                {"id":"a","text":"x","thread":"t","community":"c"}
                {"id":"b","text":"x","parent":"a"}
                {"id":"c","text":"x","parent":"b"}
                {"id":"d","text":"x","parent":"never-seen"}
                """);

        assertThat(posts).extracting(Post::getThread).containsExactly("t", "t", "t", "d");
        assertThat(posts).extracting(Post::getCommunity).containsExactly("c", "c", "c", "default");
    }

    @Test
    void anAbsentTimeIsOneMillisecondAfterTheLineBefore() throws IOException {
        List<Post> posts = posts("""
                {"id":"a","text":"x"}
                {"id":"b","text":"x"}
                {"id":"c","text":"x","createdAt":"2026-11-01T12:00:00Z"}
                {"id":"d","text":"x"}
                """);

        assertThat(posts)
                .extracting(Post::getCreatedAt)
                .containsExactly(
                        START,
                        START.plusMillis(1),
                        Instant.parse("2026-11-01T12:00:00Z"),
                        Instant.parse("2026-11-01T12:00:00.001Z"));
    }

    @Test
    void editsAndDeletionsInheritWhatThePostHasTold() throws IOException {
        List<Post> posts = posts("""
                {"id":"a","text":"x","thread":"t","community":"c","author":"ada"}
                {"type":"edit","id":"a","text":"y"}
                {"type":"delete","id":"a"}
                """);

        assertThat(posts).extracting(Post::getRevision).containsExactly(1, 2, 3);
        assertThat(posts)
                .extracting(Post::getEvent)
                .containsExactly(PostEvent.CREATED, PostEvent.EDITED, PostEvent.DELETED);
        assertThat(posts).extracting(Post::getThread).containsOnly("t");
        assertThat(posts).extracting(Post::getAuthor).containsOnly("ada");
        assertThat(posts.get(2).getText()).isEmpty();
    }

    @Test
    void aFlagNamesThePostItsThreadAndTheReporter() throws IOException {
        List<Line> lines = read("""
                {"id":"a","text":"x","thread":"t"}
                {"type":"flag","id":"a","reporter":"bob","reason":"rude","weight":0.25}
                """);

        Flag flag = ((PostLine.Flagged) ((Good) lines.get(1)).value()).flag();
        assertThat(flag.getPost()).isEqualTo("a");
        assertThat(flag.getThread()).isEqualTo("t");
        assertThat(flag.getReporter()).isEqualTo("bob");
        assertThat(flag.getReason()).isEqualTo("rude");
        assertThat(flag.getWeight()).isEqualTo(0.25f);
    }

    @Test
    void trainingFilesAreTakenAndTheirOtherKeysCounted() throws IOException {
        PostLines lines = lines("""
                {"id":1,"text":"x","labels":{"hate":1},"target":["asi","arab"],"source":"s","split":"dev"}
                {"id":2,"text":"y","labels":{"hate":null},"source":"s","spans":[[0,1]]}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(all(lines)).allMatch(Good.class::isInstance);
        assertThat(lines.ignoredKeys()).isEqualTo(Map.of("target", 1L, "source", 2L, "split", 1L, "spans", 1L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"text":"x"}                                      | has no 'id'; it is required
                    {"id":"a"}                                        | has no 'text'; it is required
                    {"id":"a","text":5}                               | has 'text' of JSON type number; allowed: a string
                    {"id":{},"text":"x"}                              | has 'id' of JSON type object; allowed: a string
                    {"id":"a","text":"x","type":"like"}               | has 'type' 'like'; allowed: post, edit, delete, flag
                    {"id":"a","text":"x","type":"edit","revision":1}  | has 'revision' of JSON type number; allowed: a whole number of at least 2
                    {"id":"a","text":"x","authorPosts":-1}            | has 'authorPosts' of JSON type number; allowed: a whole number of at least 0
                    {"id":"a","text":"x","authorSince":"yesterday"}   | has 'authorSince' a string of 9 characters; allowed: a time with its offset, such as 2026-11-01T09:30:00Z
                    {"id":"a","type":"flag","reporter":"b","reason":"r","weight":11} | has 'weight' of JSON type number; allowed: a number of 0 to 10
                    {"id":"a","type":"flag","reason":"r"}             | has no 'reporter'; it is required
                    {"id":"a","text":"x","media":"b.png"}             | has 'media' a string of 5 characters; allowed: a list of objects
                    {"id":"a","text":"x","media":[{"mime":"m"}]}      | has no 'uri'; it is required
                    {"id":"a","text":"x","media":[{"uri":"u","sha256":"AB"}]} | has 'sha256' of 'media' of 2 characters; allowed: 64 digits of lower-case hex
                    {"id":"a","text":"x","media":[{"uri":"u","bytes":-1}]} | has 'bytes' of JSON type number; allowed: a whole number of at least 0
                    {"id":"a","text":"\\ud800"}                       | has half a surrogate pair in 'text'; allowed: well-formed Unicode
                    [1]                                               | is not a JSON object; allowed: one object a line
                    {"id":"a","id":"b","text":"x"}                    | is not JSON (from column 15); allowed: one object a line, each key once
                    """)
    void aBadLineIsAnsweredWithItsReasonAndTheNextIsRead(String line, String reason) throws IOException {
        List<Line> lines = read(line + "\n{\"id\":\"next\",\"text\":\"x\"}\n");

        assertThat(lines.get(0)).isEqualTo(new Bad(1, reason));
        assertThat(lines.get(1)).isInstanceOf(Good.class);
    }

    @Test
    void noReasonQuotesTheText() throws IOException {
        List<Line> lines = read(
                "{\"id\":\"a\",\"text\":\"sekret\" oops\n{\"id\":\"a\",\"text\":\"sekret\",\"createdAt\":\"sekret\"}");

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(((Bad) line).reason()).doesNotContain("sekret"));
    }

    @Test
    void aLineThatIsNotUtf8IsBadAndKeepsItsNumber() throws IOException {
        byte[] bytes =
                "\n{\"id\":\"a\",\"text\":\"?\"}\n{\"id\":\"b\",\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        bytes[18] = (byte) 0xff;

        List<Line> lines = all(lines(bytes));

        assertThat(lines.get(0)).isEqualTo(new Bad(2, "is not UTF-8"));
        assertThat(lines.get(1).number()).isEqualTo(3);
    }

    @Test
    void aLineBeyondTheBoundIsBadAndTheNextIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[PostLines.MAX_LINE_BYTES + 1]);
        bytes.write("\n{\"id\":\"b\",\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8));

        List<Line> lines = all(lines(bytes.toByteArray()));

        assertThat(((Bad) lines.get(0)).reason()).contains("allowed: up to " + PostLines.MAX_LINE_BYTES);
        assertThat(lines.get(1)).isInstanceOf(Good.class);
    }

    @Test
    void gzipIsToldByItsFirstBytes() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"id\":\"a\",\"text\":\"x\"}\n".getBytes(StandardCharsets.UTF_8));
        }

        List<Line> lines = all(lines(packed.toByteArray()));

        assertThat(lines).singleElement().isInstanceOf(Good.class);
    }

    private static PostLines lines(byte[] bytes) throws IOException {
        return new PostLines(PostInput.unpacked(new ByteArrayInputStream(bytes)), START);
    }

    private static List<Line> all(PostLines lines) throws IOException {
        List<Line> all = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static List<Line> read(String text) throws IOException {
        return all(lines(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Post> posts(String text) throws IOException {
        return read(text).stream()
                .map(line -> ((PostLine.Posted) ((Good) line).value()).post())
                .toList();
    }

    private static Post onlyPost(String text) throws IOException {
        return posts(text).getFirst();
    }
}
