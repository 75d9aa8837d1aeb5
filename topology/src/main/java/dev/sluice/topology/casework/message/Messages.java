package dev.sluice.topology.casework.message;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseMessage;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Contestable;
import dev.sluice.schemas.GivenVerdict;
import dev.sluice.schemas.MessageKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PartyRole;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.Verdict;
import dev.sluice.topology.casework.clock.AppealWindow;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What notifiers and members who appeal are told: receipt (DSA article 16(4)), decision and redress (16(5), 20(5)). The
 * platform sends the messages; it knows names and addresses, and these records do not.
 */
public final class Messages {
    private static final String REDRESS =
            " You may go to a certified out-of-court dispute settlement body or to a court.";

    private final AppealWindow window;
    private final Contestables contestables;

    /** Messages by these rules. */
    public Messages(CaseworkRules rules) {
        this.window = new AppealWindow(rules.appeals());
        this.contestables = new Contestables(window);
    }

    /**
     * A notice as it was received.
     *
     * @param notice the notice, without name and address
     * @param missing what it lacks
     * @param caseId the case that it opens; empty where the content cannot be found
     */
    public record Received(ContentNotice notice, List<String> missing, String caseId) {}

    /** Tells that a notice has arrived, or what it lacks. */
    public void received(Docket docket, Received notice) {
        boolean complete = notice.missing().isEmpty();
        MessageKind kind = complete ? MessageKind.NOTICE_RECEIPT : MessageKind.NOTICE_INCOMPLETE;
        String text = complete
                ? "We have received your notice and a person will decide about it."
                : "We have received your notice. It lacks: " + String.join(", ", notice.missing()) + "."
                        + (notice.caseId().isEmpty()
                                ? " Without the exact location we cannot find the content; please send it again."
                                : " A person will decide about it as far as that is possible; you may send it again.");
        CaseMessage message =
                message(docket, kind, notice.notice().getId(), notice.notice().getThread());
        message.setTo(notice.notice().getNotifier());
        message.setNotice(notice.notice().getId());
        message.setPost(notice.notice().getPost());
        message.setMissing(notice.missing());
        message.setText(text);
        send(docket, message);
    }

    /** Tells the notifier what was decided, and how it can be contested; notes that on the post's file. */
    public void noticeDecided(Docket docket, CaseFile file, PostFile post, GivenVerdict last) {
        CaseStatus status = file.getStatus();
        Instant now = Instant.ofEpochMilli(docket.now());
        Instant until = window.until(now);
        String decision = status.getId() + "/verdict";
        String party = file.getParty();
        if (party != null) {
            contestables.add(
                    post,
                    new Contestable(decision, status.getRevision(), party, PartyRole.NOTIFIER, now, false, true),
                    docket.now());
        }
        CaseMessage message = message(docket, MessageKind.NOTICE_DECISION, status.getId(), status.getThread());
        message.setTo(party);
        message.setNotice(file.getNotice());
        message.setPost(status.getPost());
        message.setDecision(decision);
        message.setOutcome(last.getOutcome());
        message.setContestUntil(until);
        message.setText("A person has decided about your notice: " + said(last.getOutcome())
                + " You may contest this free of charge until " + until + "." + REDRESS);
        send(docket, message);
    }

    /** Tells who appealed that the appeal has arrived. */
    public void appealReceived(Docket docket, CaseFile file) {
        CaseStatus status = file.getStatus();
        CaseMessage message = message(docket, MessageKind.APPEAL_RECEIPT, status.getId(), status.getThread());
        fillAppeal(message, file);
        message.setText("We have received your appeal. A person who had no part in the decision will look at it.");
        send(docket, message);
    }

    /** Tells who appealed what came of it. */
    public void appealDecided(Docket docket, CaseFile file, GivenVerdict last) {
        CaseStatus status = file.getStatus();
        CaseMessage message = message(docket, MessageKind.APPEAL_DECISION, status.getId(), status.getThread());
        fillAppeal(message, file);
        message.setOutcome(last.getOutcome());
        message.setText("A person who had no part in the decision has looked at it again: " + said(last.getOutcome())
                + REDRESS);
        send(docket, message);
    }

    /** Tells a member that a report has arrived. */
    public static void reportReceived(Docket docket, PostFile post, String reporter) {
        CaseMessage message = report(docket, MessageKind.REPORT_RECEIPT, post, reporter);
        message.setText("Thank you for your report. If it is needed, a person looks at the post.");
        send(docket, message);
    }

    /** Tells a member what people decided about a post that they reported. */
    public static void reportDecided(Docket docket, PostFile post, String reporter, Verdict verdict) {
        Outcome outcome = verdict.getOutcome();
        CaseMessage message = report(docket, MessageKind.REPORT_DECISION, post, reporter);
        message.setId(verdict.getId() + "/" + reporter);
        message.setOutcome(outcome);
        message.setText("A person has looked at the post that you reported: " + said(outcome));
        send(docket, message);
    }

    private static CaseMessage report(Docket docket, MessageKind kind, PostFile post, String reporter) {
        CaseMessage message = message(docket, kind, post.getPost() + "/" + reporter, post.getThread());
        message.setTo(reporter);
        message.setPost(post.getPost());
        return message;
    }

    private static void fillAppeal(CaseMessage message, CaseFile file) {
        message.setTo(file.getParty());
        message.setAppeal(file.getStatus().getId());
        message.setNotice(file.getNotice());
        message.setPost(file.getStatus().getPost());
    }

    private static CaseMessage message(Docket docket, MessageKind kind, String about, String thread) {
        CaseMessage message = new CaseMessage();
        message.setId(about + "/" + kind.name().toLowerCase(Locale.ROOT));
        message.setKind(kind);
        message.setThread(thread);
        message.setPost("");
        message.setMissing(List.of());
        // Whatever flagged the post first, a person decided.
        message.setAutomated(false);
        message.setAt(Instant.ofEpochMilli(docket.now()));
        return message;
    }

    private static void send(Docket docket, CaseMessage message) {
        docket.send(Outlets.MESSAGES, message.getThread(), message);
    }

    private static String said(@Nullable Outcome outcome) {
        return outcome == null
                ? ""
                : switch (outcome) {
                    case ALLOW -> "the post stays as it is.";
                    case NUDGE -> "the post stays, and its author is asked to mind the guidelines.";
                    case LIMIT -> "the post is shown to fewer people.";
                    case REMOVE -> "the post is removed.";
                    case REVIEW, UNKNOWN -> "the post is looked at again.";
                };
    }
}
