package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyAlertKind;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.LetterReference;
import dev.sluice.schemas.PosterReply;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.topology.calendar.Elapsed;
import dev.sluice.topology.calendar.OutsideCalendarException;
import dev.sluice.topology.policy.Letters.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Schedule to SI 2013/3028 asks for, by what becomes of the poster:
 *
 * <pre>
 * the poster can be reached        notify, acknowledge          within the operator's time of receipt    paragraphs 2, 4
 * the poster cannot be reached     remove, tell                 of receipt                               paragraph 3
 * the poster is silent             remove, tell                 of the end of the poster's time          paragraph 5
 * the poster's answer lacks        remove, tell                 of the answer                            paragraph 6
 * the poster wishes removal        remove, tell                 of the answer                            paragraph 7
 * the poster refuses, with details tell                         of the answer                            paragraph 8
 * removed twice before             remove, tell                 of receipt                               paragraph 9
 * </pre>
 *
 * The numbers of paragraphs are those of secondary sources.
 */
final class PosterSteps {
    private static final Logger LOG = LoggerFactory.getLogger(PosterSteps.class);
    private static final String SCHEDULE = "SI 2013/3028, Schedule, paragraph ";
    private static final int FALLBACK_HOURS = 48;

    private PosterSteps() {}

    /** A person says that the poster can be reached by private electronic means. */
    static @Nullable Refused contactable(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        DefamationNotice notice = file.getNotice();
        if (notice.getState() != DefamationState.RECEIVED) {
            return stands(notice, "RECEIVED");
        }
        notice.setState(DefamationState.AWAITING_POSTER);
        decided(desk, notice, command, at);
        ask(desk, notice, DutyKind.NOTIFY_POSTER, "2", notice.getReceivedAt());
        ask(desk, notice, DutyKind.ACKNOWLEDGE, "4", notice.getReceivedAt());
        Drafts.draft(desk, file, Kind.POSTER_NOTIFICATION);
        return null;
    }

    /**
     * A person says that the poster cannot be reached, before the notification was sent or because it came back: then
     * nobody was notified, and no time of the poster runs.
     */
    static @Nullable Refused unreachable(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        DefamationNotice notice = file.getNotice();
        boolean bounced = notice.getState() == DefamationState.AWAITING_POSTER;
        if (notice.getState() != DefamationState.RECEIVED && !bounced) {
            return stands(notice, "RECEIVED, or AWAITING_POSTER where the notification does not arrive");
        }
        if (command.getReason().isBlank()) {
            return Refused.malformed("reason is empty; allowed: why the poster cannot be reached");
        }
        decided(desk, notice, command, at);
        notice.setNotifiedAt(null);
        notice.setPosterDeadline(null);
        removal(desk, notice, DefamationState.NO_CONTACT, "3", notice.getReceivedAt());
        return null;
    }

    /** A person has checked that the same was removed at least twice before. */
    static @Nullable Refused repeated(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        DefamationNotice notice = file.getNotice();
        if (notice.getState() != DefamationState.RECEIVED) {
            return stands(notice, "RECEIVED");
        }
        String wrong = FilingRules.wrongList("earlier", command.getEarlier());
        long earlier = command.getEarlier().stream()
                .map(String::strip)
                .filter(removal -> !removal.isEmpty())
                .distinct()
                .count();
        if (wrong != null || earlier < 2) {
            return Refused.malformed(
                    wrong != null ? wrong : "earlier names " + earlier + " removals; allowed: at least 2, each once");
        }
        notice.setEarlier(command.getEarlier());
        decided(desk, notice, command, at);
        removal(desk, notice, DefamationState.REPEAT, "9", notice.getReceivedAt());
        return null;
    }

    /** A letter was sent; from the poster's notification on the poster's time runs. */
    static @Nullable Refused sent(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        DefamationNotice notice = file.getNotice();
        LetterReference letter = notice.getLetters().stream()
                .filter(reference -> reference.getId().equals(command.getLetter()))
                .findFirst()
                .orElse(null);
        if (letter == null) {
            return Refused.malformed("letter is none of this notice; allowed: the id of a letter in letters-out");
        }
        if (letter.getReplaced() || letter.getSentAt() != null) {
            return Refused.wrongState("letter " + letter.getTemplate() + " was sent already, or must no longer be sent;"
                    + " allowed: a letter that waits");
        }
        DutyKind kind = Drafts.dutyOf(letter.getTemplate());
        if (kind == DutyKind.NOTIFY_POSTER) {
            notice.setPosterDeadline(desk.rules().posterTime().dueFrom(at));
            notice.setNotifiedAt(at);
        }
        letter.setSentAt(at);
        complete(desk, notice, kind, at, command);
        if (kind == DutyKind.NOTIFY_POSTER) {
            Drafts.draft(desk, file, Kind.ACKNOWLEDGEMENT);
        }
        Supplements.letter(desk, file, letter);
        return null;
    }

    /** The poster has answered. */
    static @Nullable Refused reply(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        DefamationNotice notice = file.getNotice();
        PosterReply reply = command.getReply();
        if (reply == null) {
            return Refused.malformed("reply is missing; allowed: the answer");
        }
        String identity = reply.getIdentity();
        if (identity != null && (identity.isBlank() || identity.length() > FilingRules.MAX_ID)) {
            return Refused.malformed("identity is empty or too long; allowed: the key of a record, or none");
        }
        Refused refused = mayReply(notice, at);
        if (refused != null) {
            return refused;
        }
        reply.setReceivedAt(at);
        notice.setReply(reply);
        Duties.drop(notice, DutyKind.REMOVE, DutyKind.TELL_REMOVED, DutyKind.TELL_REFUSED);
        Drafts.replace(notice, DutyKind.TELL_REFUSED);
        if (Boolean.TRUE.equals(reply.getWishesRemoval())) {
            removal(desk, notice, DefamationState.POSTER_CONSENTS, "7", at);
        } else if (reply.getWishesRemoval() == null || !reply.getGivesName() || !reply.getGivesAddress()) {
            removal(desk, notice, DefamationState.POSTER_INCOMPLETE, "6", at);
        } else {
            notice.setState(DefamationState.POSTER_REFUSES);
            ask(desk, notice, DutyKind.TELL_REFUSED, "8", at);
            boolean consents = Boolean.TRUE.equals(reply.getConsents());
            Drafts.draft(desk, file, consents ? Kind.REFUSED_WITH_DETAILS : Kind.REFUSED_WITHOUT_DETAILS);
        }
        return null;
    }

    private static @Nullable Refused mayReply(DefamationNotice notice, Instant at) {
        Instant notified = notice.getNotifiedAt();
        Instant deadline = notice.getPosterDeadline();
        boolean possible = switch (notice.getState()) {
            case AWAITING_POSTER, POSTER_SILENT, POSTER_INCOMPLETE, POSTER_CONSENTS, POSTER_REFUSES -> true;
            case RECEIVED, INCOMPLETE, NO_CONTACT, REPEAT, ORDERED, REMOVED_OTHERWISE, CLOSED, UNKNOWN -> false;
        };
        if (!possible || notified == null || deadline == null) {
            return stands(notice, "AWAITING_POSTER once the notification was sent, or answered and nothing done yet");
        }
        if (!at.isBefore(deadline)) {
            return new Refused(
                    RefusalReason.TOO_LATE, "the answer was received at " + at + "; allowed: before " + deadline);
        }
        if (at.isBefore(notified)) {
            return Refused.malformed(
                    "the answer was received at " + at + "; allowed: from the notification on, " + notified);
        }
        if (notice.getRemovalOrderedAt() != null || notice.getRemovedAt() != null) {
            return new Refused(
                    RefusalReason.TOO_LATE,
                    "the removal was ordered already; allowed: an answer before that. A person may restore the post");
        }
        return null;
    }

    /** A person finds that the poster's details are obviously false. */
    static @Nullable Refused falseDetails(NoticeDesk desk, DefamationFile file, DefamationCommand command) {
        DefamationNotice notice = file.getNotice();
        PosterReply reply = notice.getReply();
        if (notice.getState() != DefamationState.POSTER_REFUSES || reply == null) {
            return stands(notice, "POSTER_REFUSES");
        }
        if (command.getReason().isBlank()) {
            return Refused.malformed("reason is empty; allowed: why the details are obviously false, without them");
        }
        Duties.drop(notice, DutyKind.TELL_REFUSED);
        Drafts.replace(notice, DutyKind.TELL_REFUSED);
        removal(desk, notice, DefamationState.POSTER_INCOMPLETE, "6", reply.getReceivedAt());
        return null;
    }

    /** The poster's time is over and nothing was heard. Nothing is removed by that: a person is asked to. */
    static void silent(NoticeDesk desk, DefamationNotice notice, Instant deadline) {
        try {
            removal(desk, notice, DefamationState.POSTER_SILENT, "5", deadline);
        } catch (OutsideCalendarException e) {
            // Too early rather than too late or never: the table of holidays has come to its end.
            LOG.error(
                    "notice {}: {}; its duties are due after {} plain hours",
                    notice.getId(),
                    e.getMessage(),
                    FALLBACK_HOURS);
            Instant due = Elapsed.hours(FALLBACK_HOURS).dueFrom(deadline);
            notice.setState(DefamationState.POSTER_SILENT);
            Duties.askBy(notice, DutyKind.REMOVE, SCHEDULE + "5", deadline, due, "");
            Duties.askBy(notice, DutyKind.TELL_REMOVED, SCHEDULE + "5", deadline, due, "");
        }
        desk.noteClock(notice, DefamationState.POSTER_SILENT.name(), deadline);
    }

    /** Notes that a duty is done; where it was late and nobody says why, somebody is asked to. */
    static void complete(
            NoticeDesk desk, DefamationNotice notice, DutyKind kind, Instant at, DefamationCommand command) {
        String whyLate = switch (command.getAct()) {
            case CONTACTABLE, SENT, REMOVED -> command.getReason();
            // Their reason says why that was found, and not why so late.
            case UNREACHABLE, REPEATED -> "";
            case FILE, REPLY, FALSE_DETAILS, REMOVE, EXPLAIN, COURT_ORDER, DISCLOSE, LINK, WITHDRAW, UNKNOWN -> "";
        };
        DefamationDuty unexplained = Duties.done(notice, kind, at, command.getBy(), whyLate);
        if (unexplained != null) {
            Reminders.alert(desk, notice, unexplained, DutyAlertKind.LATE_WITHOUT_REASON);
        }
    }

    private static void decided(NoticeDesk desk, DefamationNotice notice, DefamationCommand command, Instant at) {
        complete(desk, notice, DutyKind.DECIDE_CONTACT, at, command);
        Duties.drop(notice, DutyKind.NOTIFY_POSTER, DutyKind.ACKNOWLEDGE);
        Drafts.replace(notice, DutyKind.NOTIFY_POSTER, DutyKind.ACKNOWLEDGE);
    }

    private static void removal(
            NoticeDesk desk, DefamationNotice notice, DefamationState state, String paragraph, Instant from) {
        ask(desk, notice, DutyKind.REMOVE, paragraph, from);
        ask(desk, notice, DutyKind.TELL_REMOVED, paragraph, from);
        notice.setState(state);
    }

    private static void ask(NoticeDesk desk, DefamationNotice notice, DutyKind kind, String paragraph, Instant from) {
        Duties.ask(notice, kind, SCHEDULE + paragraph, from, desk.rules().operatorTime());
    }

    /** A refusal that says where the notice stands. */
    static Refused stands(DefamationNotice notice, String allowed) {
        return Refused.wrongState("the notice is " + notice.getState() + "; allowed: " + allowed);
    }
}
