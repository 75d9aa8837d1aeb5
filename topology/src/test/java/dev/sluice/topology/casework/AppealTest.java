package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.AppealInput;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseMessage;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CommandType;
import dev.sluice.schemas.MessageKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.clock.AppealWindow;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decisions are contested by those they were told to, in time, before somebody else (DSA article 20). */
class AppealTest {
    private static final String DECISION = "p/1/1";
    private static final String APPEAL = DECISION + "/appeal";

    private final Office office = new Office("appeals: {months: 6, queue: appeals, deadline: P7D}\nkeep: P400D");

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void authorsAppealIsACaseOfItsOwnAndReversalGoesToThePipeline() {
        office.restrict("p", DECISION, ActionType.REMOVE);
        office.send(office.anAppeal("p", DECISION, "ada").build());

        assertThat(office.status(APPEAL))
                .returns(CaseState.OPEN, CaseStatus::getState)
                .returns(CaseSource.APPEAL, CaseStatus::getSource)
                .returns("appeals", CaseStatus::getQueue)
                .returns("I quoted somebody else.", CaseStatus::getGrounds);
        assertThat(office.read(TopicCatalogue.RULINGS))
                .as("asks for the words")
                .singleElement()
                .returns(RulingKind.COMPLAINT, CaseRuling::getKind)
                .returns(3, CaseRuling::getPartition);

        office.decide(APPEAL, "rex", Outcome.ALLOW);
        CaseRuling ruling = office.read(TopicCatalogue.RULINGS).getFirst();
        assertThat(ruling.getKind()).isEqualTo(RulingKind.APPEAL);
        assertThat(ruling.getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(ruling.getAuthor()).isEqualTo("ada");
        assertThat(office.read(TopicCatalogue.MESSAGES_OUT))
                .extracting(CaseMessage::getKind)
                .containsExactly(MessageKind.APPEAL_RECEIPT, MessageKind.APPEAL_DECISION);
    }

    @Test
    void strangerCannotContestADecision() {
        office.restrict("p", DECISION, ActionType.REMOVE);
        office.send(office.anAppeal("p", DECISION, "eve").build());
        office.send(office.anAppeal("p", "p/2/9", "ada").build());
        office.send(office.anAppeal("q", "q/1/1", "ada").build());

        assertThat(office.read(TopicCatalogue.REFUSALS))
                .extracting(CommandRefusal::getReason)
                .containsExactly(
                        RefusalReason.STRANGER, RefusalReason.UNKNOWN_DECISION, RefusalReason.UNKNOWN_DECISION);
        assertThat(office.cases()).isEmpty();
    }

    @Test
    void appealAfterSixMonthsIsRefusedWithTheDate() {
        office.restrict("p", DECISION, ActionType.LIMIT);
        office.restrict("q", "q/1/1", ActionType.LIMIT);
        office.pass(Duration.between(Office.START, Instant.parse("2026-09-01T23:59:59Z")));
        office.send(office.anAppeal("q", "q/1/1", "ada").build());
        office.pass(Duration.ofSeconds(2));
        office.send(office.anAppeal("p", DECISION, "ada").build());

        assertThat(office.cases()).containsOnlyKeys("q/1/1/appeal");
        CommandRefusal refusal = office.read(TopicCatalogue.REFUSALS).getFirst();
        assertThat(refusal.getReason()).isEqualTo(RefusalReason.TOO_LATE);
        assertThat(refusal.getMessage())
                .isEqualTo("decision p/1/1 could be contested until 2026-09-02T00:00:00Z, and the appeal is of"
                        + " 2026-09-02T00:00:01Z; allowed: 6 months from the day of being told");
    }

    @Test
    void decisionThatConfirmedARestrictionIsContestedFromThenOn() {
        for (String post : List.of("p", "q")) {
            office.open(post);
            office.restrict(post, post + "/1/1", ActionType.REMOVE);
        }
        office.pass(Duration.between(Office.START, Instant.parse("2026-03-31T12:00:00Z")));
        office.decide("p/1/1/review", "rex", Outcome.REMOVE);
        office.decide("q/1/1/review", "rex", Outcome.REMOVE);
        office.pass(Duration.between(office.now(), Instant.parse("2026-09-30T23:59:59Z")));
        office.send(office.anAppeal("p", "p/1/2", "eve").build());
        office.send(office.anAppeal("p", "p/1/2", "ada").build());
        office.send(office.anAppeal("p", "p/1/1", "ada").build());
        office.claim(APPEAL, "rex");
        office.pass(Duration.ofSeconds(2));
        office.send(office.anAppeal("q", "q/1/2", "ada").build());

        assertThat(office.status(APPEAL)).returns(DECISION, CaseStatus::getDecision);
        assertThat(office.cases()).doesNotContainKey("q/1/1/appeal");
        assertThat(office.refusals())
                .containsExactly(
                        RefusalReason.STRANGER,
                        RefusalReason.ALREADY_APPEALED,
                        RefusalReason.CONFLICT_OF_INTEREST,
                        RefusalReason.TOO_LATE);
    }

    @Test
    void laterDecisionMeansTheRestrictionThatIsInForce() {
        office.restrict("p", DECISION, ActionType.LIMIT);
        office.restrict("p", "p/1/3", ActionType.REMOVE);
        office.send(office.anAppeal("p", "p/1/2", "ada").build());
        office.send(office.anAppeal("p", "p/2/4", "ada").build());
        office.send(office.anAppeal("p", "p/1/x", "ada").build());
        assertThat(office.refusals()).hasSize(3).containsOnly(RefusalReason.UNKNOWN_DECISION);

        office.send(office.anAppeal("p", "p/1/10", "ada").build());
        assertThat(office.cases()).containsOnlyKeys("p/1/3/appeal");

        office.restrict("q", "q/1/1", ActionType.REMOVE);
        office.restrict("q", "q/1/2", ActionType.RESTORE);
        office.send(office.anAppeal("q", "q/1/3", "ada").build());
        assertThat(office.refusals()).containsExactly(RefusalReason.UNKNOWN_DECISION);
    }

    @Test
    void appealLodgedInTimeAndHeardLateIsInTime() {
        office.restrict("p", DECISION, ActionType.LIMIT);
        CaseCommand appeal = office.anAppeal("p", DECISION, "ada").build();
        office.pass(Duration.ofDays(200));
        office.send(appeal);

        assertThat(office.cases()).containsOnlyKeys(APPEAL);
    }

    @Test
    void windowEndsWithTheLastDayOfTheMonthWhereThatIsShorter() {
        AppealWindow window = new AppealWindow(
                CaseworkRules.parse("test", "version: \"1.0.0\"\n").appeals());
        assertThat(window.until(Instant.parse("2026-08-31T10:00:00Z")))
                .isEqualTo(Instant.parse("2027-03-01T00:00:00Z"));
    }

    @Test
    void authorsDecisionsLeaveThoseOfNotifiersAlone() {
        office.notice(office.aNotice("n1", "p").build());
        office.decide("notice/n1", "rex", Outcome.ALLOW);
        for (int i = 1; i <= 40; i++) {
            office.restrict("p", "p/1/" + i, ActionType.REMOVE);
        }
        office.send(office.anAppeal("p", "notice/n1/verdict", "nora").build());

        assertThat(office.cases()).containsKey("notice/n1/verdict/appeal");
        assertThat(office.refusals()).isEmpty();
    }

    @Test
    void whatCanNoLongerBeContestedMakesRoomFirst() {
        office.restrict("p", DECISION, ActionType.REMOVE);
        for (int i = 2; i <= 31; i++) {
            office.restrict("p", "p/1/" + i, ActionType.REMOVE);
        }
        office.restrict("p", "p/1/32", ActionType.REMOVE);
        office.send(office.anAppeal("p", "p/1/32", "ada").build());
        office.restrict("p", "p/1/33", ActionType.REMOVE);
        office.send(office.anAppeal("p", DECISION, "ada").build());

        assertThat(office.cases()).containsOnlyKeys("p/1/32/appeal", APPEAL);
    }

    @Test
    void appealTwiceIsOneAppeal() {
        office.restrict("p", DECISION, ActionType.REMOVE);
        CaseCommand appeal = office.anAppeal("p", DECISION, "ada").build();
        office.send(appeal);
        office.send(appeal);
        assertThat(office.refusals()).isEmpty();

        office.send(office.anAppeal("p", DECISION, "ada").build());
        assertThat(office.refusals()).containsExactly(RefusalReason.ALREADY_APPEALED);
        assertThat(office.read(TopicCatalogue.RULINGS)).hasSize(1);
    }

    @Test
    void appealNeedsGrounds() {
        office.restrict("p", DECISION, ActionType.REMOVE);
        office.send(office.aCommand("", "ada", CommandType.APPEAL)
                .setAppeal(new AppealInput("p", DECISION, " "))
                .build());

        assertThat(office.read(TopicCatalogue.REFUSALS))
                .singleElement()
                .extracting(CommandRefusal::getMessage)
                .isEqualTo("grounds have 0 characters; allowed: 1 to 10000");
    }

    @Test
    void whoDecidedBeforeDoesNotDecideTheAppeal() {
        office.decide(office.open("p"), "rex", Outcome.REMOVE);
        office.restrict("p", "p/1/2", ActionType.REMOVE);
        office.send(office.anAppeal("p", "p/1/2", "ada").build());
        office.claim("p/1/2/appeal", "rex");
        office.claim("p/1/2/appeal", "ada");
        assertThat(office.refusals())
                .containsExactly(RefusalReason.CONFLICT_OF_INTEREST, RefusalReason.CONFLICT_OF_INTEREST);

        office.decide("p/1/2/appeal", "uma", Outcome.REMOVE);
        assertThat(office.status("p/1/2/appeal").getOutcome()).isEqualTo(Outcome.REMOVE);
    }

    @Test
    void whoDecidedBeforeDoesNotDecideTheAppealHoweverManyReportedThePost() {
        office.decide(office.open("p"), "rex", Outcome.REMOVE);
        for (int i = 0; i < 70; i++) {
            office.flag("p", "reporter-" + i);
        }
        office.restrict("p", "p/1/2", ActionType.REMOVE);
        office.send(office.anAppeal("p", "p/1/2", "ada").build());
        office.claim("p/1/2/appeal", "rex");
        office.claim("p/1/2/appeal", "ada");
        office.claim("p/1/2/appeal", "reporter-3");

        assertThat(office.refusals()).hasSize(3).containsOnly(RefusalReason.CONFLICT_OF_INTEREST);
    }

    @Test
    void deletionEndsNoAppeal() {
        ReviewCase review = office.review("p", "manners");
        office.take(review);
        office.restrict("p", DECISION, ActionType.REMOVE);
        office.send(office.anAppeal("p", DECISION, "ada").build());
        office.withdraw(review);

        assertThat(office.status(review.getId()).getState()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(office.status(APPEAL).getState()).isEqualTo(CaseState.OPEN);
        office.decide(APPEAL, "rex", Outcome.ALLOW);
        assertThat(office.read(TopicCatalogue.RULINGS))
                .extracting(CaseRuling::getKind)
                .containsExactly(RulingKind.COMPLAINT, RulingKind.APPEAL);
    }

    @Test
    void wordsComeFromThePipeline() {
        office.restrict("p", DECISION, ActionType.REMOVE);
        office.send(office.anAppeal("p", DECISION, "ada").build());
        ReviewCase words = office.review("p", "appeals");
        words.setId("p/1/2/review");
        words.setRule("complaint");
        words.setPriority(0.9f);
        office.take(words);

        assertThat(office.cases()).containsOnlyKeys(APPEAL);
        assertThat(office.status(APPEAL).getText()).isEqualTo("words of p");
        assertThat(office.status(APPEAL).getHarm()).isEqualTo(0.9f);
    }

    @Test
    void nudgeAndRestorationCannotBeContested() {
        office.restrict("p", DECISION, ActionType.NUDGE);
        office.restrict("p", DECISION, ActionType.RESTORE);
        office.send(office.anAppeal("p", DECISION, "ada").build());

        assertThat(office.refusals()).containsExactly(RefusalReason.UNKNOWN_DECISION);
    }
}
