package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.policy.PolicyCheck.Failure;
import dev.sluice.topology.policy.PolicyCheck.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {
    @TempDir
    private Path folder;

    private static Report check(PolicyPack pack) {
        return new PolicyCheck(PolicyBook.of(List.of(pack)), Notices.load(Packs.folder()), Packs::assess).run(null);
    }

    private Report cases(String... lines) throws Exception {
        Files.writeString(folder.resolve("cases.jsonl"), String.join("\n", lines) + "\n");
        return new PolicyCheck(PolicyBook.of(List.of(Packs.forum())), Notices.load(Packs.folder()), Packs::assess)
                .run(folder);
    }

    private static String examples(String id, String when, String then, String... examples) {
        String rule = Packs.rule(id, when, then);
        return rule.substring(0, rule.length() - 1) + ",\n    examples: [" + String.join(",\n    ", examples) + "]}";
    }

    @Test
    void theWholePackOfTheTestsPasses() {
        Report report = new PolicyCheck(PolicyBook.load(Packs.folder()), Notices.load(Packs.folder()), Packs::assess)
                .run(Packs.folder().resolve("cases"));

        assertThat(report.failures()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.passes()).isTrue();
        assertThat(report.examples()).isEqualTo(17);
        assertThat(report.cases()).isEqualTo(4);
        assertThat(report.knownMisses()).isEqualTo(1);
    }

    @Test
    void anExampleThatComesOutOtherwiseIsNamedWithItsLine() {
        Report report = check(Packs.of(examples(
                "r",
                "risk.hate >= 0.5",
                "{outcome: nudge, notice: nudge}",
                "{risk: {hate: 0.6}, outcome: nudge}",
                "{risk: {hate: 0.4}, outcome: nudge}",
                "{post: hate 0.3, outcome: review, escalated: HATE}")));

        assertThat(report.passes()).isFalse();
        assertThat(report.failures())
                .contains(
                        new Failure(
                                "policy.yaml:11",
                                "example of rule 'r' expects nudge; reached allow, not escalated, by rule 'default'"),
                        new Failure(
                                "policy.yaml:12",
                                "example of rule 'r' expects review, escalated as HATE; reached allow, not"
                                        + " escalated, by rule"
                                        + " 'default'"));
    }

    @Test
    void examplesOfRulesThatDoNotActYetAreRunAsIfTheyDid() {
        for (String status : List.of("draft", "shadow", "{percent: 1}")) {
            String rule = examples("r", "risk.hate >= 0.5", "{outcome: allow}", "{risk: {hate: 0.6}, outcome: allow}")
                    .replace("status: live", "status: " + status)
                    .replace("then: {outcome: allow}", "then: {outcome: review, queue: q, deadline: PT1H}")
                    .replace("0.6}, outcome: allow", "0.6}, outcome: review");

            assertThat(check(Packs.of(rule)).failures()).as(status).isEmpty();
        }
    }

    @Test
    void theNoticesThatRulesNameMustExist() {
        Report report = check(Packs.of(examples(
                "r", "risk.hate >= 0.5", "{outcome: nudge, notice: absent}", "{risk: {hate: 0.6}, outcome: nudge}")));

        assertThat(report.failures())
                .containsExactly(new Failure(
                        "policy.yaml:9", "notice 'absent' of rule 'r' is unknown; allowed: limit, nudge, removal"));
    }

    @Test
    void aNoticeThatSpeaksOfAClauseNeedsOne() {
        Report report = check(Packs.of(examples(
                "r", "risk.hate >= 0.5", "{outcome: nudge, notice: nudge}", "{risk: {hate: 0.6}, outcome: nudge}")));

        assertThat(report.failures())
                .containsExactly(
                        new Failure("policy.yaml:9", "notice 'nudge' speaks of a clause and rule 'r' names none"));
    }

    @Test
    void aRuleWithoutExamplesIsNoted() {
        Report report = check(Packs.of(Packs.rule("r", "risk.hate >= 0.5", "{outcome: allow}")));

        assertThat(report.passes()).isTrue();
        assertThat(report.notes()).containsExactly("policy.yaml:9: rule 'r' has no examples");
    }

    @Test
    void aCaseThatComesOutWrongIsNamedWithItsLine() throws Exception {
        Report report = cases(
                "{\"id\":\"a\",\"text\":\"hate 0.7\",\"expect\":{\"outcome\":\"review\",\"escalated\":null}"
                        + ",\"kind\":\"k\"}",
                "",
                "{\"id\":\"b\",\"text\":\"hate 0.7\",\"expect\":{\"outcome\":\"remove\",\"escalated\":\"HATE\"}"
                        + ",\"kind\":\"k\"}");

        assertThat(report.cases()).isEqualTo(2);
        assertThat(report.failures())
                .containsExactly(new Failure(
                        folder.resolve("cases.jsonl") + ":3",
                        "case 'b' expects remove, escalated as HATE; reached review, not escalated, by"
                                + " rule 'hate.review'"));
    }

    @Test
    void aKnownMissFailsWhenItIsNoLongerTrue() throws Exception {
        String line =
                "{\"id\":\"%s\",\"text\":\"hate 0.7\",\"expect\":{\"outcome\":\"%s\"},\"kind\":\"k\",\"knownMiss\":%s}";

        Report report = cases(
                line.formatted("right", "review", "\"allow\""),
                line.formatted("known", "remove", "\"review\""),
                line.formatted("whole", "remove", "{\"outcome\":\"review\",\"escalated\":null}"),
                line.formatted("other", "remove", "\"allow\""));

        assertThat(report.knownMisses()).isEqualTo(2);
        assertThat(report.failures())
                .extracting(Failure::message)
                .containsExactly(
                        "case 'right' comes out right; remove its knownMiss",
                        "case 'other' is known to miss as allow; reached review, not escalated, by rule 'hate.review'");
    }

    @Test
    void aMistakeInACaseIsAFailureAndTheOthersStillRun() throws Exception {
        String good = "{\"id\":\"%s\",\"text\":\"hate 0.7\",\"expect\":{\"outcome\":\"review\"},\"kind\":\"k\"}";

        Report report = cases(
                "not json",
                good.formatted("a").replace("kind", "knd"),
                good.formatted("b"),
                good.formatted("b"),
                good.formatted("c").replace("hate 0.7", "hate 0.1"));

        Path file = folder.resolve("cases.jsonl");
        assertThat(report.failures())
                .extracting(Failure::place)
                .containsExactly(file + ":1", file + ":2", file + ":4", file + ":5");
        assertThat(report.failures().get(0).message()).startsWith("not valid JSON: ");
        assertThat(report.failures().get(1).message())
                .startsWith("key 'knd' is unknown in a case; allowed: text, expect,");
        assertThat(report.failures().get(2).message()).isEqualTo("case 'b' is given twice; first at " + file + ":3");
        assertThat(report.failures().get(3))
                .hasToString(file + ":5: case 'c' expects review; reached allow, not escalated, by rule 'default'");
    }

    @Test
    void anEmptyPostIsACaseToo() throws Exception {
        Files.writeString(
                folder.resolve("cases.jsonl"),
                "{\"id\":\"e\",\"text\":\"\",\"expect\":{\"outcome\":\"allow\"},\"kind\":\"k\"}\n");
        Report report = new PolicyCheck(
                        PolicyBook.of(List.of(Packs.forum())),
                        Notices.load(Packs.folder()),
                        text -> PolicyCheck.Assessed.NOTHING)
                .run(folder);

        assertThat(report.failures())
                .filteredOn(failure -> failure.message().startsWith("case"))
                .isEmpty();
    }
}
