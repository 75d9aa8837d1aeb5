package dev.sluice.topology;

import static dev.sluice.topology.OutcomeRecords.START;
import static dev.sluice.topology.OutcomeRecords.decision;
import static dev.sluice.topology.OutcomeRecords.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PublicStatement;
import dev.sluice.schemas.StatementKind;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.clock.AppealWindow;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every restriction is stated to its author, and to the public without what leads to a person. */
class StatementsTest {
    private final OutcomesFlow flow = new OutcomesFlow();

    @AfterEach
    void close() {
        flow.close();
    }

    private void decide(Decision decision) {
        flow.publish(TopicCatalogue.DECISIONS, decision, START.plusSeconds(3));
    }

    private static Decision byPerson(Decision decision, String rationale) {
        decision.setRule("verdict");
        decision.setRationale(rationale);
        return decision;
    }

    @ParameterizedTest
    @EnumSource(names = {"LIMIT", "REMOVE"})
    void statesARestriction(Outcome outcome) {
        decide(decision("p1", outcome));

        StatementOfReasons statement = flow.statement();

        assertThat(statement.getId()).isEqualTo("p1/1/1/statement");
        assertThat(statement.getKind()).isEqualTo(StatementKind.IMPOSED);
        assertThat(statement.getText())
                .contains(
                        "p1",
                        "2.2",
                        "It uses a slur.",
                        "Automated means alone",
                        "until the end of 2026-09-02 (UTC)",
                        "out-of-court")
                .doesNotContain("{");
        assertThat(statement.getAutomatedDetection()).isTrue();
        assertThat(statement.getAutomatedDecision()).isEqualTo("AUTOMATED_DECISION_FULLY");
        assertThat(statement.getSourceType()).isEqualTo("SOURCE_VOLUNTARY");
    }

    @ParameterizedTest
    @CsvSource({"6, en, until the end of 2026-09-02", "6, de, des 2026-09-02"})
    void namesTheLastDayOnWhichCaseworkTakesAnAppeal(int months, String language, String named) {
        CaseworkRules rules = CaseworkRules.parse("test", "version: \"1.0.0\"\nappeals: {months: " + months + "}");
        Decision decision = decision("p1", Outcome.LIMIT);
        decision.setLanguage(language);
        try (OutcomesFlow under = new OutcomesFlow(rules)) {
            under.publish(TopicCatalogue.DECISIONS, decision, START);
            StatementOfReasons statement = under.statement();

            assertThat(statement.getText()).contains(named + " (UTC)");
            Instant tooLate = new AppealWindow(rules.appeals()).until(decision.getDecidedAt());
            assertThat(statement.getContestUntil()).isEqualTo(tooLate);
            assertThat(tooLate.minusMillis(1).toString()).startsWith(named.substring(named.length() - 10));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ALLOW", "NUDGE", "REVIEW"})
    void statesNothingWhereNothingIsRestricted(Outcome outcome) {
        decide(decision("p1", outcome));
        decide(decision("p1", 1, 2, Trigger.FLAG, outcome));
        assertThat(flow.statements()).isEmpty();
    }

    @Test
    void publishesWhatTheDatabaseTakes() {
        decide(decision("p1", Outcome.REMOVE));

        PublicStatement published = flow.statement().getPublicStatement();

        assertThat(published.getCategory()).isEqualTo("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH");
        assertThat(published.getCategorySpecification()).containsExactly("KEYWORD_HATE_SPEECH");
        assertThat(published.getDecisionGround()).isEqualTo("DECISION_GROUND_INCOMPATIBLE_CONTENT");
        assertThat(published.getDecisionVisibility()).containsExactly("DECISION_VISIBILITY_CONTENT_REMOVED");
        assertThat(published.getTerritorialScope()).hasSize(27).contains("DE", "IE");
        assertThat(published.getContentDate()).isEqualTo("2026-03-02");
        assertThat(published.getContentLanguage()).isEqualTo("EN");
    }

    @Test
    void publishesNothingThatLeadsToAPerson() {
        Decision decision = decision("p1", Outcome.REMOVE);
        decide(decision);
        decide(byPerson(
                decision("p1", 1, 2, Trigger.VERDICT, Outcome.LIMIT),
                "Ann Otter wrote: you vermin, call 0171 2345678"));

        List<StatementOfReasons> statements = flow.statements();

        assertThat(statements).hasSize(2);
        assertThat(statements)
                .allSatisfy(statement -> assertThat(
                                statement.getPublicStatement().toString())
                        .doesNotContain("p1", "thread-7", "author-of", "allotments", "vermin", "Otter", "slur.\"")
                        .doesNotContain("0171"));
        assertThat(statements.getFirst().getPublicStatement().getPuid())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(statements.getLast().getPublicStatement().getPuid());
    }

    @Test
    void saysTheSameTwice() {
        decide(decision("p1", Outcome.REMOVE));
        StatementOfReasons first = flow.statement();
        try (OutcomesFlow again = new OutcomesFlow()) {
            again.publish(TopicCatalogue.DECISIONS, decision("p1", Outcome.REMOVE), START);
            assertThat(again.statement()).isEqualTo(first);
        }
    }

    @Test
    void saysNothingNewWhereTheSameIsDecidedAgain() {
        decide(decision("p1", Outcome.REMOVE));
        decide(decision("p1", 1, 2, Trigger.FLAG, Outcome.REMOVE));
        decide(decision("p1", 1, 2, Trigger.FLAG, Outcome.REMOVE));
        assertThat(flow.statements()).hasSize(1);
    }

    @Test
    void followsUpWhenARestrictionIsLifted() {
        decide(decision("p1", Outcome.REMOVE));
        decide(byPerson(decision("p1", 1, 2, Trigger.APPEAL, Outcome.ALLOW), "It is a quotation."));

        StatementOfReasons lifted = flow.statements().getLast();

        assertThat(lifted.getKind()).isEqualTo(StatementKind.LIFTED);
        assertThat(lifted.getFollows()).isEqualTo("p1/1/1/statement");
        assertThat(lifted.getPublicStatement()).isNull();
        assertThat(lifted.getText()).contains("It is a quotation.", "shown again");
    }

    @Test
    void followsUpWhenAPersonConfirmsWhatAMachineDid() {
        decide(decision("p1", Outcome.REMOVE));
        decide(decision("p1", 1, 2, Trigger.VERDICT, Outcome.REMOVE));
        decide(decision("p1", 1, 3, Trigger.FLAG, Outcome.REMOVE));

        List<StatementOfReasons> statements = flow.statements();

        assertThat(statements)
                .extracting(StatementOfReasons::getKind)
                .containsExactly(StatementKind.IMPOSED, StatementKind.CONFIRMED);
        assertThat(statements.getLast().getAutomatedDecision()).isEqualTo("AUTOMATED_DECISION_PARTIALLY");
    }

    @Test
    void aPersonWhoDecidesFirstIsNoMachine() {
        decide(decision("p1", Outcome.REVIEW));
        decide(decision("p1", 1, 2, Trigger.VERDICT, Outcome.REMOVE));

        StatementOfReasons statement = flow.statement();

        assertThat(statement.getAutomatedDecision()).isEqualTo("AUTOMATED_DECISION_NOT_AUTOMATED");
        assertThat(statement.getAutomatedDetection()).as("the machine found it").isTrue();
        assertThat(statement.getSourceType()).isEqualTo("SOURCE_VOLUNTARY");
    }

    @Test
    void whatMembersReportedWasNotFoundByAMachine() {
        decide(decision("p1", Outcome.ALLOW));
        decide(decision("p1", 1, 2, Trigger.FLAG, Outcome.REVIEW));
        decide(decision("p1", 1, 3, Trigger.VERDICT, Outcome.REMOVE));

        StatementOfReasons statement = flow.statement();

        assertThat(statement.getAutomatedDetection()).isFalse();
        assertThat(statement.getSourceType()).isEqualTo("SOURCE_TYPE_OTHER_NOTIFICATION");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, SOURCE_ARTICLE_16", "flagger-3, SOURCE_TRUSTED_FLAGGER", "nobody-we-know, SOURCE_ARTICLE_16"})
    void aNoticeIsTheSourceOfWhatFollowsFromIt(String trustedFlagger, String source) {
        flow.publish(TopicCatalogue.NOTICES_IN, notice("p1", trustedFlagger), START);
        decide(decision("p1", 1, 2, Trigger.NOTICE, Outcome.REVIEW));
        decide(decision("p1", 1, 3, Trigger.VERDICT, Outcome.REMOVE));

        StatementOfReasons statement = flow.statement();

        assertThat(statement.getSourceType()).isEqualTo(source);
        assertThat(statement.getAutomatedDetection()).isFalse();
    }

    @Test
    void aNoticeMeetsTheDecisionsOfItsThreadHoweverThePlatformHasKeyedIt() {
        byte[] value =
                new AvroSerde<>(ContentNotice.class, flow.registry).encode("notices-in", notice("p1", "flagger-3"));
        flow.publish(TopicCatalogue.NOTICES_IN, "a key of the platform's own", value, START);

        assertThat(flow.hopped("notices")).singleElement().satisfies(hop -> {
            assertThat(hop.key()).isEqualTo("thread-7");
            assertThat(hop.value()).doesNotContain("Musterfrau", "musterfrau", "unlawful");
        });
        decide(decision("p1", 1, 1, Trigger.VERDICT, Outcome.REMOVE));
        assertThat(flow.statement().getSourceType()).isEqualTo("SOURCE_TRUSTED_FLAGGER");
    }

    @Test
    void aNoticeThatComesAfterTheMachineHasActedIsNotItsSource() {
        decide(decision("p1", Outcome.REMOVE));
        flow.publish(TopicCatalogue.NOTICES_IN, notice("p1", "flagger-3"), START);
        assertThat(flow.statement().getSourceType()).isEqualTo("SOURCE_VOLUNTARY");
    }

    @Test
    void aDecisionThatWasOvertakenSaysNothing() {
        decide(decision("p1", 1, 2, Trigger.SECOND_LOOK, Outcome.ALLOW));
        decide(decision("p1", 1, 1, Trigger.POST, Outcome.REMOVE));
        assertThat(flow.statements()).isEmpty();
    }

    @Test
    void anEditedPostIsStatedAnew() {
        decide(decision("p1", Outcome.REMOVE));
        decide(decision("p1", 2, 1, Trigger.EDIT, Outcome.REMOVE));

        List<StatementOfReasons> statements = flow.statements();

        assertThat(statements)
                .extracting(StatementOfReasons::getKind)
                .containsExactly(StatementKind.IMPOSED, StatementKind.IMPOSED);
        assertThat(statements.getLast().getFollows()).isEqualTo("p1/1/1/statement");
    }

    @Test
    void aDeletionLiftsNothing() {
        decide(decision("p1", Outcome.REMOVE));
        decide(decision("p1", 1, 2, Trigger.DELETE, Outcome.ALLOW));
        assertThat(flow.statements()).hasSize(1);
    }

    @Test
    void writesInTheLanguageOfThePostWhereThereIsATemplate() {
        Decision german = decision("p1", Outcome.LIMIT);
        german.setLanguage("de");
        Decision french = decision("p2", Outcome.LIMIT);
        french.setLanguage("fr");
        decide(german);
        decide(french);

        List<StatementOfReasons> statements = flow.statements();

        assertThat(statements.getFirst().getLanguage()).isEqualTo("de");
        assertThat(statements.getFirst().getText()).contains("eingeklappt", "Kein Mensch");
        assertThat(statements.getLast().getLanguage()).isEqualTo("en");
        assertThat(statements.getLast().getLanguageWanted()).isEqualTo("fr");
        assertThat(statements.getLast().getText()).contains("in English only", "(fr)");
    }

    @Test
    void aNoticeThatNobodyCanReadStopsNothing() {
        flow.publish(TopicCatalogue.NOTICES_IN, "thread-7", new byte[] {7}, START);
        decide(decision("p1", Outcome.REMOVE));
        assertThat(flow.statements()).hasSize(1);
    }
}
