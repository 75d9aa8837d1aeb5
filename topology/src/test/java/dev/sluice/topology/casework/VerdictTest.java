package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CommandType;
import dev.sluice.schemas.ElementFinding;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.QaKind;
import dev.sluice.schemas.QaResult;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.ReviewStage;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.Verdict;
import dev.sluice.schemas.VerdictInput;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people decide, who may, and when two must agree. */
class VerdictTest {
    @Test
    void verdictDecidesTheCaseAndGoesToThePipeline() {
        try (Office office = new Office()) {
            String id = office.open("p");
            office.claim(id, "rex");
            VerdictInput input = VerdictInput.newBuilder()
                    .setOutcome(Outcome.ALLOW)
                    .setRationale(" It quotes what was said to the author. ")
                    .setFindings(List.of(new ElementFinding("rule:insult.review", false)))
                    .build();
            office.send(office.aCommand(id, "rex", CommandType.VERDICT)
                    .setVerdict(input)
                    .build());

            assertThat(office.status(id))
                    .returns(CaseState.DECIDED, CaseStatus::getState)
                    .returns(Outcome.ALLOW, CaseStatus::getOutcome)
                    .returns("", CaseStatus::getText);
            CaseRuling ruling = office.read(TopicCatalogue.RULINGS).getFirst();
            assertThat(ruling.getKind()).isEqualTo(RulingKind.VERDICT);
            assertThat(ruling.getOutcome()).isEqualTo(Outcome.ALLOW);
            assertThat(ruling.getPartition()).isEqualTo(3);
            assertThat(ruling.getRationale()).isEqualTo("It quotes what was said to the author.");
            Verdict verdict = office.read(TopicCatalogue.VERDICTS).getFirst();
            assertThat(verdict.getReviewers()).containsExactly("rex");
            assertThat(verdict.getRule()).isEqualTo("insult.review");
            assertThat(verdict.getFindings()).containsExactly(new ElementFinding("rule:insult.review", false));
        }
    }

    @Test
    void verdictTwiceIsOneVerdict() {
        try (Office office = new Office()) {
            String id = office.open("p");
            office.claim(id, "rex");
            CaseCommand verdict = office.aVerdict(id, "rex", Outcome.REMOVE, "Plain.");
            office.send(verdict);
            office.send(verdict);

            assertThat(office.read(TopicCatalogue.RULINGS)).hasSize(1);
            assertThat(office.read(TopicCatalogue.VERDICTS)).hasSize(1);
            assertThat(office.refusals()).isEmpty();

            office.verdict(id, "rex", Outcome.ALLOW);
            assertThat(office.refusals()).containsExactly(RefusalReason.ALREADY_DECIDED);
            assertThat(office.read(TopicCatalogue.RULINGS)).isEmpty();
        }
    }

    @Test
    void onlyWhoHasClaimedTheCaseDecidesIt() {
        try (Office office = new Office()) {
            String id = office.open("p");
            office.verdict(id, "rex", Outcome.REMOVE);
            office.claim(id, "rex");
            office.verdict(id, "uma", Outcome.REMOVE);

            assertThat(office.refusals()).containsExactly(RefusalReason.NOT_CLAIMANT, RefusalReason.NOT_CLAIMANT);
            assertThat(office.status(id).getState()).isEqualTo(CaseState.CLAIMED);
        }
    }

    @Test
    void verdictNeedsARationaleAndADecision() {
        try (Office office = new Office()) {
            String id = office.open("p");
            office.claim(id, "rex");
            office.send(office.aVerdict(id, "rex", Outcome.REMOVE, "   "));
            office.send(office.aVerdict(id, "rex", Outcome.REMOVE, "x".repeat(2_001)));
            office.send(office.aVerdict(id, "rex", Outcome.REVIEW, "I do not know."));
            VerdictInput odd = VerdictInput.newBuilder()
                    .setOutcome(Outcome.LIMIT)
                    .setRationale("Plain.")
                    .setFindings(List.of(new ElementFinding("feeling:bad", true)))
                    .build();
            office.send(office.aCommand(id, "rex", CommandType.VERDICT)
                    .setVerdict(odd)
                    .build());

            assertThat(office.read(TopicCatalogue.REFUSALS))
                    .extracting(CommandRefusal::getMessage)
                    .containsExactly(
                            "rationale has 0 characters; allowed: 1 to 2000",
                            "rationale has 2001 characters; allowed: 1 to 2000",
                            "outcome is REVIEW; allowed: ALLOW, NUDGE, LIMIT, REMOVE",
                            "an element of the findings has 11 characters or another kind; allowed: rule:, clause: or"
                                    + " category: and an id, at most 256");
            assertThat(office.status(id).getState()).isEqualTo(CaseState.CLAIMED);
        }
    }

    @Test
    void whatIsNotAllowedNeedsAClauseOrALaw() {
        try (Office office = new Office()) {
            String id = office.open("p");
            office.claim(id, "rex");
            office.send(without(office, id, Outcome.NUDGE, null));
            office.send(without(office, id, Outcome.LIMIT, "  "));
            office.send(without(office, id, Outcome.REMOVE, null));

            assertThat(office.read(TopicCatalogue.REFUSALS))
                    .extracting(CommandRefusal::getMessage)
                    .containsExactly(
                            "outcome NUDGE has no ground; allowed: a clause of the guidelines, a legalCategory, or both",
                            "outcome LIMIT has no ground; allowed: a clause of the guidelines, a legalCategory, or both",
                            "outcome REMOVE has no ground; allowed: a clause of the guidelines, a legalCategory, or both");

            CaseCommand byLaw = without(office, id, Outcome.REMOVE, null);
            byLaw.getVerdict().setLegalCategory("HARASSMENT");
            office.send(byLaw);
            assertThat(office.status(id).getOutcome()).isEqualTo(Outcome.REMOVE);
            String other = office.open("q");
            office.claim(other, "rex");
            office.send(without(office, other, Outcome.ALLOW, null));
            assertThat(office.status(other).getOutcome()).isEqualTo(Outcome.ALLOW);
            assertThat(office.refusals()).isEmpty();
        }
    }

    private static CaseCommand without(Office office, String id, Outcome outcome, String clause) {
        CaseCommand command = office.aVerdict(id, "rex", outcome, "Plain.");
        command.getVerdict().setClause(clause);
        return command;
    }

    @Test
    void rationaleDoesNotQuoteThePost() {
        try (Office office = new Office()) {
            ReviewCase review = office.review("p", "manners");
            review.setText("You are, as everybody here knows by now, a fern.");
            office.take(review);
            office.claim(review.getId(), "rex");
            office.send(office.aVerdict(
                    review.getId(), "rex", Outcome.LIMIT, "It says: \"as everybody here knows by now a fern\"."));
            assertThat(office.read(TopicCatalogue.REFUSALS))
                    .singleElement()
                    .extracting(CommandRefusal::getMessage)
                    .isEqualTo("rationale has 6 words or more of the post in a row; allowed: words of your own");

            office.send(office.aVerdict(review.getId(), "rex", Outcome.LIMIT, "It calls somebody a fern."));
            assertThat(office.status(review.getId()).getState()).isEqualTo(CaseState.DECIDED);
        }
    }

    @Test
    void commandThatIsNotWellFormedIsRefused() {
        try (Office office = new Office()) {
            String id = office.open("p");
            office.send(office.aCommand(id, "", CommandType.CLAIM).build());
            office.send(office.aCommand(id, "rex", CommandType.VERDICT).build());
            office.send(office.aCommand(id, "rex", CommandType.UNKNOWN).build());
            office.input(
                    TopicCatalogue.CASE_COMMANDS,
                    "another-thread",
                    office.aCommand(id, "rex", CommandType.CLAIM).build());
            office.raw(TopicCatalogue.CASE_COMMANDS, Office.THREAD, new byte[] {1, 2});

            assertThat(office.refusals()).hasSize(4).containsOnly(RefusalReason.MALFORMED);
            assertThat(office.read(TopicCatalogue.DEAD_LETTERS)).hasSize(1);
            office.claim(id, "rex");
            assertThat(office.status(id).getState()).isEqualTo(CaseState.CLAIMED);
        }
    }

    @Test
    void nothingHappensUntilTwoPeopleAgree() {
        try (Office office = new Office("secondReview: {queues: [legal]}")) {
            String id = office.open("p", "legal");
            office.decide(id, "rex", Outcome.REMOVE);
            assertThat(office.status(id))
                    .returns(CaseState.OPEN, CaseStatus::getState)
                    .returns(ReviewStage.SECOND, CaseStatus::getStage)
                    .returns(null, CaseStatus::getOutcome);
            assertThat(office.read(TopicCatalogue.RULINGS)).isEmpty();

            office.claim(id, "rex");
            assertThat(office.refusals()).containsExactly(RefusalReason.CONFLICT_OF_INTEREST);

            office.decide(id, "uma", Outcome.REMOVE);
            assertThat(office.read(TopicCatalogue.RULINGS))
                    .extracting(CaseRuling::getOutcome)
                    .containsExactly(Outcome.REMOVE);
            assertThat(office.read(TopicCatalogue.VERDICTS).getFirst().getReviewers())
                    .containsExactly("rex", "uma");
            assertThat(office.read(TopicCatalogue.QA_RESULTS))
                    .singleElement()
                    .returns(QaKind.SECOND_REVIEW, QaResult::getKind)
                    .returns(true, QaResult::getAgrees);
        }
    }

    @Test
    void secondReviewIsSomebodyElsesHoweverManyReportedThePost() {
        try (Office office = new Office("secondReview: {queues: [legal]}")) {
            for (int i = 0; i < 70; i++) {
                office.flag("p", "reporter-" + i);
            }
            String id = office.open("p", "legal");
            office.decide(id, "rex", Outcome.REMOVE);
            office.claim(id, "rex");

            assertThat(office.refusals()).containsExactly(RefusalReason.CONFLICT_OF_INTEREST);
            assertThat(office.status(id).getState()).isEqualTo(CaseState.OPEN);
        }
    }

    @Test
    void whoDecidedARevisionDoesNotDecideItAgainHoweverManyReportedThePost() {
        try (Office office = new Office()) {
            for (int i = 0; i < 70; i++) {
                office.flag("p", "reporter-" + i);
            }
            office.decide(office.open("p"), "rex", Outcome.ALLOW);
            ReviewCase again = office.review("p", "manners");
            again.setId("p/1/4/review");
            office.take(again);
            office.claim(again.getId(), "rex");

            assertThat(office.refusals()).containsExactly(RefusalReason.CONFLICT_OF_INTEREST);
        }
    }

    @Test
    void whereTwoDisagreeALeadHasTheLastWord() {
        try (Office office = new Office("secondReview: {rules: [insult.review]}\nleads: [lea, rex]")) {
            String id = office.open("p");
            office.decide(id, "rex", Outcome.REMOVE);
            office.decide(id, "uma", Outcome.ALLOW);
            assertThat(office.status(id))
                    .returns(ReviewStage.LEAD, CaseStatus::getStage)
                    .returns("lead", CaseStatus::getQueue);

            office.claim(id, "tim");
            office.claim(id, "rex");
            assertThat(office.refusals()).containsExactly(RefusalReason.NOT_A_LEAD, RefusalReason.CONFLICT_OF_INTEREST);
            assertThat(office.read(TopicCatalogue.RULINGS)).isEmpty();

            office.decide(id, "lea", Outcome.LIMIT);
            assertThat(office.read(TopicCatalogue.RULINGS))
                    .extracting(CaseRuling::getOutcome)
                    .containsExactly(Outcome.LIMIT);
            assertThat(office.read(TopicCatalogue.QA_RESULTS))
                    .singleElement()
                    .returns(false, QaResult::getAgrees)
                    .returns("rex", QaResult::getOther);
        }
    }

    @Test
    void shareOfCasesIsDrawnForASecondReviewTheSameEveryTime() {
        List<String> first = drawn();
        assertThat(first).hasSizeBetween(20, 45);
        assertThat(drawn()).isEqualTo(first);
    }

    private static List<String> drawn() {
        try (Office office = new Office("secondReview: {share: 0.3}")) {
            for (int i = 0; i < 100; i++) {
                office.decide(office.open("p" + i), "rex", Outcome.ALLOW);
            }
            assertThat(office.read(TopicCatalogue.VERDICTS))
                    .allSatisfy(verdict -> assertThat(verdict.getSampled()).isFalse());
            return office.cases().values().stream()
                    .filter(status -> status.getStage() == ReviewStage.SECOND)
                    .map(CaseStatus::getId)
                    .toList();
        }
    }

    @Test
    void goldenItemLooksLikeAnyCaseAndEndsInTheQaStream() {
        String rules = """
                golden:
                  share: 1
                  items: [{id: fern, text: "You are a fern.", outcome: allow, harm: 0.4}]
                """;
        try (Office office = new Office(rules)) {
            String real = office.open("p");
            CaseStatus golden = office.cases().values().stream()
                    .filter(status -> !status.getId().equals(real))
                    .findFirst()
                    .orElseThrow();
            assertThat(golden.getId()).matches("fern-[0-9a-f]{6}/1/1/review");
            assertThat(golden.getQueue()).isEqualTo(office.status(real).getQueue());
            assertThat(golden.getDueAt()).isEqualTo(office.status(real).getDueAt());
            assertThat(golden.toString()).doesNotContainIgnoringCase("golden").doesNotContain("ALLOW");

            office.decide(golden.getId(), "rex", Outcome.REMOVE);
            assertThat(office.read(TopicCatalogue.QA_RESULTS))
                    .singleElement()
                    .returns(QaKind.GOLDEN, QaResult::getKind)
                    .returns("fern", QaResult::getItem)
                    .returns("rex", QaResult::getReviewer)
                    .returns(Outcome.ALLOW, QaResult::getExpected)
                    .returns(false, QaResult::getAgrees);
            assertThat(office.read(TopicCatalogue.RULINGS)).isEmpty();
            assertThat(office.read(TopicCatalogue.VERDICTS)).isEmpty();
        }
    }

    @Test
    void whoDecidedARevisionDoesNotDecideItAgain() {
        try (Office office = new Office()) {
            office.decide(office.open("p"), "rex", Outcome.ALLOW);
            ReviewCase again = office.review("p", "manners");
            again.setId("p/1/4/review");
            office.take(again);
            ReviewCase edited = office.review("p", "manners");
            edited.setId("p/2/1/review");
            edited.setRevision(2);
            office.take(edited);
            office.claim(again.getId(), "rex");
            office.claim(edited.getId(), "rex");

            assertThat(office.refusals()).containsExactly(RefusalReason.CONFLICT_OF_INTEREST);
            assertThat(office.status(edited.getId()).getClaimedBy()).isEqualTo("rex");
        }
    }
}
