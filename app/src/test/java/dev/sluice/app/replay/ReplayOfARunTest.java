package dev.sluice.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo community, played and then replayed by the command: what a user of both sees. */
class ReplayOfARunTest {
    private static final Path HOME = Path.of(System.getProperty("sluice.home"));
    private static final Path SHIPPED = HOME.resolve("policies");
    private static final Path POSTS = SHIPPED.resolve("demo/posts.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path results;

    private static List<Decision> decisions = List.of();

    @TempDir
    private Path folder;

    @BeforeAll
    static void playTheDemo() throws IOException {
        decisions = PlayedRun.play(SHIPPED, POSTS, results);
    }

    @Test
    void theRunHasDecisionsOfEveryKind() {
        assertThat(decisions)
                .extracting(Decision::getTrigger)
                .contains(Trigger.POST, Trigger.EDIT, Trigger.DELETE, Trigger.FLAG, Trigger.SECOND_LOOK);
        assertThat(decisions)
                .extracting(Decision::getOutcome)
                .contains(Outcome.ALLOW, Outcome.NUDGE, Outcome.LIMIT, Outcome.REVIEW, Outcome.REMOVE);
        assertThat(decisions).extracting(Decision::getPolicy).contains("default", "support");
    }

    @Test
    void underTheSamePoliciesNothingIsDifferent() throws IOException {
        JsonNode report = replay("--policy", SHIPPED.toString());

        assertThat(report.get("decided").asLong() + report.get("kept").asLong()).isEqualTo(decisions.size());
        assertThat(report.get("kept").asLong())
                .isEqualTo(decisions.stream()
                        .filter(decision -> decision.getRule().equals("intake.deleted"))
                        .count());
        assertThat(report.get("differences").asLong()).isZero();
        assertThat(report.get("reviewers").get("wouldBeCases"))
                .isEqualTo(report.get("reviewers").get("cases"));
    }

    @Test
    void underAStricterPolicyTheDifferencesAddUp() throws IOException {
        JsonNode report = replay("--policy", stricter().toString());

        long differences = report.get("differences").asLong();
        assertThat(differences).isPositive();
        assertThat(sum(report.get("changes"))).isEqualTo(report.get("decided").asLong());
        assertThat(sum(report.get("changes"))
                        - report.get("changes").get("none").asLong())
                .isEqualTo(differences);
        assertThat(sum(report.get("outcomes"))).isEqualTo(differences);
        assertThat(sum(report.get("rules"))).isEqualTo(differences);
        assertThat(Stream.of("forum", "support")
                        .mapToLong(name -> sum(report.get("communities").path(name)))
                        .sum())
                .isEqualTo(differences);
        assertThat(report.get("changes").get("newly-released").asLong()).isZero();
        assertThat(report.get("changes").get("newly-flagged").asLong()).isEqualTo(newlyInTheBand());
        assertThat(report.get("reviewers").get("wouldBeCases").asLong())
                .isGreaterThan(report.get("reviewers").get("cases").asLong());
    }

    @Test
    void assessedAgainByTheSameModelsNothingIsDifferent() throws IOException {
        JsonNode report = replay("--policy", SHIPPED.toString(), "--model", "shipped", "--posts", POSTS.toString());

        assertThat(report.get("decided").asLong() + report.get("kept").asLong()).isEqualTo(decisions.size());
        assertThat(report.get("differences").asLong()).isZero();
        JsonNode assessed = report.get("assessed");
        assertThat(assessed.get("models").asText())
                .isEqualTo(decisions.getFirst().getModels());
        assertThat(assessed.get("withoutText").asLong()).isZero();
        assertThat(assessed.get("secondLooks").asLong()).isPositive();
        // An answer that comes after the next edit is about words that are gone, and leads to no decision.
        assertThat(assessed.get("wouldBeSecondLooks").asLong())
                .isBetween(
                        assessed.get("secondLooks").asLong(),
                        assessed.get("secondLooks").asLong() + 5);
    }

    @Test
    void assessedAgainWithoutWordsAndRulesForThreatsSomeAreReleased() throws IOException {
        Path policies = copy("rules", "lexicons", "default", "support", "young");
        Files.delete(policies.resolve("rules/threat.yaml"));
        Files.delete(policies.resolve("lexicons/en-threats.tsv"));

        JsonNode report = replay("--policy", policies.toString(), "--model", "shipped", "--posts", POSTS.toString());

        assertThat(report.get("changes").get("newly-released").asLong()).isPositive();
        assertThat(sum(report.get("changes"))).isEqualTo(report.get("decided").asLong());
        assertThat(sum(report.get("rules"))).isEqualTo(report.get("differences").asLong());
    }

    @Test
    void decisionsWhosePostsAreMissingAreCounted() throws IOException {
        List<String> lines = Files.readAllLines(POSTS);
        Path some = Files.write(folder.resolve("some.jsonl"), lines.subList(0, lines.size() / 2));

        JsonNode report = replay("--policy", SHIPPED.toString(), "--model", "shipped", "--posts", some.toString());

        long left = report.get("assessed").get("withoutText").asLong();
        assertThat(left).isPositive();
        assertThat(left + report.get("decided").asLong() + report.get("kept").asLong())
                .isEqualTo(decisions.size());
        assertThat(report.get("differences").asLong()).isZero();
    }

    @Test
    void aHistoryOfOtherPostsIsRefused() throws IOException {
        Path others = Files.writeString(folder.resolve("others.jsonl"), "{\"id\":\"elsewhere\",\"text\":\"hello\"}\n");

        assertThat(refused("--model", "shipped", "--posts", others.toString()))
                .contains("is about one of the posts given; needed: the posts that the history is about");
    }

    @Test
    void modelsNeedPostsAndPostsNeedModels() {
        assertThat(refused("--model", "shipped")).contains("add --posts FILE");
        assertThat(refused("--posts", POSTS.toString())).contains("--posts is for --model with --input");
        assertThat(refused("--model", "nowhere", "--posts", POSTS.toString()))
                .contains("--model nowhere is not a folder; allowed: a folder of models, or 'shipped'");
    }

    /** What the rule of {@link #stricter} holds for, of all that was let through under the pack that has it. */
    private static long newlyInTheBand() {
        return decisions.stream()
                .filter(decision -> decision.getPolicy().equals("default"))
                .filter(decision -> !decision.getRule().equals("intake.deleted"))
                .filter(decision -> decision.getOutcome() == Outcome.ALLOW)
                .filter(decision -> decision.getRisk().getHate() >= 0.3f
                        && decision.getRisk().getHate() < 0.5f)
                .count();
    }

    /** The shipped policies, with a rule before all others that has people look at what may be hate. */
    private Path stricter() throws IOException {
        String rule = """
                rules:
                  - id: test.stricter
                    description: Stricter than before.
                    owner: test
                    status: live
                    when: risk.hate >= 0.3 && risk.hate < 0.5
                    then: {outcome: review, queue: hate, deadline: PT4H}
                    clause: "2.1"
                    examples:
                      - {risk: {hate: 0.4}, outcome: review}
                """;
        Map<String, String> packs = Map.of("default", rule, "support", "rules:\n", "young", "rules:\n");
        for (Map.Entry<String, String> pack : packs.entrySet()) {
            String file = pack.getKey() + "/policy.yaml";
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            String text = Files.readString(SHIPPED.resolve(file));
            Files.writeString(copy, text.replaceFirst("(?m)^rules:\\n", pack.getValue()));
        }
        return folder;
    }

    private Path copy(String... parts) throws IOException {
        for (String part : parts) {
            Path target = Files.createDirectories(folder.resolve(part));
            try (Stream<Path> files = Files.list(SHIPPED.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
            }
        }
        return folder;
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    private static JsonNode replay(String... more) throws IOException {
        Ended ended = run(more);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return JSON.readTree(ended.output());
    }

    private static String refused(String... more) {
        Ended ended = run(more);
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
        return ended.output();
    }

    private record Ended(int exitCode, String output) {}

    private static Ended run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("policy", "replay", "--json", "--input", results.toString()));
        arguments.addAll(Arrays.asList(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), stream, stream, false);
        int exitCode = Sluice.run(terminal, arguments.toArray(String[]::new));
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8));
    }
}
