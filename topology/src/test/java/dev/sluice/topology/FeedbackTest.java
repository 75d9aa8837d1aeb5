package dev.sluice.topology;

import static dev.sluice.topology.OutcomeRecords.START;
import static dev.sluice.topology.OutcomeRecords.decision;
import static dev.sluice.topology.OutcomeRecords.finding;
import static dev.sluice.topology.OutcomeRecords.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Verdict;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A verdict and the decision that it is about become one label. */
class FeedbackTest {
    private static void decide(OutcomesFlow flow, Decision decision) {
        flow.publish(TopicCatalogue.DECISIONS, decision, START.plusSeconds(3));
    }

    private static void judge(OutcomesFlow flow, Verdict verdict) {
        flow.publish(TopicCatalogue.VERDICTS, verdict, START.plusSeconds(1200));
    }

    @ParameterizedTest
    @CsvSource({
        "REVIEW, REMOVE, true",
        "REVIEW, ALLOW, false",
        "REMOVE, REMOVE, true",
        "REMOVE, LIMIT, false",
        "LIMIT, REMOVE, true",
        "NUDGE, ALLOW, false"
    })
    void aDecisionIsUpheldWhereThePersonDidAtLeastAsMuch(Outcome decided, Outcome ruled, boolean upheld) {
        try (OutcomesFlow flow = new OutcomesFlow()) {
            decide(flow, decision("p1", decided));
            judge(flow, verdict("v1", "p1/1/1", ruled, CaseSource.POLICY));

            Label label = flow.labels().getFirst();

            assertThat(label.getUpheld()).isEqualTo(upheld);
            assertThat(label.getKind()).isEqualTo(LabelKind.REVIEW);
            assertThat(label.getRule()).isEqualTo("hate.slur");
            assertThat(label.getModels()).isEqualTo("models-1");
            assertThat(label.getRisk().getHate()).isCloseTo(0.96f, within(1e-6f));
        }
    }

    @Test
    void aVerdictThatComesTwiceGivesOneLabel() {
        try (OutcomesFlow flow = new OutcomesFlow()) {
            decide(flow, decision("p1", Outcome.REVIEW));
            judge(flow, verdict("v1", "p1/1/1", Outcome.REMOVE, CaseSource.POLICY));
            judge(flow, verdict("v1", "p1/1/1", Outcome.REMOVE, CaseSource.POLICY));
            assertThat(flow.labels()).hasSize(1);
        }
    }

    @Test
    void aVerdictThatComesBeforeItsDecisionWaitsForIt() {
        try (OutcomesFlow flow = new OutcomesFlow()) {
            judge(flow, verdict("v1", "p1/1/1", Outcome.REMOVE, CaseSource.POLICY));
            judge(flow, verdict("v2", "p1/1/1", Outcome.ALLOW, CaseSource.APPEAL));
            assertThat(flow.labels()).isEmpty();
            decide(flow, decision("p1", Outcome.REVIEW));
            assertThat(flow.labels()).extracting(Label::getId).containsExactly("v1/label", "v2/label");
        }
    }

    @Test
    void anAppealGivesALabelOfItsOwn() {
        try (OutcomesFlow flow = new OutcomesFlow()) {
            decide(flow, decision("p1", Outcome.REVIEW));
            judge(flow, verdict("v1", "p1/1/1", Outcome.REMOVE, CaseSource.POLICY));
            decide(flow, decision("p1", 1, 2, Trigger.VERDICT, Outcome.REMOVE));
            judge(flow, verdict("v2", "p1/1/2", Outcome.ALLOW, CaseSource.APPEAL));

            List<Label> labels = flow.labels();

            assertThat(labels).extracting(Label::getKind).containsExactly(LabelKind.REVIEW, LabelKind.APPEAL);
            assertThat(labels).extracting(Label::getAutomatic).containsExactly(true, false);
            assertThat(labels).extracting(Label::getUpheld).containsExactly(true, false);
        }
    }

    @Test
    void aVerdictAboutAnUnknownDecisionGivesNone() {
        try (OutcomesFlow flow = new OutcomesFlow()) {
            judge(flow, verdict("v1", "p9/1/1", Outcome.REMOVE, CaseSource.POLICY));
            judge(flow, verdict("v2", "", Outcome.REMOVE, CaseSource.POLICY));
            assertThat(flow.labels()).isEmpty();
        }
    }

    @Test
    void postsThatWereLetThroughAreKnownOnlyWhereTheSampleMayDrawThem() {
        Verdict sampled = verdict("v1", "p1/1/1", Outcome.REMOVE, CaseSource.POLICY);
        sampled.setRule("qa.sample");
        try (OutcomesFlow without = new OutcomesFlow();
                OutcomesFlow with = OutcomesFlow.sampling(1, 0.5)) {
            decide(without, decision("p1", Outcome.ALLOW));
            judge(without, sampled);
            decide(with, decision("p1", Outcome.ALLOW));
            judge(with, sampled);

            assertThat(without.labels()).isEmpty();
            assertThat(with.labels()).singleElement().satisfies(label -> {
                assertThat(label.getKind()).isEqualTo(LabelKind.SAMPLE);
                assertThat(label.getUpheld()).isFalse();
                assertThat(label.getWeight()).isEqualTo(1.0);
            });
        }
    }

    @Test
    void aSampledPostStandsForThoseThatWereNotDrawn() {
        try (OutcomesFlow flow = OutcomesFlow.sampling(1, 0.25)) {
            Verdict sampled = verdict("v1", "p1/1/1", Outcome.REMOVE, CaseSource.POLICY);
            sampled.setRule("qa.sample");
            decide(flow, decision("p1", Outcome.REMOVE));
            judge(flow, sampled);
            assertThat(flow.labels().getFirst().getWeight()).isEqualTo(4.0);
        }
    }

    @Test
    void whatThePersonFoundAboutCategoriesIsTheLabel() {
        try (OutcomesFlow flow = new OutcomesFlow()) {
            decide(flow, decision("p1", Outcome.REVIEW));
            judge(flow, finding(verdict("v1", "p1/1/1", Outcome.LIMIT, CaseSource.POLICY), "category:insult", true));
            decide(flow, decision("p2", Outcome.REVIEW));
            judge(flow, verdict("v2", "p2/1/1", Outcome.REMOVE, CaseSource.POLICY));
            decide(flow, decision("p3", Outcome.REVIEW));
            judge(flow, verdict("v3", "p3/1/1", Outcome.ALLOW, CaseSource.POLICY));

            List<Label> labels = flow.labels();

            assertThat(labels.get(0).getCategories()).containsOnly(java.util.Map.entry("insult", true));
            assertThat(labels.get(1).getCategories())
                    .as("the likeliest one")
                    .containsOnly(java.util.Map.entry("hate", true));
            assertThat(labels.get(2).getCategories())
                    .as("none of them, and nothing about swearing, which is allowed")
                    .containsEntry("hate", false)
                    .doesNotContainKey("profanity");
        }
    }
}
