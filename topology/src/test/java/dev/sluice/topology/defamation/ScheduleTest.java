package dev.sluice.topology.defamation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RulingKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every row of the Schedule to SI 2013/3028, with its times. */
class ScheduleTest {
    /** A Tuesday with nothing but plain days around it. */
    private static final String RECEIVED = "2026-11-17T09:15";

    private static final Instant IN_TWO_DAYS = Chambers.london("2026-11-19T09:15");

    @Test
    void incompleteNoticeIsAnsweredWithWhatItLacks() {
        try (Chambers chambers = new Chambers(RECEIVED)) {
            chambers.file(Chambers.complete().setMeaning(" ").setConsentEmail(null));

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.INCOMPLETE);
            assertThat(chambers.notice().getMissing())
                    .containsExactly(
                            "the meaning that you give to the statement (reg 2)",
                            "whether the poster may be told your e-mail address (reg 2)");
            assertDue(chambers, DutyKind.TELL_DEFECTIVE, IN_TWO_DAYS, "SI 2013/3028, reg 4");
            Letter letter = chambers.letters().getFirst();
            assertThat(letter.getTemplate()).isEqualTo("defective-notice");
            assertThat(letter.getAddress()).isEqualTo("nora@mail.example");
            assertThat(letter.getDueAt()).isEqualTo(IN_TWO_DAYS);
            assertThat(letter.getText())
                    .contains("Dear Nora Nought,", "- the meaning that you give to the statement (reg 2)\n- whether");

            chambers.sent("defective-notice");

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.CLOSED);
            assertThat(chambers.notice().getOutcome()).isEqualTo("defective");
            assertThat(chambers.rulings()).isEmpty();
        }
    }

    @Test
    void posterWhoCanBeReachedIsNotifiedAndTheComplainantTold() {
        try (Chambers chambers = new Chambers(RECEIVED)) {
            chambers.file(Chambers.complete());
            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.RECEIVED);
            assertDue(chambers, DutyKind.DECIDE_CONTACT, IN_TWO_DAYS, "SI 2013/3028, Schedule, paragraphs 2, 3 and 9");
            assertThat(chambers.letters()).isEmpty();

            chambers.act(DefamationAct.CONTACTABLE, "");

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.AWAITING_POSTER);
            assertDue(chambers, DutyKind.NOTIFY_POSTER, IN_TWO_DAYS, "SI 2013/3028, Schedule, paragraph 2");
            assertDue(chambers, DutyKind.ACKNOWLEDGE, IN_TWO_DAYS, "SI 2013/3028, Schedule, paragraph 4");
            Letter letter = chambers.letters().getFirst();
            assertThat(letter.getTo()).isEqualTo("poster");
            assertThat(letter.getAddress()).isNull();
            assertThat(letter.getAuthor()).isEqualTo("ada");
            assertThat(letter.getText())
                    .contains(
                            "> Nora Nought waters the milk.",
                            "> https://community.example/p/17",
                            "the end of 22 November")
                    .contains("Who complains: not told");

            chambers.until("2026-11-18T10:00");
            chambers.sent("poster-notification");

            assertThat(chambers.notice().getPosterDeadline()).isEqualTo(Chambers.london("2026-11-24T00:00"));
            assertThat(chambers.letters()).singleElement().satisfies(ack -> {
                assertThat(ack.getTemplate()).isEqualTo("acknowledgement");
                assertThat(ack.getDueAt()).isEqualTo(IN_TWO_DAYS);
            });
            chambers.sent("acknowledgement");
            assertThat(chambers.open()).isEmpty();
            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.AWAITING_POSTER);
        }
    }

    @Test
    void posterWhoCannotBeReachedLosesTheStatementOnceAPersonSaysSo() {
        try (Chambers chambers = new Chambers(RECEIVED)) {
            chambers.file(Chambers.complete());

            chambers.act(DefamationAct.UNREACHABLE, "The account has no address.");

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.NO_CONTACT);
            assertDue(chambers, DutyKind.REMOVE, IN_TWO_DAYS, "SI 2013/3028, Schedule, paragraph 3");
            assertDue(chambers, DutyKind.TELL_REMOVED, IN_TWO_DAYS, "SI 2013/3028, Schedule, paragraph 3");
            assertThat(chambers.rulings()).as("nobody has asked for it").isEmpty();
            assertRemoval(chambers, "no means of contacting");
        }
    }

    @Test
    void silentPosterIsNotedAndNothingIsRemovedByThat() {
        try (Chambers chambers = notified()) {
            chambers.until("2026-11-23T23:59:59");
            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.AWAITING_POSTER);

            chambers.until("2026-11-24T00:00:00");

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_SILENT);
            Instant due = Chambers.london("2026-11-26T00:00");
            assertDue(chambers, DutyKind.REMOVE, due, "SI 2013/3028, Schedule, paragraph 5");
            assertDue(chambers, DutyKind.TELL_REMOVED, due, "SI 2013/3028, Schedule, paragraph 5");

            chambers.until("2026-12-24T00:00:00");

            assertThat(chambers.rulings())
                    .as("no machine removes for defamation")
                    .isEmpty();
            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_SILENT);
        }
    }

    @Test
    void removalAfterSilenceIsAskedForByAPerson() {
        try (Chambers chambers = notified()) {
            chambers.until("2026-11-24T08:00");

            assertRemoval(chambers, "has not answered in time");
        }
    }

    @Test
    void refusalWithoutDetailsCountsAsNone() {
        try (Chambers chambers = notified()) {
            chambers.until("2026-11-19T12:00");
            chambers.reply(reply -> reply.setWishesRemoval(false).setGivesName(true), chambers.now());

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_INCOMPLETE);
            assertDue(
                    chambers,
                    DutyKind.REMOVE,
                    Chambers.london("2026-11-23T12:00"),
                    "SI 2013/3028, Schedule, paragraph 6");
            assertRemoval(chambers, "has not given us the details");
        }
    }

    @Test
    void detailsThatAreObviouslyFalseAreNone() {
        try (Chambers chambers = notified()) {
            chambers.until("2026-11-19T12:00");
            chambers.reply(Chambers::refuses, chambers.now());
            chambers.until("2026-11-19T15:00");
            chambers.act(DefamationAct.FALSE_DETAILS, "There is no such street.");

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_INCOMPLETE);
            assertDue(
                    chambers,
                    DutyKind.REMOVE,
                    Chambers.london("2026-11-23T12:00"),
                    "SI 2013/3028, Schedule, paragraph 6");
            assertThat(chambers.letter("refused-without-details").getReplaced()).isTrue();
            assertThat(chambers.duty(DutyKind.TELL_REFUSED).getDropped()).isTrue();
        }
    }

    @Test
    void posterWhoAgreesLosesTheStatement() {
        try (Chambers chambers = notified()) {
            chambers.until("2026-11-20T18:00");
            chambers.reply(reply -> reply.setWishesRemoval(true), chambers.now());

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_CONSENTS);
            assertDue(
                    chambers,
                    DutyKind.REMOVE,
                    Chambers.london("2026-11-24T18:00"),
                    "SI 2013/3028, Schedule, paragraph 7");
            assertRemoval(chambers, "wishes it to be removed");
        }
    }

    @Test
    void posterWhoRefusesWithDetailsKeepsTheStatement() {
        try (Chambers chambers = notified()) {
            chambers.until("2026-11-20T18:00");
            chambers.letters();
            chambers.reply(Chambers::refuses, chambers.now());

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_REFUSES);
            assertDue(
                    chambers,
                    DutyKind.TELL_REFUSED,
                    Chambers.london("2026-11-24T18:00"),
                    "SI 2013/3028, Schedule, paragraph 8");
            assertThat(chambers.letters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getText()).contains("not been removed", "do not agree"));
            chambers.act(DefamationAct.REMOVE, "It is ugly.");
            assertThat(chambers.rulings()).isEmpty();

            chambers.sent("acknowledgement");
            chambers.sent("refused-without-details");

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.CLOSED);
            assertThat(chambers.notice().getOutcome()).isEqualTo("stays");
        }
    }

    @Test
    void complainantIsToldThatThePosterAgreesToDisclosure() {
        try (Chambers chambers = notified()) {
            chambers.letters();
            chambers.reply(
                    reply -> {
                        Chambers.refuses(reply);
                        reply.setConsents(true);
                    },
                    chambers.now());

            assertThat(chambers.letters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getTemplate()).isEqualTo("refused-with-details"));
        }
    }

    @Test
    void statementRemovedTwiceBeforeIsRemovedWithoutAskingThePoster() {
        try (Chambers chambers = new Chambers(RECEIVED)) {
            chambers.file(Chambers.complete().setPriorRemovals(List.of("n-0a", "n-0b")));
            assertThat(chambers.notice().getState()).as("a claim is no finding").isEqualTo(DefamationState.RECEIVED);

            chambers.send(chambers.command(DefamationAct.REPEATED).setEarlier(List.of("n-0a", "n-0b")));

            assertThat(chambers.notice().getState()).isEqualTo(DefamationState.REPEAT);
            assertDue(chambers, DutyKind.REMOVE, IN_TWO_DAYS, "SI 2013/3028, Schedule, paragraph 9");
            assertThat(chambers.letters()).isEmpty();
            assertRemoval(chambers, "at least twice before");
        }
    }

    @Test
    void timesPassOverChristmas() {
        try (Chambers chambers = new Chambers("2026-12-18T15:00")) {
            chambers.file(Chambers.complete());
            assertThat(chambers.duty(DutyKind.DECIDE_CONTACT).getDueAt())
                    .isEqualTo(Chambers.london("2026-12-22T15:00"));
            assertThat(chambers.duty(DutyKind.DECIDE_CONTACT).getCalendar()).isEqualTo("gb-eaw@1.0.0");
            chambers.act(DefamationAct.CONTACTABLE, "");
            chambers.sent("poster-notification");
            assertThat(chambers.notice().getPosterDeadline()).isEqualTo(Chambers.london("2026-12-24T00:00"));

            chambers.until("2026-12-24T00:00");

            assertThat(chambers.duty(DutyKind.REMOVE).getDueAt()).isEqualTo(Chambers.london("2026-12-30T00:00"));
        }
    }

    @Test
    void timesPassOverEasterAndTheChangeOfTheClocks() {
        try (Chambers chambers = new Chambers("2027-03-25T09:00")) {
            chambers.file(Chambers.complete());
            assertThat(chambers.duty(DutyKind.DECIDE_CONTACT).getDueAt())
                    .isEqualTo(Chambers.london("2027-03-31T09:00"));
            chambers.act(DefamationAct.CONTACTABLE, "");
            chambers.sent("poster-notification");
            assertThat(chambers.notice().getPosterDeadline())
                    .as("midnight in summer time")
                    .isEqualTo(Instant.parse("2027-03-30T23:00:00Z"));
            chambers.reply(Chambers::refuses, Chambers.london("2027-03-25T09:00"));

            assertThat(chambers.duty(DutyKind.TELL_REFUSED).getDueAt()).isEqualTo(Chambers.london("2027-03-31T09:00"));
        }
    }

    private static Chambers notified() {
        Chambers chambers = new Chambers(RECEIVED);
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.until("2026-11-18T10:00");
        chambers.sent("poster-notification");
        return chambers;
    }

    /** A person asks for removal, says that it is done, and tells the complainant. */
    private static void assertRemoval(Chambers chambers, String why) {
        chambers.letters();
        chambers.act(DefamationAct.REMOVE, "A complaint was not answered as the law asks.");

        assertThat(chambers.rulings()).singleElement().satisfies(ScheduleTest::assertRuling);
        assertThat(chambers.open()).contains(DutyKind.REMOVE, DutyKind.TELL_REMOVED);
        chambers.act(DefamationAct.REMOVED, "");
        assertThat(chambers.letters())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.getText()).contains("was removed on").contains(why));
        chambers.sent("removed");
        if (chambers.open().contains(DutyKind.ACKNOWLEDGE)) {
            chambers.sent("acknowledgement");
        }
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.CLOSED);
        assertThat(chambers.notice().getOutcome()).isEqualTo("removed");
    }

    private static void assertRuling(CaseRuling ruling) {
        assertThat(ruling.getKind()).isEqualTo(RulingKind.VERDICT);
        assertThat(ruling.getOutcome()).isEqualTo(Outcome.REMOVE);
        assertThat(ruling.getPost()).isEqualTo("p17");
        assertThat(ruling.getRevision()).isEqualTo(2);
        assertThat(ruling.getPartition()).isEqualTo(3);
        assertThat(ruling.getLegalCategory()).isEqualTo("DEFAMATION");
        assertThat(ruling.getRationale()).isEqualTo("A complaint was not answered as the law asks.");
    }

    private static void assertDue(Chambers chambers, DutyKind kind, Instant dueAt, String basis) {
        DefamationDuty duty = chambers.duty(kind);
        assertThat(duty.getDueAt()).as(kind.name()).isEqualTo(dueAt);
        assertThat(duty.getBasis()).isEqualTo(basis);
        assertThat(duty.getDoneAt()).isNull();
        assertThat(duty.getDropped()).isFalse();
    }
}
