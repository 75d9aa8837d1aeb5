package dev.sluice.app.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sources check} says of input that somebody made to break it: one line each, nothing quoted, the next line read. */
class SourceCheckTest {
    private static final String MAPPING = """
            source: forum
            description: A forum.
            each: /posts
            fields: {id: ./id, author: ./by, createdAt: {at: ./at, time: seconds}, text: {at: ./html, as: html}}
            events: [{name: post, is: created, when: {./id: {present: true}}}]
            """;
    private static final String GOOD = "{\"id\":1,\"at\":1793610000,\"html\":\"<p>fine</p>\"}";

    @TempDir
    Path folder;

    private Path mapping;

    @BeforeEach
    void save() throws IOException {
        mapping = Files.writeString(folder.resolve("forum.yaml"), MAPPING);
    }

    private record Said(int exitCode, String out) {}

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            {"id":1,"id":2,"html":"secret"}                  → is not JSON from column 13; allowed: one value, each key once
            {"id":1,"html":"secret                            → is not JSON from column
            {"id":1,"at":1793610000,"html":"\\ud83d secret"} → event post: /html has half a surrogate pair; allowed: well-formed Unicode
            {"id":1,"at":"2026-11-02","html":"secret"}       → event post: /at is text of 10 characters; allowed: seconds since 1970
            {"id":1,"at":253402300800,"html":"secret"}       → event post: /at is a whole number; allowed: seconds since 1970, of the years 1 to 9999
            {"id":1,"at":1e400,"html":"secret"}              → event post: /at is a number; allowed: seconds since 1970
            {"id":1,"at":1e99999999999,"html":"secret"}      → has a number beyond what can be read; allowed: exponents of ten digits
            {"id":1,"at":1e2147483647,"html":"secret"}       → event post: /at is a number; allowed: seconds since 1970
            {"id":1,"at":null,"html":"secret"}               → event post: createdAt is missing at ./at; allowed: a time
            {"id":[],"at":1,"html":"secret"}                 → event post: /id is a list of 0; allowed: text or a number
            {"id":1,"at":1,"html":{"a":"secret"}}            → event post: /html is an object of 1; allowed: text
            {"html":"secret"}                                → the record fits no event of the mapping forum; allowed: post
            {"posts":[{"id":1,"at":1,"html":7}]}             → event post: /posts/0/html is a whole number; allowed: text
            "secret"                                         → the record fits no event of the mapping forum; allowed: post
            """)
    void aBadLineIsToldByPointerFoundTypeAndWhatIsAllowed(String line, String said) throws IOException {
        Said result = check((line + "\n" + GOOD + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out())
                .contains("line 1    REFUSED  " + said, "line 2    created  forum:1", "1 refused")
                .doesNotContain("secret");
    }

    @Test
    void bytesThatAreNotUtf8ALongLineAndDeepNestingCostOneLineEach() throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(new byte[] {'{', '"', (byte) 0xc3, 0x28, '"', '}', '\n'});
        input.write(("{\"id\":1,\"html\":\"" + "x".repeat(10 << 20) + "\"}\n").getBytes(StandardCharsets.UTF_8));
        input.write(("[".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8));
        input.write(("{\"posts\":[" + "{},".repeat(1_000) + "{}]}\n").getBytes(StandardCharsets.UTF_8));
        input.write((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
        Said said = check(input.toByteArray());
        assertThat(said.out().lines())
                .anySatisfy(line -> assertThat(line).isEqualTo("line 1    REFUSED  is not UTF-8"))
                .anySatisfy(line ->
                        assertThat(line).isEqualTo("line 2    REFUSED  is 10485778 bytes long; allowed: up to 8388608"))
                .anySatisfy(line -> assertThat(line).startsWith("line 3    REFUSED  is nested deeper than 256"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("line 4    REFUSED  /posts is a list of 1001; allowed: a list of at most 1000"))
                .anySatisfy(line -> assertThat(line).startsWith("line 5    created  forum:1"));
    }

    @Test
    void idsBeyondWhatADoubleHoldsKeepEveryDigit() throws IOException {
        Said said = check(("{\"id\":9007199254740993,\"at\":1,\"by\":18446744073709551615,\"html\":\"x\"}\n"
                        + "{\"id\":9007199254740992,\"at\":1,\"html\":\"x\"}\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(said.out())
                .contains("forum:9007199254740993 ", "author forum:18446744073709551615", "forum:9007199254740992 ");
    }

    @Test
    void anHtmlBombIsReadInOnePassAndWhatIsLeftOutIsCounted() throws IOException {
        String bomb = "<div>".repeat(100_000) + "<script>" + "x".repeat(5_000) + "</script>you" + "<b".repeat(50_000);
        Said said = check(("{\"id\":1,\"at\":1,\"html\":\"" + bomb + "\"}\n").getBytes(StandardCharsets.UTF_8));
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("text: you<b<b", "5000 characters left out");
    }

    @Test
    void withJsonTextOriginalAndMapAreSideBySide() throws IOException {
        Path input = Files.writeString(
                folder.resolve("in.jsonl"), "{\"id\":1,\"at\":1,\"likes\":3,\"html\":\"id<b>iot</b> &amp; co\"}\n");
        JsonNode line = new ObjectMapper()
                .readTree(run("sources", "check", input.toString(), "--source", mapping.toString(), "--json")
                        .out());
        JsonNode event = line.at("/events/0");
        assertThat(event.get("text").asText()).isEqualTo("idiot & co");
        assertThat(event.at("/parts/0/original").asText()).isEqualTo("id<b>iot</b> &amp; co");
        assertThat(event.at("/parts/0/runs/1").toString()).isEqualTo("[2,3,5,3]");
        assertThat(line.get("lost").toString()).isEqualTo("[\"/likes\"]");
    }

    @Test
    void aSourceOrAFileThatIsNotThereIsNamed() {
        assertThat(run("sources", "check", folder.resolve("none").toString(), "--source", "mastodon"))
                .isEqualTo(new Said(2, "sluice sources check: " + folder.resolve("none") + " is not a file\n"));
        assertThat(run("sources", "check", mapping.toString(), "--source", "myspace")
                        .out())
                .contains("source 'myspace' is unknown; allowed: activitypub, bluesky, csv");
    }

    private Said check(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("in.jsonl"), input);
        return run("sources", "check", file.toString(), "--source", mapping.toString());
    }

    private static Said run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exitCode = Sluice.run(new Terminal(InputStream.nullInputStream(), stream, stream, false), arguments);
        return new Said(exitCode, out.toString(StandardCharsets.UTF_8));
    }
}
