package dev.sluice.app.command;

import dev.sluice.app.notices.NoticeBoard;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.Printable;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.LetterReference;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes commands about notices, and prints what becomes of them. Prints no words and no names unless asked to. */
final class NoticeAnswers {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private NoticeAnswers() {}

    /** A command, with an id of its own. */
    static DefamationCommand.Builder command(
            DefamationAct act, String notice, String by, @Nullable String at, @Nullable String reason) {
        Instant now = Instant.now();
        return DefamationCommand.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setAct(act)
                .setNotice(notice)
                .setBy(by)
                .setHappenedAt(at == null ? now : instant("--at", at))
                .setReason(reason == null ? "" : reason)
                .setAt(now);
    }

    /** A time that an option names. */
    static Instant instant(String option, String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw CommandException.usage(option + " is '" + value + "'; allowed: a time such as 2026-12-18T15:00:00Z");
        }
    }

    /**
     * Sends a command and waits.
     *
     * @return where the notice stands then
     */
    static DefamationNotice send(NoticeBoard board, DefamationCommand command) {
        return accepted(ask(board, command));
    }

    /** Sends a command and waits. */
    static NoticeBoard.Answer ask(NoticeBoard board, DefamationCommand command) {
        NoticeBoard.Answer answer = board.send(command, ANSWER_WITHIN);
        if (answer == null) {
            throw CommandException.failed("nothing was heard of command " + command.getId() + " within "
                    + ANSWER_WITHIN.toSeconds() + " s; is the pipeline running, with notices of defamation?");
        }
        return answer;
    }

    /** Where the notice stands, unless the command was refused. */
    static DefamationNotice accepted(NoticeBoard.Answer answer) {
        CommandRefusal refusal = answer.refusal();
        if (refusal != null) {
            throw CommandException.failed(refusal.getReason() + ": " + refusal.getMessage());
        }
        DefamationNotice notice = answer.notice();
        if (notice == null) {
            throw new IllegalStateException("an answer is a refusal or a notice");
        }
        return notice;
    }

    /** One line: where the notice stands, and what is due next. */
    static void line(Terminal terminal, DefamationNotice notice) {
        DefamationDuty next = notice.getDuties().stream()
                .filter(NoticeAnswers::isOpen)
                .min((first, second) -> first.getDueAt().compareTo(second.getDueAt()))
                .orElse(null);
        String due = next == null
                ? ""
                : "  due " + next.getDueAt() + " " + lower(next.getKind().name());
        String outcome = notice.getOutcome() == null ? "" : " (" + notice.getOutcome() + ")";
        terminal.out()
                .println(printable(notice.getId()) + "  "
                        + lower(notice.getState().name()) + outcome + due);
    }

    /** All that is known but the words and who is who. */
    static void whole(Terminal terminal, DefamationNotice notice, boolean words) {
        line(terminal, notice);
        terminal.out().println("  received " + notice.getReceivedAt());
        notice.getMissing().forEach(missing -> terminal.out().println("  lacks " + missing));
        if (notice.getPosterDeadline() != null) {
            terminal.out().println("  poster may answer until " + notice.getPosterDeadline());
        }
        for (DefamationDuty duty : notice.getDuties()) {
            terminal.out().println("  " + duty(duty));
        }
        for (LetterReference letter : notice.getLetters()) {
            String state = letter.getReplaced()
                    ? "replaced, do not send"
                    : letter.getSentAt() == null ? "to be sent" : "sent " + letter.getSentAt();
            terminal.out()
                    .println("  letter " + printable(letter.getId()) + " to " + letter.getTo() + ", "
                            + letter.getVersion() + ", " + state);
        }
        notice.getDisclosures()
                .forEach(disclosure -> terminal.out()
                        .println("  details disclosed " + disclosure.getAt() + " by " + printable(disclosure.getBy())
                                + " on " + disclosure.getBasis()));
        if (words) {
            notice.getFiling().getWords().lines().forEach(line -> terminal.out().println("  | " + printable(line)));
        }
    }

    private static String duty(DefamationDuty duty) {
        String kind = lower(duty.getKind().name()) + " by " + duty.getDueAt();
        if (duty.getDropped()) {
            return kind + ", no longer asked for";
        }
        if (duty.getDoneAt() == null) {
            return kind + (duty.getMissed() ? ", OVERDUE" : "");
        }
        String late = !duty.getLate()
                ? ""
                : duty.getLateReason() == null ? ", LATE and nobody has said why" : ", late, explained";
        return kind + ", done " + duty.getDoneAt() + late;
    }

    private static boolean isOpen(DefamationDuty duty) {
        return duty.getDoneAt() == null && !duty.getDropped();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a stranger wrote must not draw on a terminal. */
    static String printable(String line) {
        return Printable.line(line);
    }
}
