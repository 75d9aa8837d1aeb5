package dev.sluice.topology.casework.appeal;

import dev.sluice.schemas.AppealInput;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.Contestable;
import dev.sluice.schemas.HandledPost;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.RulingKind;
import dev.sluice.topology.casework.clock.AppealWindow;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Docket.Asked;
import dev.sluice.topology.casework.docket.NewCase;
import dev.sluice.topology.casework.docket.NewCase.Wait;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.casework.docket.People;
import dev.sluice.topology.casework.docket.Words;
import dev.sluice.topology.casework.message.Contestables;
import dev.sluice.topology.casework.message.Messages;
import dev.sluice.topology.decide.PeoplesRulings;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;
import java.util.Locale;

/**
 * Takes appeals of those who were told of a decision, within the window, once for each decision. The case that follows is
 * for a person who decided nothing about the post before; what that person decides is a verdict like any other.
 */
public final class Appeals {
    private static final int MAX_GROUNDS = 10_000;

    private final CaseworkRules rules;
    private final AppealWindow window;
    private final Messages messages;

    /** Appeals by these rules. */
    public Appeals(CaseworkRules rules) {
        this.rules = rules;
        this.window = new AppealWindow(rules.appeals());
        this.messages = new Messages(rules);
    }

    /** Takes an appeal. */
    public void file(Docket docket, CaseCommand command, AppealInput input) {
        Asked asked = new Asked(command.getId(), "", command.getThread(), command.getBy());
        PostFile post = docket.post(input.getPost());
        Contestable contested = post == null ? null : Contestables.named(post, input.getDecision());
        if (post == null || contested == null) {
            docket.refuse(
                    asked,
                    RefusalReason.UNKNOWN_DECISION,
                    "decision " + input.getDecision() + " about post " + input.getPost()
                            + " is none that can be contested; allowed: a restriction, or the decision about a notice,"
                            + " as the message about it named it");
            return;
        }
        String caseId = caseId(contested);
        CaseFile known = docket.file(caseId);
        if (known != null && command.getId().equals(known.getOpenedBy())) {
            return;
        }
        if (isAllowed(docket, asked, contested, input) && isInTime(docket, asked, contested, command)) {
            contested.setAppealed(true);
            open(docket, command, post, contested);
        }
    }

    private static boolean isAllowed(Docket docket, Asked asked, Contestable contested, AppealInput input) {
        String decision = contested.getDecision();
        if (!contested.getParty().equals(asked.by())) {
            docket.refuse(
                    asked,
                    RefusalReason.STRANGER,
                    "decision " + decision + " was not told to " + asked.by()
                            + "; allowed: the author of the post, or who gave the notice that it is about");
            return false;
        }
        if (contested.getAppealed()) {
            docket.refuse(
                    asked,
                    RefusalReason.ALREADY_APPEALED,
                    "decision " + decision + " was contested before, in case " + caseId(contested) + "; allowed: once");
            return false;
        }
        int length = input.getGrounds().strip().length();
        if (length == 0 || length > MAX_GROUNDS) {
            docket.refuse(
                    asked,
                    RefusalReason.MALFORMED,
                    "grounds have " + length + " characters; allowed: 1 to " + MAX_GROUNDS);
            return false;
        }
        return true;
    }

    private boolean isInTime(Docket docket, Asked asked, Contestable contested, CaseCommand command) {
        Instant at = docket.at(command.getAt());
        Instant until = window.until(contested.getInformedAt());
        if (at.isBefore(until)) {
            return true;
        }
        docket.refuse(
                asked,
                RefusalReason.TOO_LATE,
                "decision " + contested.getDecision() + " could be contested until " + until + ", and the appeal is of "
                        + at + "; allowed: " + rules.appeals().months() + " months from the day of being told");
        return false;
    }

    private void open(Docket docket, CaseCommand command, PostFile post, Contestable contested) {
        CaseworkRules.Desk desk = rules.appeals().desk();
        Wait wait = new Wait(desk.queue(), desk.harm(), docket.at(command.getAt()), desk.deadline());
        CaseFile file = NewCase.of(
                caseId(contested), CaseSource.APPEAL, PeoplesRulings.COMPLAINT_RULE, post, wait, docket.now());
        for (HandledPost handled : post.getHandled()) {
            file.setExcluded(People.first(handled.getReviewer(), file.getExcluded()));
        }
        file.setExcluded(People.first(command.getBy(), file.getExcluded()));
        file.setParty(command.getBy());
        file.setRole(contested.getRole());
        file.setOpenedBy(command.getId());
        file.setSevere(rules.isSevere(desk.queue()));
        file.setTwoPeople(rules.needsTwoPeople(desk.queue(), PeoplesRulings.COMPLAINT_RULE));
        CaseStatus status = file.getStatus();
        status.setDecision(contested.getDecision());
        status.setRevision(contested.getRevision());
        AppealInput input = command.getAppeal();
        status.setGrounds(input == null ? "" : input.getGrounds().strip());
        status.setRationale("Decision " + contested.getDecision() + " is contested by the "
                + contested.getRole().name().toLowerCase(Locale.ROOT) + ".");
        Words.copyFromOtherCase(docket, post, file);
        NewCase.noteOpen(post, status.getId());
        docket.keep(post);
        docket.keep(file);
        messages.appealReceived(docket, file);
        docket.send(Outlets.RULINGS, status.getThread(), ask(file, post));
    }

    private static CaseRuling ask(CaseFile file, PostFile post) {
        CaseStatus status = file.getStatus();
        return CaseRuling.newBuilder()
                .setId(status.getId() + "/ask")
                .setKind(RulingKind.COMPLAINT)
                .setCase$(status.getId())
                .setPost(status.getPost())
                .setRevision(status.getRevision())
                .setThread(status.getThread())
                .setCommunity(status.getCommunity())
                .setPartition(post.getPartition())
                .setAuthor(post.getAuthor())
                .setTarget(post.getTarget())
                .setOutcome(Outcome.REVIEW)
                .setRationale("The decision is contested; a person looks again, and until then nothing changes.")
                .setQueue(status.getQueue())
                .setDueAt(status.getDueAt())
                .setRuledAt(status.getOpenedAt())
                .build();
    }

    private static String caseId(Contestable contested) {
        return contested.getDecision() + "/appeal";
    }
}
