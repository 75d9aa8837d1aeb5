package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.play.OutputPlace;
import dev.sluice.app.play.RunSummary;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.SecondLook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lane of second looks, with a broker, from the first decision to the one that supersedes it. */
class SecondLookIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int POSTS = 3_000;
    private static final int EVERY = 10;

    /** Every post is in doubt whose hate is not certain; what the second look finds decides. */
    private static final String POLICY = """
            policy: test
            version: "1.0.0"
            description: Everything is looked at twice.
            owner: testers
            communities: ["*"]
            jurisdictions: [EU]
            secondLook:
              bands: {hate: {from: 0, to: 1}}
              languages: [en]
            rules:
              - id: hate.remove
                description: The post attacks people.
                status: live
                when: risk.hate >= 0.9
                then: {outcome: remove, notice: removal}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path policies;

    @BeforeEach
    void writePolicies() throws IOException {
        policies = Files.createDirectory(folder.resolve("policies"));
        Files.createDirectory(policies.resolve("lexicons"));
        Files.createDirectory(policies.resolve("rules"));
        Files.writeString(Files.createDirectory(policies.resolve("test")).resolve("policy.yaml"), POLICY);
        Files.writeString(Files.createDirectory(policies.resolve("notices")).resolve("removal.yaml"), """
                notice: removal
                language: en
                version: "1.0.0"
                subject: Your post
                text: Your post in {community} is not shown.
                """);
    }

    @Test
    @Timeout(300)
    void everyUncertainPostHasOneSupersedingDecisionBeforeTheRunEnds() throws IOException {
        StringBuilder posts = new StringBuilder();
        for (int i = 0; i < POSTS; i++) {
            // Of those in English every tenth is worse than it looks; of those in German nobody says so.
            String language = i % 2 == 0 ? "en" : "de";
            posts.append("{\"id\":\"p%d\",\"text\":\"see you %s\",\"thread\":\"t%d\",\"language\":\"%s\"}%n"
                    .formatted(i, i % EVERY == 0 ? "in hell" : "at noon", i % 40, language));
        }
        posts.append("{\"id\":\"p0\",\"text\":\"see you\",\"thread\":\"t0\",\"type\":\"edit\",\"revision\":2,"
                + "\"language\":\"en\"}\n");
        Path input = Files.writeString(folder.resolve("posts.jsonl"), posts);
        Path output = folder.resolve("results");
        OutputPlace.prepare(output, false);
        Scripted secondLook = new Scripted();

        RunSummary summary;
        try (EmbeddedRun run = new EmbeddedRun(terminal(), policies, output, firstLook -> secondLook)) {
            summary = run.play(EmbeddedRun.Source.of(input, false), null);
        }

        assertThat(summary.balanced()).as(summary.equation()).isTrue();
        assertThat(summary.tally().decisions()).isEqualTo(POSTS + 1);
        // The edit of p0 may have overtaken the answer about its first words, which is stale then.
        assertThat(summary.tally().secondLooks()).isBetween(POSTS / 2L, POSTS / 2L + 1);
        assertThat(secondLook.texts.get()).isEqualTo(POSTS / 2 + 1);
        assertThat(secondLook.calls.get()).as("many at a time").isLessThan(POSTS / 4);
        List<JsonNode> decisions = lines(output.resolve("decisions.jsonl"));
        assertThat(decisions).hasSize(POSTS);
        for (int i = 0; i < POSTS; i++) {
            JsonNode decision = decisions.get(i);
            assertThat(decision.get("id").asText()).isEqualTo("p" + i);
            assertThat(decision.get("outcome").asText())
                    .as("post " + i)
                    .isEqualTo(i > 0 && i % EVERY == 0 ? "remove" : "allow");
            if (i % 2 == 0) {
                assertThat(decision.get("supersedes").asText()).startsWith("p" + i + "/");
            } else {
                assertThat(decision.get("supersedes").isNull()).isTrue();
            }
        }
        JsonNode json = JSON.readTree(output.resolve("summary.json").toFile());
        assertThat(json.at("/decisions/afterSecondLook").asLong())
                .isEqualTo(summary.tally().secondLooks());
        assertThat(json.at("/decisions/inForce").asLong()).isEqualTo(POSTS);
    }

    private Terminal terminal() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Terminal(InputStream.nullInputStream(), stream, stream, false);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }

    private static final class Scripted implements SecondLook {
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger texts = new AtomicInteger();

        @Override
        public String version() {
            return "scripted-1";
        }

        @Override
        public boolean covers(String language) {
            return language.equals("en");
        }

        @Override
        public List<Assessment> assess(List<Text> batch) {
            calls.incrementAndGet();
            texts.addAndGet(batch.size());
            return batch.stream().map(Scripted::assess).toList();
        }

        private static Assessment assess(Text text) {
            float hate = text.text().contains("hell") ? 0.95f : 0.01f;
            int length = text.text().length();
            return new Assessment(
                    new Language("en", 1), new RiskScores(hate, 0, 0, 0, hate, 0), List.of(), length, length, "m", "r");
        }
    }
}
