package dev.sluice.topology.casework.verdict;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.GivenVerdict;
import dev.sluice.schemas.HandledPost;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.Verdict;
import dev.sluice.topology.casework.clock.Leases;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.casework.docket.People;
import dev.sluice.topology.casework.message.Contestables;
import dev.sluice.topology.casework.message.Messages;
import dev.sluice.topology.casework.report.Reports;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What follows from a verdict that is final: a ruling for the pipeline, the record, credits, and who is told. */
final class FinalVerdicts {
    /** Of more people who decided about one post, those whose last verdict is the oldest are forgotten. */
    private static final int MAX_HANDLED = 256;

    private final Messages messages;

    FinalVerdicts(CaseworkRules rules) {
        this.messages = new Messages(rules);
    }

    void settle(Docket docket, CaseFile file, GivenVerdict last) {
        CaseStatus status = file.getStatus();
        Leases.close(file, CaseState.DECIDED);
        status.setOutcome(last.getOutcome());
        status.setVerdict(last.getRationale());
        PostFile post = docket.post(status.getPost(), status.getThread());
        noteHandled(post, file);
        if (confirms(status.getSource(), last.getOutcome())) {
            Contestables.confirm(post, status.getRevision(), Instant.ofEpochMilli(docket.now()));
        }
        Verdict verdict = record(file, last);
        Reports.credit(docket, post, verdict);
        docket.send(Outlets.VERDICTS, status.getThread(), verdict);
        docket.send(Outlets.RULINGS, status.getThread(), ruling(file, post, last));
        switch (status.getSource()) {
            case NOTICE -> messages.noticeDecided(docket, file, post, last);
            case APPEAL -> messages.appealDecided(docket, file, last);
            case POLICY, UNKNOWN -> {}
        }
        status.setText("");
        docket.keep(post);
        docket.keep(file);
    }

    /** What an appeal led to is final here. */
    private static boolean confirms(CaseSource source, Outcome outcome) {
        return source != CaseSource.APPEAL && (outcome == Outcome.LIMIT || outcome == Outcome.REMOVE);
    }

    private static void noteHandled(PostFile post, CaseFile file) {
        CaseStatus status = file.getStatus();
        List<HandledPost> handled = new ArrayList<>(post.getHandled());
        for (GivenVerdict given : file.getVerdicts()) {
            HandledPost now = new HandledPost(given.getReviewer(), status.getRevision());
            handled.remove(now);
            handled.add(now);
        }
        int from = Math.max(0, handled.size() - MAX_HANDLED);
        post.setHandled(new ArrayList<>(handled.subList(from, handled.size())));
        post.setOpenCases(People.without(post.getOpenCases(), status.getId()));
    }

    private static Verdict record(CaseFile file, GivenVerdict last) {
        CaseStatus status = file.getStatus();
        return Verdict.newBuilder()
                .setId(verdictId(status))
                .setCase$(status.getId())
                .setSource(status.getSource())
                .setDecision(status.getDecision())
                .setPost(status.getPost())
                .setRevision(status.getRevision())
                .setThread(status.getThread())
                .setCommunity(status.getCommunity())
                .setQueue(status.getQueue())
                .setRule(status.getRule())
                .setOutcome(last.getOutcome())
                .setClause(last.getClause())
                .setFindings(last.getFindings())
                .setRationale(last.getRationale())
                .setReviewers(file.getVerdicts().stream()
                        .map(GivenVerdict::getReviewer)
                        .toList())
                .setSampled(file.getSampled())
                .setNotice(file.getNotice())
                .setBreached(status.getBreached())
                .setOpenedAt(status.getOpenedAt())
                .setDecidedAt(last.getGivenAt())
                .build();
    }

    static String verdictId(CaseStatus status) {
        return status.getId() + "/verdict";
    }

    private static CaseRuling ruling(CaseFile file, PostFile post, GivenVerdict last) {
        CaseStatus status = file.getStatus();
        boolean appeal = status.getSource() == CaseSource.APPEAL;
        return CaseRuling.newBuilder()
                .setId(verdictId(status))
                .setKind(appeal ? RulingKind.APPEAL : RulingKind.VERDICT)
                .setCase$(status.getId())
                .setPost(status.getPost())
                .setRevision(status.getRevision())
                .setThread(status.getThread())
                .setCommunity(status.getCommunity())
                .setPartition(file.getPartition() < 0 ? post.getPartition() : file.getPartition())
                .setAuthor(post.getAuthor())
                .setTarget(post.getTarget())
                .setOutcome(last.getOutcome())
                .setClause(last.getClause())
                .setRationale(last.getRationale())
                .setLegalCategory(last.getLegalCategory())
                .setDueAt(last.getGivenAt())
                .setRuledAt(last.getGivenAt())
                .build();
    }
}
