package dev.sluice.app.outcomes;

import static dev.sluice.app.outcomes.Given.DAY;
import static dev.sluice.app.outcomes.Given.data;
import static dev.sluice.app.outcomes.Given.day;
import static dev.sluice.app.outcomes.Given.label;
import static dev.sluice.app.outcomes.Given.ruledAt;
import static dev.sluice.app.outcomes.Given.scoring;
import static dev.sluice.app.outcomes.Given.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.outcomes.Thresholds.Recommendation;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.topology.policy.OutcomeBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedbackFiguresTest {
    private static Recommendation hate(OutcomeData data, double capacity) {
        return Thresholds.of(data, capacity, 1).stream()
                .filter(each -> each.category().equals("hate"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAgreementByRuleAndModels() {
        Feedback feedback = Feedback.of(List.of(
                label("p1", LabelKind.REVIEW, Outcome.REVIEW, Outcome.REMOVE),
                label("p2", LabelKind.REVIEW, Outcome.REVIEW, Outcome.ALLOW),
                label("p3", LabelKind.APPEAL, Outcome.REMOVE, Outcome.ALLOW),
                label("p4", LabelKind.SAMPLE, Outcome.ALLOW, Outcome.ALLOW)));
        assertThat(feedback.byRule().get("hate.slur").cases())
                .as("what was let through is no hit")
                .isEqualTo(3);
        assertThat(feedback.byModel().get("models-1").successes()).isEqualTo(1);
        assertThat(feedback.appeals().rate()).isZero();
    }

    @Test
    void whatAPersonDecidedIsNotTheMachines() {
        Label label = label("p1", LabelKind.APPEAL, Outcome.REMOVE, Outcome.ALLOW);
        label.setAutomatic(false);
        assertThat(Feedback.of(List.of(label)).byRule()).isEmpty();
    }

    @Test
    void withoutASampleNothingIsKnownOfWhatWasLetThrough() {
        Quality quality = Quality.of(List.of(label("p1", LabelKind.REVIEW, Outcome.REVIEW, Outcome.REMOVE)));
        assertThat(quality.recall().cases()).isZero();
        assertThat(quality.accuracy().cases()).isZero();
    }

    /** One miss in a sample of one in a hundred stands for a hundred; nine finds stand for themselves. */
    @Test
    void recallCountsAMissForThoseThatWereNotDrawn() {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            labels.add(label("found" + i, LabelKind.REVIEW, Outcome.REVIEW, Outcome.REMOVE));
        }
        labels.add(weighing(label("missed", LabelKind.SAMPLE, Outcome.ALLOW, Outcome.REMOVE), 100));
        Quality quality = Quality.of(labels);
        assertThat(quality.recall().rate()).isCloseTo(9 / 109.0, within(1e-9));
        assertThat(quality.sampled()).isEqualTo(1);
    }

    @Test
    void appealsDoNotSayHowGoodAutomaticRestrictionsAre() {
        Quality quality = Quality.of(List.of(
                label("p1", LabelKind.APPEAL, Outcome.REMOVE, Outcome.ALLOW),
                weighing(label("p2", LabelKind.SAMPLE, Outcome.REMOVE, Outcome.REMOVE), 50)));
        assertThat(quality.precision().cases()).isEqualTo(1);
        assertThat(quality.precision().rate()).isEqualTo(1);
    }

    @Test
    void recommendsTheLowestThresholdThatFits() {
        OutcomeData data = data(
                Map.of("posts", 1_000L, "risk.hate.19", 10L, "risk.hate.18", 20L, "risk.hate.17", 40L),
                scoring(label("p1", LabelKind.REVIEW, Outcome.REVIEW, Outcome.REMOVE), 0.96f),
                scoring(label("p2", LabelKind.REVIEW, Outcome.REVIEW, Outcome.ALLOW), 0.91f));
        Recommendation recommendation = hate(data, 30);
        assertThat(recommendation.threshold()).isCloseTo(0.9, within(1e-9));
        assertThat(recommendation.casesPerDay()).isEqualTo(30);
        assertThat(recommendation.precision()).isCloseTo(10 / 30.0, within(1e-9));
        assertThat(recommendation.labels()).isEqualTo(2);
        assertThat(recommendation.recall()).as("nobody looked below").isNull();
    }

    @Test
    void moreCapacityNeverRaisesTheThreshold() {
        OutcomeData data = data(Map.of("posts", 500L, "risk.hate.19", 7L, "risk.hate.12", 60L, "risk.hate.3", 100L));
        double before = 1;
        for (double capacity : new double[] {1, 5, 7, 20, 67, 200, 400, 500, 10_000}) {
            double threshold = hate(data, capacity).threshold();
            assertThat(threshold).isLessThanOrEqualTo(before);
            before = threshold;
        }
        assertThat(before).as("everybody looks at everything").isZero();
    }

    @Test
    void aSampleBelowTheThresholdTellsTheRecall() {
        OutcomeData data = data(
                Map.of("posts", 100L, "risk.hate.19", 10L),
                scoring(label("p1", LabelKind.REVIEW, Outcome.REVIEW, Outcome.REMOVE), 0.99f),
                scoring(weighing(label("p2", LabelKind.SAMPLE, Outcome.ALLOW, Outcome.ALLOW), 90), 0.01f));
        assertThat(hate(data, 10).recall()).isEqualTo(1.0);
    }

    @Test
    void noCapacityIsRefused() {
        assertThatThrownBy(() -> Thresholds.of(data(Map.of()), 0, 1)).hasMessageContaining("capacity is 0.0");
    }

    @Test
    void aFallOfPrecisionIsAnAlarm() {
        Instant until = DAY.plus(Duration.ofDays(7));
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Outcome then = i % 10 == 0 ? Outcome.ALLOW : Outcome.REMOVE;
            labels.add(
                    ruledAt(label("then" + i, LabelKind.REVIEW, Outcome.REVIEW, then), DAY.minus(Duration.ofDays(3))));
            Outcome now = i % 2 == 0 ? Outcome.ALLOW : Outcome.REMOVE;
            labels.add(ruledAt(label("now" + i, LabelKind.REVIEW, Outcome.REVIEW, now), DAY.plusSeconds(i)));
        }
        OutcomeData data = new OutcomeData(labels, List.of());
        assertThat(Drift.alarms(data, until, OutcomeBounds.DEFAULT.drift()))
                .extracting(Drift.Alarm::what, Drift.Alarm::of)
                .contains(org.assertj.core.groups.Tuple.tuple("precision", "rule hate.slur"));
    }

    @Test
    void nothingIsSaidOfFewCases() {
        Label then = ruledAt(label("p1", LabelKind.REVIEW, Outcome.REVIEW, Outcome.REMOVE), DAY.minusSeconds(5));
        Label now = label("p2", LabelKind.REVIEW, Outcome.REVIEW, Outcome.ALLOW);
        OutcomeData data = new OutcomeData(List.of(then, now), List.of());
        assertThat(Drift.alarms(data, DAY.plus(Duration.ofDays(7)), OutcomeBounds.DEFAULT.drift()))
                .isEmpty();
    }

    @Test
    void aHitRateAndScoresThatJumpAreAlarms() {
        List<CommunityReport> days = List.of(
                day(
                        "allotments",
                        DAY.minus(Duration.ofDays(3)),
                        Map.of("posts", 10_000L, "rule.hate.slur", 50L, "risk.hate.19", 50L)),
                day("allotments", DAY, Map.of("posts", 10_000L, "rule.hate.slur", 200L, "risk.hate.19", 5_000L)));
        List<Drift.Alarm> alarms = Drift.alarms(
                new OutcomeData(List.of(), days), DAY.plus(Duration.ofDays(7)), OutcomeBounds.DEFAULT.drift());
        assertThat(alarms).extracting(Drift.Alarm::what).containsExactly("hit rate", "scores");
    }
}
