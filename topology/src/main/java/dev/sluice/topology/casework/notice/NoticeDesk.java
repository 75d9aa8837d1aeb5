package dev.sluice.topology.casework.notice;

import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.HandledPost;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PartyRole;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.RulingKind;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Docket.Asked;
import dev.sluice.topology.casework.docket.NewCase;
import dev.sluice.topology.casework.docket.NewCase.Wait;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.casework.docket.People;
import dev.sluice.topology.casework.docket.Words;
import dev.sluice.topology.casework.message.Messages;
import dev.sluice.topology.decide.PeoplesRulings;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;
import java.util.List;

/**
 * Takes notices: a receipt at once, a case with a clock of its own wherever the content can be found, and the words of
 * the post from the pipeline. An incomplete notice is told what it lacks, and a person looks at it all the same.
 */
public final class NoticeDesk {
    private final CaseworkRules rules;
    private final Messages messages;

    /** A desk by these rules. */
    public NoticeDesk(CaseworkRules rules) {
        this.rules = rules;
        this.messages = new Messages(rules);
    }

    /** Takes a notice. */
    public void take(Docket docket, CaseEvent event, ContentNotice notice) {
        boolean found = !notice.getPost().isBlank();
        String caseId = found ? "notice/" + notice.getId() : "";
        if (found && docket.file(caseId) != null) {
            return;
        }
        if (!event.getMissing().isEmpty() || !found) {
            refuse(docket, event, notice, found);
        }
        messages.received(docket, new Messages.Received(notice, missing(event, found), caseId));
        if (found) {
            open(docket, event, notice, caseId);
        }
    }

    private static List<String> missing(CaseEvent event, boolean found) {
        return found || !event.getMissing().isEmpty() ? event.getMissing() : List.of("the id of the post");
    }

    private static void refuse(Docket docket, CaseEvent event, ContentNotice notice, boolean found) {
        docket.refuse(
                new Asked(notice.getId(), "", notice.getThread(), notice.getNotifier()),
                found ? RefusalReason.INCOMPLETE_NOTICE : RefusalReason.UNIDENTIFIABLE,
                "notice " + notice.getId() + " lacks " + String.join(", ", missing(event, found))
                        + "; allowed: what DSA article 16(2) asks for"
                        + (found ? "" : ", with the id of the post, without which there is no case"));
    }

    private void open(Docket docket, CaseEvent event, ContentNotice notice, String caseId) {
        String flagger = notice.getTrustedFlagger();
        boolean trusted = flagger != null && rules.isTrusted(flagger);
        CaseworkRules.Desk desk =
                trusted ? rules.notices().trusted() : rules.notices().desk();
        PostFile post = docket.post(notice.getPost(), notice.getThread());
        String party = notice.getNotifier() == null ? caseId : notice.getNotifier();
        post.setNotifiers(People.with(post.getNotifiers(), notice.getNotifier()));
        post.setCommunity(post.getCommunity().isEmpty() ? notice.getCommunity() : post.getCommunity());
        post.setPartition(event.getPartition());
        Wait wait = new Wait(desk.queue(), desk.harm(), docket.at(notice.getSubmittedAt()), desk.deadline());
        CaseFile file = NewCase.of(caseId, CaseSource.NOTICE, PeoplesRulings.NOTICE_RULE, post, wait, docket.now());
        file.setParty(party);
        file.setRole(PartyRole.NOTIFIER);
        file.setNotice(notice.getId());
        file.setSevere(rules.isSevere(desk.queue()));
        file.setTwoPeople(rules.needsTwoPeople(desk.queue(), PeoplesRulings.NOTICE_RULE));
        for (HandledPost handled : post.getHandled()) {
            file.setExcluded(People.first(handled.getReviewer(), file.getExcluded()));
        }
        file.setExcluded(People.first(notice.getNotifier(), file.getExcluded()));
        CaseStatus status = file.getStatus();
        status.setRationale("Notice " + notice.getId() + (trusted ? " of trusted flagger " + flagger : "")
                + " says that the post is illegal; what it lacks is told to the notifier.");
        status.setGrounds(notice.getExplanation());
        status.setUrl(notice.getUrl());
        Words.copyFromOtherCase(docket, post, file);
        NewCase.noteOpen(post, caseId);
        docket.keep(post);
        docket.keep(file);
        docket.send(Outlets.RULINGS, notice.getThread(), ask(file, post));
    }

    private static CaseRuling ask(CaseFile file, PostFile post) {
        CaseStatus status = file.getStatus();
        Instant at = status.getOpenedAt();
        return CaseRuling.newBuilder()
                .setId(status.getId() + "/ask")
                .setKind(RulingKind.NOTICE)
                .setCase$(status.getId())
                .setPost(status.getPost())
                .setRevision(0)
                .setThread(status.getThread())
                .setCommunity(status.getCommunity())
                .setPartition(post.getPartition())
                .setAuthor(post.getAuthor())
                .setTarget(post.getTarget())
                .setOutcome(Outcome.REVIEW)
                .setRationale("Somebody gave notice that the post is illegal; a person decides, and until then nothing"
                        + " changes.")
                .setQueue(status.getQueue())
                .setDueAt(status.getDueAt())
                .setRuledAt(at)
                .build();
    }
}
