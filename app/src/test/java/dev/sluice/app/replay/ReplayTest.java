package dev.sluice.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.play.DecisionJson;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DecisionFacts;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.decide.RecordedFacts;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.Ruling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final int SAMPLES = 3;

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private final PolicyBook shipped = PolicyBook.load(Path.of(System.getProperty("sluice.home"), "policies"));

    @TempDir
    private Path folder;

    @Test
    void underThePolicyThatWasInForceNothingIsDifferent() throws IOException {
        List<Decision> history = history(2_000);

        ReplayReport report = replay(shipped, history, Scope.everything());

        assertThat(report.decided()).isEqualTo(history.size());
        assertThat(report.differences()).isZero();
        assertThat(report.load().casesNow())
                .isEqualTo(report.load().casesBefore())
                .isPositive();
    }

    @Test
    void underAStricterPolicyTheDifferencesAddUp() throws IOException {
        List<Decision> history = history(2_000);

        ReplayReport report = replay(stricter(), history, Scope.everything());

        assertThat(report.differences()).isPositive();
        assertThat(sum(report.counts().changes().values())).isEqualTo(report.decided());
        assertThat(sum(report.counts().outcomes().values())).isEqualTo(report.differences());
        assertThat(sum(report.counts().rules().values())).isEqualTo(report.differences());
        assertThat(report.counts().communities().values().stream()
                        .mapToLong(changes -> sum(changes.values()))
                        .sum())
                .isEqualTo(report.differences());
        assertThat(report.counts().changes().get(Change.NEWLY_FLAGGED)).isPositive();
        assertThat(report.load().casesNow()).isGreaterThan(report.load().casesBefore());
        assertThat(report.samples().get(Change.NEWLY_FLAGGED)).hasSize(SAMPLES);
    }

    @Test
    void theOrderOfDecisionsMakesNoDifference() throws IOException {
        List<Decision> history = history(500);
        List<Decision> shuffled = new ArrayList<>(history);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(replay(stricter(), shuffled, Scope.everything()))
                .isEqualTo(replay(stricter(), history, Scope.everything()));
    }

    @Test
    void whatPeopleDecidedIsKept() throws IOException {
        Decision machine = decided("p1", 0.9f);
        machine.setOutcome(Outcome.REMOVE);
        Decision person = decided("p1", 0.9f);
        person.setId("p1/1/2");
        person.setTrigger(Trigger.VERDICT);
        person.setRule("verdict");
        person.setOutcome(Outcome.REVIEW);
        person.setSupersedes(machine.getId());

        ReplayReport report = replay(shipped, List.of(machine, person), Scope.everything());

        assertThat(report.kept()).isOne();
        assertThat(report.decided()).isOne();
        assertThat(report.agreement()).isEqualTo(new ReplayReport.Agreement(1, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"verdict", "appeal", "notice", "complaint", "intake.deleted", "error.internal"})
    void whatNoPolicyWasAskedAboutIsKept(String rule) throws IOException {
        Decision decision = decided("p1", 0.9f);
        decision.setTrigger(Trigger.FLAG);
        decision.setRule(rule);
        decision.setOutcome(Outcome.ALLOW);

        ReplayReport report = replay(shipped, List.of(decision), Scope.everything());

        assertThat(report.kept()).isOne();
        assertThat(report.differences()).isZero();
    }

    @Test
    void aSupersededDecisionIsNobodysCase() throws IOException {
        Decision first = decided("p1", 0.9f);
        Decision later = decided("p1", 0.9f);
        later.setId("p1/1/2");
        later.setSupersedes(first.getId());

        assertThat(replay(shipped, List.of(first, later), Scope.everything())
                        .load()
                        .casesBefore())
                .isOne();
    }

    @Test
    void decisionsWithoutFactsAreCountedAndAHistoryOfThemIsRefused() throws IOException {
        Decision old = decided("p0", 0.1f);
        old.setFacts(null);

        assertThat(replay(shipped, List.of(old, decided("p1", 0.1f)), Scope.everything())
                        .withoutFacts())
                .isOne();
        assertThatThrownBy(() -> replay(shipped, List.of(old), Scope.everything()))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("p0/1/1");
    }

    @ParameterizedTest
    @CsvSource({"0,100,100", "0,10,10", "90,100,10", "50,60,10", "200,300,0"})
    void scopeHoldsTheTimesFromTheFirstToBeforeTheLast(int from, int to, int expected) throws IOException {
        Scope scope = new Scope(START.plusSeconds(from), START.plusSeconds(to), Set.of());

        ReplayReport report = replay(shipped, history(100), scope);

        assertThat(report.decided()).isEqualTo(expected);
    }

    @Test
    void scopeHoldsItsCommunitiesAlone() throws IOException {
        ReplayReport report = replay(stricter(), history(400), new Scope(Instant.MIN, Instant.MAX, Set.of("gardens")));

        assertThat(report.counts().communities().keySet()).containsExactly("gardens");
        assertThatThrownBy(() -> new Scope(START, START, Set.of()))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("--from before --to");
    }

    @Test
    void filesGiveBackWhatWasDecided() throws IOException {
        List<Decision> history = history(5_000);
        write("decisions.jsonl", history);

        ReplayReport report = new Replay(shipped, Scope.everything(), SAMPLES).over(new DecisionFiles(folder));

        assertThat(report.decided()).isEqualTo(history.size());
        assertThat(report.differences()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"outcome\":\"|\"outcome\":\"maybe-|'outcome' is",
                "\"length\":|\"length\":\"x\",\"y\":|'length' is",
                "\"occasion\"|\"occassion\"|has no 'occasion'",
                "\"createdAt\":\"2026|\"createdAt\":\"2O26|'createdAt' is",
                "\"threadHeat\":|\"threadHeat\":\"hot\",\"x\":|context.threadHeat is",
                "{|[|is not JSON",
            })
    void aLineThatIsWrongIsNamed(String what, String instead, String message) throws IOException {
        write("decisions.jsonl", history(3));
        Path file = folder.resolve("decisions.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, lines.get(1).replace(what, instead));
        Files.write(file, lines);

        assertThatThrownBy(() -> new Replay(shipped, Scope.everything(), SAMPLES).over(new DecisionFiles(folder)))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("decisions.jsonl:2")
                .hasMessageContaining(message);
    }

    @Test
    void aFolderWithoutDecisionsIsRefused() {
        assertThatThrownBy(() -> new DecisionFiles(folder))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("decisions.jsonl");
    }

    private static long sum(java.util.Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static ReplayReport replay(PolicyBook book, List<Decision> history, Scope scope) throws IOException {
        return new Replay(book, scope, SAMPLES).over(taker -> history.forEach(taker::take));
    }

    /** The shipped policies with a lower bound for hate that goes to people. */
    private PolicyBook stricter() throws IOException {
        Path policies = Files.createDirectories(folder.resolve("stricter").resolve("default"));
        String text = Files.readString(Path.of(System.getProperty("sluice.home"), "policies/default/policy.yaml"));
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
        Files.writeString(policies.resolve("policy.yaml"), text.replaceFirst("(?m)^rules:\\n", rule));
        return PolicyBook.load(policies.getParent());
    }

    /** Decisions that the shipped policies really make about posts of every risk. */
    private List<Decision> history(int count) {
        Random random = new Random(20_261_123);
        List<Decision> history = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float hate = random.nextFloat();
            Decision decision = blank("p" + i, hate);
            decision.setCommunity(i % 2 == 0 ? "gardens" : "trains");
            decision.getRisk().setAbuse(random.nextFloat());
            decision.getRisk().setThreat(random.nextInt(4) == 0 ? random.nextFloat() : 0);
            decision.getContext().setThreadHeat(random.nextFloat() * 5);
            decision.setPostCreatedAt(START.plusSeconds(i));
            history.add(decide(decision));
        }
        return history;
    }

    private Decision decided(String post, float hate) {
        return decide(blank(post, hate));
    }

    private Decision decide(Decision decision) {
        Ruling ruling = shipped.forPost(decision.getCommunity(), null).decide(RecordedFacts.read(decision));
        decision.setOutcome(ruling.outcome());
        decision.setEscalated(Change.escalated(ruling));
        decision.setRule(ruling.rule());
        return decision;
    }

    private static Decision blank(String post, float hate) {
        return Decision.newBuilder()
                .setId(post + "/1/1")
                .setPost(post)
                .setRevision(1)
                .setThread("t")
                .setCommunity("gardens")
                .setTrigger(Trigger.POST)
                .setOutcome(Outcome.ALLOW)
                .setRule("none")
                .setRationale("none")
                .setRisk(new Risk(0f, 0f, 0f, 0f, hate, 0f))
                .setLanguage("en")
                .setContext(Context.newBuilder().build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("0")
                .setRules("r")
                .setModels("m")
                .setPostCreatedAt(START)
                .setDecidedAt(START)
                .setFacts(new DecisionFacts("post", null, false, false, 40, true, List.of()))
                .build();
    }

    private void write(String name, List<Decision> decisions) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonLines lines = new JsonLines(bytes);
        for (Decision decision : decisions) {
            lines.write(json -> DecisionJson.write(json, decision));
        }
        Files.writeString(folder.resolve(name), bytes.toString(StandardCharsets.UTF_8));
    }
}
