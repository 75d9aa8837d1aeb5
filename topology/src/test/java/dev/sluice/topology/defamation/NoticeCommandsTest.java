package dev.sluice.topology.defamation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationAlert;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyAlertKind;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.StatementLocation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded twice, late, in the wrong order, too long or by mistake has a stated outcome, and loses nothing. */
class NoticeCommandsTest {
    private static final String RECEIVED = "2026-11-17T09:15";

    private final Chambers chambers = new Chambers(RECEIVED);

    @AfterEach
    void close() {
        chambers.close();
    }

    @Test
    void sameCommandTwiceIsCarriedOutOnce() {
        DefamationCommand file = chambers.command(DefamationAct.FILE)
                .setFiling(Chambers.complete().build())
                .build();
        chambers.send(file);
        chambers.send(file);
        DefamationCommand contactable =
                chambers.command(DefamationAct.CONTACTABLE).build();
        chambers.send(contactable);
        chambers.send(contactable);

        assertThat(chambers.refusals()).isEmpty();
        assertThat(chambers.letters()).hasSize(1);
        assertThat(chambers.notice().getEvents()).hasSize(2);
    }

    @Test
    void secondNoticeUnderTheSameIdIsRefused() {
        chambers.file(Chambers.complete());
        chambers.file(Chambers.complete().setWords("Other words."));

        assertRefused(
                RefusalReason.WRONG_STATE, "the notice was filed before; allowed: an id of its own for each notice");
        assertThat(chambers.notice().getFiling().getWords()).isEqualTo("Nora Nought waters the milk.");
    }

    @ParameterizedTest
    @EnumSource(
            value = DefamationAct.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FILE"})
    void whateverIsAskedAboutAnUnknownNoticeIsRefused(DefamationAct act) {
        chambers.send(chambers.command(act).setNotice("n-9").setReason("r"));

        assertRefused(RefusalReason.UNKNOWN_NOTICE, "the notice is unknown; allowed: one that was filed");
        assertThat(chambers.find("n-9")).isNull();
    }

    @Test
    void actBeforeItsTurnIsRefusedAndChangesNothing() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.REMOVE, "At once.");
        chambers.reply(Chambers::refuses, chambers.now());
        chambers.act(DefamationAct.FALSE_DETAILS, "They look odd.");

        assertThat(chambers.refusals()).extracting(CommandRefusal::getReason).containsOnly(RefusalReason.WRONG_STATE);
        assertThat(chambers.rulings()).isEmpty();
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.RECEIVED);
        assertThat(chambers.notice().getEvents()).hasSize(1);
    }

    @Test
    void contactIsDecidedOnce() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.act(DefamationAct.CONTACTABLE, "");

        assertRefused(RefusalReason.WRONG_STATE, "the notice is AWAITING_POSTER; allowed: RECEIVED");
    }

    @Test
    void notificationThatCannotBeDeliveredCountsAsNoContact() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.act(DefamationAct.UNREACHABLE, "The message bounced.");

        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.NO_CONTACT);
        assertThat(chambers.open()).containsExactly(DutyKind.REMOVE, DutyKind.TELL_REMOVED);
        chambers.sent("poster-notification");
        assertThat(chambers.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains("must no longer be sent"));
    }

    @Test
    void notificationThatCameBackAfterItWasSentCountsAsNoContactToo() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        Instant due = chambers.notice().getDuties().getLast().getDueAt();
        chambers.sent("poster-notification");
        chambers.act(DefamationAct.UNREACHABLE, "The message came back.");

        DefamationNotice notice = chambers.notice();
        assertThat(notice.getState()).isEqualTo(DefamationState.NO_CONTACT);
        assertThat(notice.getPosterDeadline()).isNull();
        assertThat(chambers.open()).containsExactly(DutyKind.REMOVE, DutyKind.TELL_REMOVED);
        assertThat(notice.getDuties().getLast().getDueAt())
                .as("48 hours of the receipt of the notice, as without any notification")
                .isEqualTo(due);
        chambers.until(due.plus(Duration.ofDays(30)));
        assertThat(chambers.notice().getState())
                .as("silence means nothing where nobody was asked")
                .isEqualTo(DefamationState.NO_CONTACT);
        chambers.reply(Chambers::refuses, due);
        assertThat(chambers.refusals())
                .last()
                .satisfies(refusal -> assertThat(refusal.getReason()).isEqualTo(RefusalReason.WRONG_STATE));
    }

    @ParameterizedTest
    @MethodSource("repeats")
    void repeatNeedsTwoDifferentRemovals(List<String> earlier, long counted) {
        chambers.file(Chambers.complete());
        chambers.send(chambers.command(DefamationAct.REPEATED).setEarlier(earlier));

        assertRefused(
                RefusalReason.MALFORMED, "earlier names " + counted + " removals; allowed: at least 2, each once");
    }

    static Stream<Arguments> repeats() {
        return Stream.of(
                Arguments.of(List.of(), 0L),
                Arguments.of(List.of("n-0"), 1L),
                Arguments.of(List.of("n-0", " n-0 ", " "), 1L));
    }

    @Test
    void answerThatArrivedInTimeCountsThoughItIsRecordedLate() {
        notified();
        chambers.until("2026-11-24T09:00");
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_SILENT);

        chambers.reply(Chambers::refuses, Chambers.london("2026-11-23T23:59:59"));

        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_REFUSES);
        assertThat(chambers.open()).containsExactlyInAnyOrder(DutyKind.ACKNOWLEDGE, DutyKind.TELL_REFUSED);
    }

    @Test
    void answerAfterThePostersTimeIsTooLate() {
        notified();
        chambers.until("2026-11-24T09:00");
        chambers.reply(Chambers::refuses, Chambers.london("2026-11-24T00:00"));

        assertRefused(
                RefusalReason.TOO_LATE,
                "the answer was received at 2026-11-24T00:00:00Z; allowed: before 2026-11-24T00:00:00Z");
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_SILENT);
    }

    @Test
    void answerAfterTheRemovalWasOrderedIsTooLate() {
        notified();
        chambers.until("2026-11-24T09:00");
        chambers.act(DefamationAct.REMOVE, "Nobody answered.");
        chambers.reply(Chambers::refuses, Chambers.london("2026-11-23T12:00"));

        assertThat(chambers.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getReason()).isEqualTo(RefusalReason.TOO_LATE);
            assertThat(refusal.getMessage()).contains("A person may restore the post");
        });
    }

    @Test
    void posterMayMakeAnAnswerWholeWithinTheTime() {
        notified();
        chambers.reply(reply -> reply.setWishesRemoval(false), chambers.now());
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_INCOMPLETE);

        chambers.until("2026-11-19T10:00");
        chambers.reply(Chambers::refuses, chambers.now());

        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.POSTER_REFUSES);
        assertThat(chambers.open()).doesNotContain(DutyKind.REMOVE, DutyKind.TELL_REMOVED);
    }

    @ParameterizedTest
    @CsvSource({"PT4M, true", "PT6M, false"})
    void clockThatIsALittleAheadIsForgiven(Duration ahead, boolean taken) {
        chambers.send(chambers.command(DefamationAct.FILE)
                .setFiling(Chambers.complete().build())
                .setHappenedAt(chambers.now().plus(ahead)));

        assertThat(chambers.find(Chambers.NOTICE) != null).isEqualTo(taken);
        if (taken) {
            assertThat(chambers.notice().getReceivedAt()).isEqualTo(chambers.now());
        } else {
            assertThat(chambers.refusals())
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.getMessage()).contains("ahead of the present"));
        }
    }

    @Test
    void nothingHappensBeforeTheNoticeIsReceived() {
        chambers.file(Chambers.complete());
        chambers.send(chambers.command(DefamationAct.CONTACTABLE)
                .setHappenedAt(chambers.now().minusSeconds(1)));

        assertThat(chambers.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains("before the notice was received"));
    }

    @Test
    void noticeOutsideTheTableOfHolidaysIsRefusedAndNotGuessed() {
        chambers.send(chambers.command(DefamationAct.FILE)
                .setFiling(Chambers.complete().build())
                .setHappenedAt(Instant.parse("2019-05-01T10:00:00Z")));

        assertRefused(
                RefusalReason.OUTSIDE_CALENDAR,
                "calendar gb-eaw@1.0.0 does not know 2019-05-01; allowed: 2024-01-01 to 2030-12-31, or a newer version of"
                        + " the table");
        assertThat(chambers.find(Chambers.NOTICE)).isNull();
        assertThat(chambers.letters()).isEmpty();
    }

    @Test
    void endOfTheTableMakesADutyDueTooEarlyRatherThanNever() {
        chambers.until("2030-12-20T10:00");
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.until("2030-12-24T10:00");
        chambers.sent("poster-notification");
        assertThat(chambers.notice().getPosterDeadline()).isEqualTo(Chambers.london("2030-12-30T00:00"));

        chambers.until("2030-12-30T00:00");
        assertThat(chambers.duty(DutyKind.REMOVE).getDueAt()).isEqualTo(Chambers.london("2031-01-01T00:00"));

        try (Chambers later = new Chambers("2030-12-24T12:00")) {
            later.file(Chambers.complete());
            later.act(DefamationAct.CONTACTABLE, "");
            later.until("2030-12-30T09:00");
            later.sent("poster-notification");
            later.until("2031-01-05T00:00");

            assertThat(later.notice().getState()).isEqualTo(DefamationState.POSTER_SILENT);
            assertThat(later.duty(DutyKind.REMOVE).getDueAt()).isEqualTo(Chambers.london("2031-01-07T00:00"));
            assertThat(later.duty(DutyKind.REMOVE).getCalendar()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void overLongFieldIsRefusedByName(DefamationFiling filing, String message) {
        chambers.send(chambers.command(DefamationAct.FILE).setFiling(filing));

        assertRefused(RefusalReason.MALFORMED, message);
        assertThat(chambers.find(Chambers.NOTICE)).isNull();
    }

    static Stream<Arguments> tooLong() {
        String again = "; file it again, for the time runs from its receipt";
        return Stream.of(
                of(
                        Chambers.complete().setWords("x".repeat(10_001)),
                        "words has 10001 characters; allowed: at most 10000" + again),
                of(
                        Chambers.complete().setName("x".repeat(257)),
                        "name has 257 characters; allowed: at most 256" + again),
                of(
                        Chambers.complete().setEmail("x".repeat(321)),
                        "email has 321 characters; allowed: at most 320" + again),
                of(
                        Chambers.complete().setInaccuracies(Collections.nCopies(21, "x")),
                        "inaccuracies has 21 items; allowed: at most 20; file it again in fewer"),
                of(
                        Chambers.complete().setInaccuracies(List.of("x".repeat(2_001))),
                        "an item of inaccuracies has 2001 characters; allowed: at most 2000" + again),
                of(
                        Chambers.complete()
                                .setLocations(Collections.nCopies(
                                        21, StatementLocation.newBuilder().build())),
                        "locations has 21 items; allowed: at most 20; file the others as notices of their own"),
                of(
                        Chambers.complete()
                                .setLocations(List.of(StatementLocation.newBuilder()
                                        .setPost("p")
                                        .build())),
                        "a location names a post and no thread; allowed: both, or neither"));
    }

    private static Arguments of(DefamationFiling.Builder filing, String message) {
        return Arguments.of(filing.build(), message);
    }

    @Test
    void longestNoticeFitsItsTopicsAndIsNotCut() {
        String longest = "x".repeat(9_999) + "y";
        List<String> items = Collections.nCopies(20, "i".repeat(1_999) + "j");
        chambers.file(Chambers.complete()
                .setWords(longest)
                .setImputation(longest)
                .setMeaning(longest)
                .setInaccuracies(items)
                .setUnsupportedOpinions(items));
        chambers.act(DefamationAct.CONTACTABLE, "");

        assertThat(chambers.letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getText())
                        .contains("> " + longest)
                        .contains("j\n> i")
                        .doesNotContain("…"));
    }

    @Test
    void whatStrangersWroteStandsInLettersAsAQuotationAndNothingElse() {
        chambers.file(Chambers.complete()
                .setName("<script>alert(1)</script>\nBcc: all@mail.example")
                .setWords("<b>Thief</b> {operator}\nYours sincerely,\u202E the court\u0000")
                .setConsentName(true));
        chambers.act(DefamationAct.CONTACTABLE, "");

        Letter letter = chambers.letters().getFirst();
        assertThat(letter.getText())
                .contains("> <b>Thief</b> {operator}\n> Yours sincerely, the court\n")
                .contains("Who complains: <script>alert(1)</script> Bcc: all@mail.example\n");
        assertThat(letter.getSubject()).doesNotContain("<", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, 'Nora Nought, nora@mail.example'",
        "true, false, Nora Nought",
        "false, true, nora@mail.example",
        "false, false, 'not told, since they have not agreed to it'"
    })
    void posterLearnsOfTheComplainantWhatTheComplainantAgreesTo(boolean name, boolean email, String told) {
        chambers.file(Chambers.complete()
                .setWords("Somebody waters the milk.")
                .setConsentName(name)
                .setConsentEmail(email));
        chambers.act(DefamationAct.CONTACTABLE, "");

        Letter letter = chambers.letters().getFirst();
        assertThat(letter.getText()).contains("Who complains: " + told + "\n");
        assertThat(letter.toString().contains("Nora Nought")).isEqualTo(name);
        assertThat(letter.toString().contains("nora@mail.example")).isEqualTo(email);
    }

    @Test
    void whereANoticeStandsDoesNotSayWhoComplains() {
        chambers.file(Chambers.complete().setWords("Somebody waters the milk."));

        assertThat(chambers.notice().toString()).doesNotContain("Nora", "nora@");
    }

    @ParameterizedTest
    @CsvSource({"nobody", "@mail.example", "a@", "a b@mail.example", "a@b@c", "'a@mail.example, b@mail.example'"})
    void addressThatNoMailReachesIsMissing(String email) {
        chambers.file(Chambers.complete().setEmail(email));

        assertThat(chambers.notice().getMissing())
                .containsExactly("an e-mail address at which you can be reached (reg 2)");
        assertThat(chambers.letters().getFirst().getAddress()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "e\u001b", "LONG"})
    void noticeOfNoEscalationIsRefusedAndSendsNothingToTheEvidence(String given) {
        String escalation = given.equals("LONG") ? "e".repeat(257) : given;
        chambers.send(chambers.command(DefamationAct.FILE)
                .setFiling(Chambers.complete().build())
                .setEscalation(escalation));

        assertRefused(
                RefusalReason.MALFORMED,
                "escalation is empty, too long or has control characters; allowed: the id of one, or none; file it"
                        + " again, for the time runs from its receipt");
        assertThat(chambers.supplements()).isEmpty();
    }

    @Test
    void emptyNoticeLacksEverything() {
        chambers.file(DefamationFiling.newBuilder());

        assertThat(chambers.notice().getMissing()).hasSize(10);
        assertThat(chambers.letters().getFirst().getText()).contains("Dear complainant,");
    }

    @Test
    void alertsGoOutBeforeAndAfterADutyIsDue() {
        chambers.file(Chambers.complete());
        chambers.until("2026-11-18T21:14:59");
        assertThat(chambers.alerts()).isEmpty();
        chambers.until("2026-11-18T21:15");
        assertThat(chambers.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo(DutyAlertKind.DUE_SOON);
            assertThat(alert.getDuty()).isEqualTo(DutyKind.DECIDE_CONTACT);
            assertThat(alert.getDueAt()).isEqualTo(Chambers.london("2026-11-19T09:15"));
        });
        chambers.until("2026-11-19T09:15");
        chambers.until("2026-11-25T09:15");

        assertThat(chambers.alerts()).extracting(DefamationAlert::getKind).containsExactly(DutyAlertKind.OVERDUE);
    }

    @Test
    void lateActIsRecordedWithItsReason() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.until("2026-11-20T09:00");
        chambers.alerts();
        chambers.sent("poster-notification", chambers.now(), "The mail server was down.");

        assertThat(chambers.duty(DutyKind.NOTIFY_POSTER).getLate()).isTrue();
        assertThat(chambers.duty(DutyKind.NOTIFY_POSTER).getLateReason()).isEqualTo("The mail server was down.");
        chambers.sent("acknowledgement");
        assertThat(chambers.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo(DutyAlertKind.LATE_WITHOUT_REASON);
            assertThat(alert.getDuty()).isEqualTo(DutyKind.ACKNOWLEDGE);
        });

        chambers.send(chambers.command(DefamationAct.EXPLAIN)
                .setDuty(DutyKind.ACKNOWLEDGE)
                .setReason("It waited for the notification."));

        assertThat(chambers.duty(DutyKind.ACKNOWLEDGE).getLateReason()).isEqualTo("It waited for the notification.");
        chambers.send(chambers.command(DefamationAct.EXPLAIN)
                .setDuty(DutyKind.DECIDE_CONTACT)
                .setReason("It was in time."));
        assertRefused(RefusalReason.WRONG_STATE, "duty DECIDE_CONTACT is not late; allowed: one that is");
    }

    @Test
    void actOnTheDotIsInTime() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.until("2026-11-19T09:15");
        chambers.sent("poster-notification");

        assertThat(chambers.duty(DutyKind.NOTIFY_POSTER).getLate()).isFalse();
    }

    @Test
    void statementThatItsPosterTakesDownEndsTheProcedure() {
        notified();
        chambers.letters();
        chambers.act(DefamationAct.REMOVED, "");

        assertThat(chambers.open()).containsExactly(DutyKind.TELL_REMOVED);
        assertThat(chambers.letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getText())
                        .contains("it was removed before the procedure had come to its end"));
        chambers.sent("removed");
        assertThat(chambers.notice().getOutcome()).isEqualTo("removed");
    }

    @Test
    void noticeThatIsTakenBackAsksForNothing() {
        notified();
        chambers.act(DefamationAct.WITHDRAW, "By e-mail of today.");
        chambers.until("2026-12-01T00:00");

        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.CLOSED);
        assertThat(chambers.notice().getOutcome()).isEqualTo("withdrawn");
        assertThat(chambers.alerts()).isEmpty();
        chambers.act(DefamationAct.REMOVE, "All the same.");
        assertThat(chambers.rulings()).isEmpty();
    }

    @Test
    void noticeThatIsOverIsForgottenInTime() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.WITHDRAW, "By e-mail.");
        chambers.until(chambers.now().plus(Duration.ofDays(549)));
        assertThat(chambers.find(Chambers.NOTICE)).isNotNull();

        chambers.until(chambers.now().plus(Duration.ofDays(1)));

        assertThat(chambers.find(Chambers.NOTICE)).isNull();
    }

    @Test
    void commandUnderAnotherKeyIsRefused() {
        chambers.send(
                "elsewhere",
                chambers.command(DefamationAct.FILE)
                        .setFiling(Chambers.complete().build())
                        .build());

        assertRefused(RefusalReason.MALFORMED, "key is not the notice; allowed: the notice, where its commands meet");
    }

    @Test
    void idWithoutAnythingOrWithControlsIsRefused() {
        chambers.send(chambers.command(DefamationAct.FILE).setNotice("n\u0007"));
        chambers.send(chambers.command(DefamationAct.FILE).setBy(" "));

        assertThat(chambers.refusals())
                .hasSize(2)
                .extracting(CommandRefusal::getReason)
                .containsOnly(RefusalReason.MALFORMED);
    }

    @Test
    void bytesThatAreNoCommandAreADeadLetter() {
        chambers.sendBytes(Chambers.NOTICE, "no Avro".getBytes(StandardCharsets.UTF_8));
        chambers.sendBytes(Chambers.NOTICE, null);

        assertThat(chambers.deadLetters()).hasSize(2);
        chambers.file(Chambers.complete());
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.RECEIVED);
    }

    private void notified() {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.until("2026-11-18T10:00");
        chambers.sent("poster-notification");
    }

    private void assertRefused(RefusalReason reason, String message) {
        assertThat(chambers.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getReason()).isEqualTo(reason);
            assertThat(refusal.getMessage()).isEqualTo(message);
        });
    }
}
