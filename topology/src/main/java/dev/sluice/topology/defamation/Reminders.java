package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationAlert;
import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyAlertKind;
import dev.sluice.topology.policy.DefamationRules;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What time does to a notice: it warns, says that a duty is overdue, and notes that the poster was silent. It does nothing
 * that anybody outside would notice.
 */
final class Reminders {
    private Reminders() {}

    /** When to look at a notice next, in milliseconds since 1970; {@link NoticeFiles#NEVER} where time does nothing. */
    static long next(DefamationNotice notice, DefamationRules rules) {
        if (notice.getState() == DefamationState.CLOSED) {
            return notice.getUpdatedAt().plus(rules.keep()).toEpochMilli();
        }
        long next = Long.MAX_VALUE;
        for (DefamationDuty duty : Duties.open(notice)) {
            if (!duty.getMissed()) {
                Instant at =
                        duty.getWarned() ? duty.getDueAt() : duty.getDueAt().minus(rules.remindBefore());
                next = Math.min(next, at.toEpochMilli());
            }
        }
        Instant deadline = posterDeadline(notice);
        if (deadline != null) {
            next = Math.min(next, deadline.toEpochMilli());
        }
        return next == Long.MAX_VALUE ? NoticeFiles.NEVER : Math.max(1, next);
    }

    /** Until when the poster may answer, while that is waited for; else null. */
    private static @Nullable Instant posterDeadline(DefamationNotice notice) {
        return notice.getState() == DefamationState.AWAITING_POSTER ? notice.getPosterDeadline() : null;
    }

    /** Looks at a notice whose time has come. */
    static void look(NoticeDesk desk, DefamationFile file) {
        DefamationNotice notice = file.getNotice();
        Instant now = desk.now();
        if (notice.getState() == DefamationState.CLOSED) {
            if (next(notice, desk.rules()) <= now.toEpochMilli()) {
                desk.forget(file);
            } else {
                desk.keep(file);
            }
            return;
        }
        Instant deadline = posterDeadline(notice);
        if (deadline != null && !now.isBefore(deadline)) {
            PosterSteps.silent(desk, notice, deadline);
        }
        for (DefamationDuty duty : Duties.open(notice)) {
            remind(desk, notice, duty, now);
        }
        desk.keep(file);
    }

    private static void remind(NoticeDesk desk, DefamationNotice notice, DefamationDuty duty, Instant now) {
        if (!duty.getMissed() && !now.isBefore(duty.getDueAt())) {
            duty.setWarned(true);
            duty.setMissed(true);
            alert(desk, notice, duty, DutyAlertKind.OVERDUE);
        } else if (!duty.getWarned()
                && !now.isBefore(duty.getDueAt().minus(desk.rules().remindBefore()))) {
            duty.setWarned(true);
            alert(desk, notice, duty, DutyAlertKind.DUE_SOON);
        }
    }

    /** Calls for attention to a duty. */
    static void alert(NoticeDesk desk, DefamationNotice notice, DefamationDuty duty, DutyAlertKind kind) {
        String id = String.join(
                "/",
                notice.getId(),
                duty.getKind().name().toLowerCase(Locale.ROOT),
                duty.getDueAt().toString(),
                kind.name().toLowerCase(Locale.ROOT));
        desk.send(
                Outlets.ALERTS,
                notice.getId(),
                DefamationAlert.newBuilder()
                        .setId(id)
                        .setNotice(notice.getId())
                        .setKind(kind)
                        .setDuty(duty.getKind())
                        .setState(notice.getState())
                        .setDueAt(duty.getDueAt())
                        .setAt(desk.now())
                        .build());
    }
}
