package dev.sluice.app.command;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two commands of a newcomer, whole. */
class EmbeddedIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theDemoBalancesAndTakesEveryRoute() throws IOException {
        Path output = folder.resolve("demo");

        int exitCode = sluice("demo", "--exit", "--output", output.toString());

        assertThat(exitCode).as(text(err)).isZero();
        assertThat(text(out))
                .contains(
                        "allow",
                        "nudge",
                        "limit",
                        "review",
                        "remove",
                        "mediation",
                        "escalation",
                        "dead letter",
                        "duplicate")
                .doesNotContain("DOES NOT BALANCE");
        JsonNode summary = JSON.readTree(output.resolve("summary.json").toFile());
        JsonNode answers = summary.get("answers");
        assertThat(answers.get("balanced").asBoolean()).isTrue();
        assertThat(summary.at("/events/all").asLong())
                .isEqualTo(answers.get("decisions").asLong()
                        + answers.get("duplicates").asLong()
                        + answers.get("deadLetters").asLong());
        assertThat(summary.at("/escalations/sealed").asLong())
                .isPositive()
                .isEqualTo(summary.at("/escalations/all").asLong());
        assertThat(sluice(
                        "vault",
                        "verify",
                        output.resolve("vault").toString(),
                        "--key",
                        output.resolve("signer.pem").toString()))
                .isZero();
    }

    @Test
    void everyGoodLineOfAFileIsAnsweredInOrderAndABadOneReported() throws IOException {
        Path input = Files.writeString(folder.resolve("posts.jsonl"), """
                {"id":"a","text":"good morning"}
                {"id":"b","text":"you are an idiot","source":"elsewhere"}
                {"id":"c"}
                {"id":"d","text":""}
                {"id":"a","text":"good evening","type":"edit","revision":2}
                """);
        Path output = folder.resolve("results");

        int exitCode = sluice("run", "--embedded", "--input", input.toString(), "--output", output.toString());

        assertThat(exitCode).as(text(err)).isEqualTo(2);
        assertThat(text(err)).contains("line 3 has no 'text'; it is required");
        List<JsonNode> decisions = lines(output.resolve("decisions.jsonl"));
        assertThat(decisions).extracting(line -> line.get("id").asText()).containsExactly("a", "b", "d");
        JsonNode edited = decisions.getFirst();
        assertThat(edited.get("revision").asInt()).isEqualTo(2);
        List<JsonNode> superseded = lines(output.resolve("decisions-superseded.jsonl"));
        assertThat(superseded)
                .singleElement()
                .satisfies(line -> assertThat(line.get("decision")).isEqualTo(edited.get("supersedes")));
        assertThat(JSON.readTree(output.resolve("summary.json").toFile())
                        .at("/lines/ignoredKeys/source")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void resultsAreNotOverwrittenUnasked() throws IOException {
        Path input = Files.writeString(folder.resolve("posts.jsonl"), "");
        Path output = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(output.resolve("thesis.txt"), "years of work");

        assertThat(sluice("run", "--embedded", "--input", input.toString(), "--output", output.toString()))
                .isEqualTo(2);
        assertThat(sluice(
                        "run", "--embedded", "--input", input.toString(), "--output", output.toString(), "--overwrite"))
                .isEqualTo(2);

        assertThat(output.resolve("thesis.txt")).hasContent("years of work");
        assertThat(text(err)).contains("is not empty", "no run has made it");
    }

    private int sluice(String... arguments) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Sluice.run(terminal, arguments);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }
}
