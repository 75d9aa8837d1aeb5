package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CaseMessage;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.MessageKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notices of illegal content: receipt, case, decision, redress (DSA article 16). */
class NoticeTest {
    private final Office office = new Office("""
            notices:
              queue: notices
              deadline: P3D
              trusted: {flaggers: [watch-net], queue: trusted-flaggers, deadline: PT24H, harm: 0.8}
            """);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void completeNoticeIsReceiptedAndOpensACaseWithItsOwnClock() {
        office.notice(office.aNotice("n1", "p").build());

        assertThat(office.status("notice/n1"))
                .returns(CaseSource.NOTICE, CaseStatus::getSource)
                .returns("notices", CaseStatus::getQueue)
                .returns(office.now().plus(Duration.ofDays(3)), CaseStatus::getDueAt);
        assertThat(office.read(TopicCatalogue.MESSAGES_OUT))
                .singleElement()
                .returns(MessageKind.NOTICE_RECEIPT, CaseMessage::getKind)
                .returns("nora", CaseMessage::getTo);
        assertThat(office.read(TopicCatalogue.RULINGS))
                .singleElement()
                .returns(RulingKind.NOTICE, CaseRuling::getKind)
                .returns(Outcome.REVIEW, CaseRuling::getOutcome);
        assertThat(office.refusals()).isEmpty();
    }

    @Test
    void nameAndAddressGoNoFurther() {
        office.notice(office.aNotice("n1", "p").build());

        assertThat(office.read(TopicCatalogue.CASE_EVENTS).toString()).doesNotContain("Notifier", "example.org");
        assertThat(office.cases().toString()).doesNotContain("Notifier", "example.org");
        assertThat(office.read(TopicCatalogue.MESSAGES_OUT).toString()).doesNotContain("Notifier", "example.org");
    }

    @Test
    void trustedFlaggersHaveTheirOwnQueueAndClock() {
        office.notice(office.aNotice("n1", "p").setTrustedFlagger("watch-net").build());
        office.notice(office.aNotice("n2", "q").setTrustedFlagger("impostor").build());

        assertThat(office.status("notice/n1"))
                .returns("trusted-flaggers", CaseStatus::getQueue)
                .returns(office.now().plus(Duration.ofHours(24)), CaseStatus::getDueAt);
        assertThat(office.status("notice/n2").getQueue()).isEqualTo("notices");
    }

    @Test
    void incompleteNoticeIsToldWhatItLacksAndIsLookedAtAllTheSame() {
        ContentNotice notice = office.aNotice("n1", "p")
                .setExplanation("")
                .setEmail(null)
                .setGoodFaith(false)
                .build();
        office.notice(notice);

        CommandRefusal refusal = office.read(TopicCatalogue.REFUSALS).getFirst();
        assertThat(refusal.getReason()).isEqualTo(RefusalReason.INCOMPLETE_NOTICE);
        assertThat(refusal.getMessage())
                .isEqualTo(
                        "notice n1 lacks an explanation of why the content is illegal, an e-mail address, a statement"
                                + " that the notice is made in good faith; allowed: what DSA article 16(2) asks for");
        assertThat(office.read(TopicCatalogue.MESSAGES_OUT))
                .singleElement()
                .returns(MessageKind.NOTICE_INCOMPLETE, CaseMessage::getKind)
                .satisfies(message -> assertThat(message.getMissing()).hasSize(3));
        assertThat(office.status("notice/n1").getState()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void noticeWithoutALocationHasNoCase() {
        office.notice(office.aNotice("n1", "").build());
        office.notice(office.aNotice("n2", "")
                .setUrl("https://forum.example/somewhere")
                .build());

        assertThat(office.refusals()).containsExactly(RefusalReason.UNIDENTIFIABLE, RefusalReason.UNIDENTIFIABLE);
        assertThat(office.read(TopicCatalogue.MESSAGES_OUT))
                .extracting(CaseMessage::getMissing)
                .containsExactly(List.of("the exact location of the content"), List.of("the id of the post"));
        assertThat(office.cases()).isEmpty();
    }

    @Test
    void exemptNoticeNeedsNoNameAndAddress() {
        office.notice(office.aNotice("n1", "p")
                .setExempt(true)
                .setName(null)
                .setEmail(null)
                .setNotifier(null)
                .build());

        assertThat(office.read(TopicCatalogue.MESSAGES_OUT))
                .singleElement()
                .returns(MessageKind.NOTICE_RECEIPT, CaseMessage::getKind)
                .returns(null, CaseMessage::getTo);
    }

    @Test
    void noticeTwiceIsOneCase() {
        office.notice(office.aNotice("n1", "p").build());
        office.notice(office.aNotice("n1", "p").build());

        assertThat(office.read(TopicCatalogue.MESSAGES_OUT)).hasSize(1);
        assertThat(office.read(TopicCatalogue.RULINGS)).hasSize(1);
    }

    @Test
    void noticeThatCannotBeReadIsADeadLetter() {
        office.raw(TopicCatalogue.NOTICES_IN, Office.THREAD, new byte[] {9});
        office.notice(office.aNotice("x".repeat(300), "p").build());

        assertThat(office.read(TopicCatalogue.DEAD_LETTERS)).hasSize(2);
        assertThat(office.cases()).isEmpty();
    }

    @Test
    void decisionIsToldWithRedressAndTheNotifierMayContestIt() {
        office.notice(office.aNotice("n1", "p").build());
        office.claim("notice/n1", "nora");
        assertThat(office.refusals()).containsExactly(RefusalReason.CONFLICT_OF_INTEREST);
        office.decide("notice/n1", "rex", Outcome.ALLOW);

        CaseMessage decision = office.read(TopicCatalogue.MESSAGES_OUT).getLast();
        assertThat(decision.getKind()).isEqualTo(MessageKind.NOTICE_DECISION);
        assertThat(decision.getText()).contains("2026-09-02T00:00:00Z").contains("court");
        assertThat(decision.getAutomated()).isFalse();

        office.send(office.anAppeal("p", decision.getDecision(), "nora").build());
        assertThat(office.status("notice/n1/verdict/appeal"))
                .returns(CaseSource.APPEAL, CaseStatus::getSource)
                .returns("Decision notice/n1/verdict is contested by the notifier.", CaseStatus::getRationale);
        office.send(office.anAppeal("p", decision.getDecision(), "ada").build());
        office.claim("notice/n1/verdict/appeal", "rex");
        assertThat(office.refusals()).containsExactly(RefusalReason.STRANGER, RefusalReason.CONFLICT_OF_INTEREST);
    }

    @Test
    void deletionEndsNoNotice() {
        office.notice(office.aNotice("n1", "p").build());
        ReviewCase words = office.review("p", "notices");
        words.setRule("notice");
        office.take(words);
        office.withdraw(words);

        assertThat(office.status("notice/n1"))
                .returns(CaseState.OPEN, CaseStatus::getState)
                .returns("words of p", CaseStatus::getText);
    }

    @Test
    void authorWhoIsKnownLateDoesNotDecideHoweverManyReportedThePost() {
        for (int i = 0; i < 70; i++) {
            office.flag("p", "reporter-" + i);
        }
        office.notice(office.aNotice("n1", "p").build());
        ReviewCase words = office.review("p", "notices");
        words.setRule("notice");
        office.take(words);
        office.claim("notice/n1", "ada");
        office.claim("notice/n1", "bob");
        office.claim("notice/n1", "nora");

        assertThat(office.refusals()).hasSize(3).containsOnly(RefusalReason.CONFLICT_OF_INTEREST);
    }

    @Test
    void secondNoticeOfAPostHasItsWordsAtOnce() {
        office.notice(office.aNotice("n1", "p").build());
        ReviewCase words = office.review("p", "notices");
        words.setRule("notice");
        office.take(words);
        office.notice(office.aNotice("n2", "p").build());

        assertThat(office.status("notice/n2").getText()).isEqualTo("words of p");
    }
}
