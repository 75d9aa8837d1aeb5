package dev.sluice.topology.defamation;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.StatementLocation;
import dev.sluice.topology.policy.Letters.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removal, which only a person asks for: the pipeline is told as it is of a verdict, so that the decision supersedes the
 * one in force, can be contested, and the post restored. That it is done is said apart, by whoever has seen it.
 */
final class Removals {
    private static final String DEFAMATION = "DEFAMATION";

    private Removals() {}

    /** A person asks for removal. */
    static @Nullable Refused remove(NoticeDesk desk, DefamationFile file, DefamationCommand command) {
        DefamationNotice notice = file.getNotice();
        if (!isToBeRemoved(notice.getState())) {
            return PosterSteps.stands(
                    notice, "NO_CONTACT, REPEAT, POSTER_SILENT, POSTER_INCOMPLETE, POSTER_CONSENTS, ORDERED");
        }
        if (command.getReason().isBlank()) {
            return Refused.malformed("reason is empty; allowed: why, in words for the poster, quoting nothing");
        }
        List<StatementLocation> posts = notice.getFiling().getLocations().stream()
                .filter(location -> !location.getPost().isBlank())
                .toList();
        int number = 0;
        for (StatementLocation post : posts) {
            number++;
            desk.send(Outlets.RULINGS, post.getThread(), ruling(desk, notice, command, post, number));
        }
        notice.setRemovalOrderedAt(desk.now());
        return null;
    }

    private static boolean isToBeRemoved(DefamationState state) {
        return switch (state) {
            case NO_CONTACT, REPEAT, POSTER_SILENT, POSTER_INCOMPLETE, POSTER_CONSENTS, ORDERED -> true;
            case INCOMPLETE, RECEIVED, AWAITING_POSTER, POSTER_REFUSES, REMOVED_OTHERWISE, CLOSED, UNKNOWN -> false;
        };
    }

    private static CaseRuling ruling(
            NoticeDesk desk, DefamationNotice notice, DefamationCommand command, StatementLocation post, int number) {
        Instant now = desk.now();
        return CaseRuling.newBuilder()
                .setId("defamation/" + notice.getId() + "/" + command.getId() + "/" + number)
                .setKind(RulingKind.VERDICT)
                .setCase$("defamation/" + notice.getId())
                .setPost(post.getPost())
                .setRevision(post.getRevision())
                .setThread(post.getThread())
                .setCommunity(post.getCommunity())
                .setPartition(post.getPartition())
                .setAuthor(notice.getFiling().getAuthor())
                .setOutcome(Outcome.REMOVE)
                .setRationale(command.getReason())
                .setLegalCategory(DEFAMATION)
                .setDueAt(now)
                .setRuledAt(now)
                .build();
    }

    /** The statement was removed: as asked for, by its poster, or by the operator of its own accord. */
    static @Nullable Refused removed(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        DefamationNotice notice = file.getNotice();
        DefamationState state = notice.getState();
        if (state == DefamationState.CLOSED || state == DefamationState.INCOMPLETE || notice.getRemovedAt() != null) {
            return PosterSteps.stands(
                    notice, "a valid notice that is open, and a statement that was not removed before");
        }
        notice.setRemovedAt(at);
        if (isToBeRemoved(state)) {
            PosterSteps.complete(desk, notice, DutyKind.REMOVE, at, command);
        } else {
            Duties.dropAll(notice);
            Drafts.replace(notice, DutyKind.NOTIFY_POSTER, DutyKind.ACKNOWLEDGE, DutyKind.TELL_REFUSED);
            notice.setState(DefamationState.REMOVED_OTHERWISE);
            Duties.ask(
                    notice,
                    DutyKind.TELL_REMOVED,
                    "good practice",
                    at,
                    desk.rules().operatorTime());
        }
        Drafts.draft(desk, file, Kind.REMOVED);
        return null;
    }
}
