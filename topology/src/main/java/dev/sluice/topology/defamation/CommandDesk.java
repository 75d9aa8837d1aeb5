package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.topology.calendar.OutsideCalendarException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hands commands to whom they are for, once they are well formed. What is refused leaves the notice as it was: each
 * command works on a copy, which is kept only if it is carried out.
 */
final class CommandDesk {
    /** Clocks differ: what is said to have happened so little ahead of the present happened now. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private CommandDesk() {}

    static void take(NoticeDesk desk, DefamationCommand command, byte @Nullable [] key) {
        String wrong = wrong(command, key);
        if (wrong != null) {
            desk.refuse(command, RefusalReason.MALFORMED, wrong);
            return;
        }
        DefamationFile file = desk.file(command.getNotice());
        if (file != null && file.getCommands().contains(command.getId())) {
            return;
        }
        Instant now = desk.now();
        Instant happened = command.getHappenedAt();
        if (happened.isAfter(now.plus(SKEW))) {
            desk.refuse(
                    command,
                    RefusalReason.MALFORMED,
                    "happenedAt is " + happened + ", ahead of the present; allowed: up to " + now);
            return;
        }
        Instant at = happened.isAfter(now) ? now : happened;
        Refused refused;
        try {
            refused = act(desk, file, command, at);
        } catch (OutsideCalendarException e) {
            refused = new Refused(RefusalReason.OUTSIDE_CALENDAR, String.valueOf(e.getMessage()));
        }
        if (refused != null) {
            desk.refuse(command, refused.reason(), refused.message());
        }
    }

    private static @Nullable Refused act(
            NoticeDesk desk, @Nullable DefamationFile file, DefamationCommand command, Instant at) {
        if (command.getAct() == DefamationAct.FILE) {
            return file == null
                    ? Intake.file(desk, command, at)
                    : Refused.wrongState("the notice was filed before; allowed: an id of its own for each notice");
        }
        if (file == null) {
            return new Refused(RefusalReason.UNKNOWN_NOTICE, "the notice is unknown; allowed: one that was filed");
        }
        if (at.isBefore(file.getNotice().getReceivedAt()) && command.getAct() != DefamationAct.COURT_ORDER) {
            return Refused.malformed("happenedAt is " + at + ", before the notice was received; allowed: from "
                    + file.getNotice().getReceivedAt() + " on");
        }
        Refused refused = step(desk, file, command, at);
        if (refused == null) {
            desk.keep(file, command, at);
        }
        return refused;
    }

    private static @Nullable Refused step(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        return switch (command.getAct()) {
            case CONTACTABLE -> PosterSteps.contactable(desk, file, command, at);
            case UNREACHABLE -> PosterSteps.unreachable(desk, file, command, at);
            case REPEATED -> PosterSteps.repeated(desk, file, command, at);
            case SENT -> PosterSteps.sent(desk, file, command, at);
            case REPLY -> PosterSteps.reply(desk, file, command, at);
            case FALSE_DETAILS -> PosterSteps.falseDetails(desk, file, command);
            case REMOVE -> Removals.remove(desk, file, command);
            case REMOVED -> Removals.removed(desk, file, command, at);
            case EXPLAIN -> Orders.explain(file, command);
            case COURT_ORDER -> Orders.order(desk, file, command, at);
            case DISCLOSE -> Orders.disclose(desk, file, command);
            case LINK -> Orders.link(desk, file, command);
            case WITHDRAW -> Orders.withdraw(file, command);
            case FILE, UNKNOWN -> Refused.malformed("act is unknown to this version; allowed: those of DefamationAct");
        };
    }

    private static @Nullable String wrong(DefamationCommand command, byte @Nullable [] key) {
        if (isNoId(command.getId()) || isNoId(command.getNotice()) || isNoId(command.getBy())) {
            return "id, notice or by is empty, too long or has control characters; allowed: 1 to " + FilingRules.MAX_ID
                    + " characters";
        }
        if (key == null || !Arrays.equals(key, command.getNotice().getBytes(StandardCharsets.UTF_8))) {
            return "key is not the notice; allowed: the notice, where its commands meet";
        }
        if (command.getReason().length() > FilingRules.MAX_REASON) {
            return "reason has " + command.getReason().length() + " characters; allowed: at most "
                    + FilingRules.MAX_REASON;
        }
        return null;
    }

    private static boolean isNoId(String value) {
        return value.isBlank()
                || value.length() > FilingRules.MAX_ID
                || value.codePoints().anyMatch(Character::isISOControl);
    }
}
