package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyKind;
import dev.sluice.topology.calendar.Deadline;
import dev.sluice.topology.policy.Letters.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a notice of complaint: looks at what it lacks, and starts the clock from its receipt. */
final class Intake {
    private Intake() {}

    /** Takes a notice; null where that is done. */
    static @Nullable Refused file(NoticeDesk desk, DefamationCommand command, Instant receivedAt) {
        DefamationFiling filing = command.getFiling();
        if (filing == null) {
            return Refused.malformed("filing is missing; allowed: the notice");
        }
        String wrong = FilingRules.wrong(filing);
        if (wrong != null) {
            return Refused.malformed(wrong);
        }
        String escalation = command.getEscalation();
        if (escalation != null && Orders.isNoLine(escalation)) {
            return Refused.malformed(
                    "escalation is empty, too long or has control characters; allowed: the id of one, or none; file it"
                            + " again, for the time runs from its receipt");
        }
        List<String> missing = FilingRules.missing(filing);
        boolean valid = missing.isEmpty();
        DefamationNotice notice = DefamationNotice.newBuilder()
                .setId(command.getNotice())
                .setState(valid ? DefamationState.RECEIVED : DefamationState.INCOMPLETE)
                .setMissing(missing)
                .setFiling(DefamationFiling.newBuilder(filing)
                        .setName("")
                        .setEmail("")
                        .build())
                .setReceivedAt(receivedAt)
                .setEscalation(escalation)
                .setRules(desk.rules().version())
                .setUpdatedAt(desk.now())
                .build();
        DefamationFile file = DefamationFile.newBuilder()
                .setNotice(notice)
                .setName(filing.getName())
                .setEmail(filing.getEmail())
                .build();
        Deadline time = desk.rules().operatorTime();
        if (valid) {
            Duties.ask(
                    notice, DutyKind.DECIDE_CONTACT, "SI 2013/3028, Schedule, paragraphs 2, 3 and 9", receivedAt, time);
        } else {
            Duties.ask(notice, DutyKind.TELL_DEFECTIVE, "SI 2013/3028, reg 4", receivedAt, time);
            Drafts.draft(desk, file, Kind.DEFECTIVE_NOTICE);
        }
        Supplements.filing(desk, file);
        desk.keep(file, command, receivedAt);
        return null;
    }
}
