package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyKind;
import dev.sluice.topology.calendar.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator has to do for a notice by when. */
final class Duties {
    /** Of a notice with more duties than this, the oldest that are over are left out. */
    private static final int MOST = 60;

    private Duties() {}

    /** Asks for something, within this time from then. */
    static void ask(DefamationNotice notice, DutyKind kind, String basis, Instant from, Deadline within) {
        askBy(notice, kind, basis, from, within.dueFrom(from), within.table());
    }

    /** Asks for something by then; where it was asked for before and is open, that is dropped. */
    static void askBy(
            DefamationNotice notice, DutyKind kind, String basis, Instant from, Instant dueAt, String calendar) {
        drop(notice, kind);
        List<DefamationDuty> duties = new ArrayList<>(notice.getDuties());
        duties.add(DefamationDuty.newBuilder()
                .setKind(kind)
                .setBasis(basis)
                .setRunsFrom(from)
                .setDueAt(dueAt)
                .setCalendar(calendar)
                .build());
        for (int i = 0; i < duties.size() && duties.size() > MOST; ) {
            if (isOpen(duties.get(i))) {
                i++;
            } else {
                duties.remove(i);
            }
        }
        notice.setDuties(duties);
    }

    static boolean isOpen(DefamationDuty duty) {
        return duty.getDoneAt() == null && !duty.getDropped();
    }

    /** What is still to be done. */
    static List<DefamationDuty> open(DefamationNotice notice) {
        return notice.getDuties().stream().filter(Duties::isOpen).toList();
    }

    /** The duty of this kind that is still to be done; null where there is none. */
    static @Nullable DefamationDuty open(DefamationNotice notice, DutyKind kind) {
        return notice.getDuties().stream()
                .filter(duty -> duty.getKind() == kind && isOpen(duty))
                .findFirst()
                .orElse(null);
    }

    /** The duty of this kind that was late, or is; null where there is none. */
    static @Nullable DefamationDuty late(DefamationNotice notice, DutyKind kind) {
        return notice.getDuties().stream()
                .filter(duty -> duty.getKind() == kind && !duty.getDropped() && (duty.getLate() || duty.getMissed()))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** What is no longer asked for. */
    static void drop(DefamationNotice notice, DutyKind... kinds) {
        List<DutyKind> dropped = List.of(kinds);
        open(notice).stream().filter(duty -> dropped.contains(duty.getKind())).forEach(duty -> duty.setDropped(true));
    }

    /** Nothing is asked for any more. */
    static void dropAll(DefamationNotice notice) {
        open(notice).forEach(duty -> duty.setDropped(true));
    }

    /**
     * Notes that something was done, if it is still to be done.
     *
     * @param reason why it was late, if it was; may be empty
     * @return the duty where it was late and nobody has said why; else null
     */
    static @Nullable DefamationDuty done(DefamationNotice notice, DutyKind kind, Instant at, String by, String reason) {
        DefamationDuty duty = open(notice, kind);
        if (duty == null) {
            return null;
        }
        duty.setDoneAt(at);
        duty.setDoneBy(by);
        duty.setLate(at.isAfter(duty.getDueAt()));
        if (duty.getLate() && !reason.isBlank()) {
            duty.setLateReason(reason);
        }
        return duty.getLate() && duty.getLateReason() == null ? duty : null;
    }

    /** Ends a notice for which nothing is to be done or waited for any more. */
    static void closeWhereOver(DefamationNotice notice) {
        if (!open(notice).isEmpty()) {
            return;
        }
        String outcome = switch (notice.getState()) {
            case INCOMPLETE -> "defective";
            case POSTER_REFUSES -> "stays";
            case NO_CONTACT, REPEAT, POSTER_SILENT, POSTER_INCOMPLETE, POSTER_CONSENTS, ORDERED, REMOVED_OTHERWISE ->
                "removed";
            case RECEIVED, AWAITING_POSTER, CLOSED, UNKNOWN -> null;
        };
        if (outcome != null) {
            notice.setState(DefamationState.CLOSED);
            notice.setOutcome(outcome);
        }
    }
}
