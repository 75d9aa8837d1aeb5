package dev.sluice.topology.casework.queue;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.HandledPost;
import dev.sluice.schemas.PartyRole;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.topology.casework.clock.Deadlines;
import dev.sluice.topology.casework.clock.Leases;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.NewCase;
import dev.sluice.topology.casework.docket.NewCase.Wait;
import dev.sluice.topology.casework.docket.People;
import dev.sluice.topology.decide.PeoplesRulings;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Duration;

/** Opens the cases that the pipeline asks for, and withdraws those that it no longer does. */
public final class Openings {
    private final CaseworkRules rules;
    private final GoldenItems golden;

    /** Openings by these rules. */
    public Openings(CaseworkRules rules) {
        this.rules = rules;
        this.golden = new GoldenItems(rules.golden());
    }

    /** What the pipeline says about a case. */
    public void take(Docket docket, ReviewCase review) {
        if (PeoplesRulings.bringsWords(review.getRule())) {
            bringWords(docket, review);
            return;
        }
        switch (review.getState()) {
            case OPEN -> open(docket, review);
            case WITHDRAWN, DECIDED -> withdraw(docket, review);
            case CLAIMED, UNKNOWN -> {}
        }
    }

    private void open(Docket docket, ReviewCase review) {
        if (docket.file(review.getId()) != null) {
            return;
        }
        PostFile post = known(docket, review);
        Duration time = Duration.between(review.getOpenedAt(), review.getDueAt());
        Wait wait = new Wait(review.getQueue(), review.getPriority(), review.getOpenedAt(), time);
        CaseFile file = NewCase.of(review.getId(), CaseSource.POLICY, review.getRule(), post, wait, docket.now());
        fill(file, review);
        file.getStatus().setRationale(review.getRationale());
        file.setSampled(Draw.isDrawn(
                "second-review", review.getId(), rules.secondReview().share()));
        file.setSevere(rules.isSevere(review.getQueue()));
        file.setTwoPeople(file.getSampled() || rules.needsTwoPeople(review.getQueue(), review.getRule()));
        for (HandledPost handled : post.getHandled()) {
            if (handled.getRevision() == review.getRevision()) {
                file.setExcluded(People.first(handled.getReviewer(), file.getExcluded()));
            }
        }
        NewCase.noteOpen(post, review.getId());
        docket.keep(post);
        docket.keep(file);
        CaseFile test = golden.beside(file, docket.now());
        if (test != null && docket.file(test.getStatus().getId()) == null) {
            docket.keep(test);
        }
    }

    private static void withdraw(Docket docket, ReviewCase review) {
        CaseFile file = docket.file(review.getId());
        if (file == null || Deadlines.isOver(file.getStatus())) {
            return;
        }
        PostFile post = known(docket, review);
        post.setOpenCases(People.without(post.getOpenCases(), review.getId()));
        docket.keep(post);
        Leases.close(file, CaseState.WITHDRAWN);
        file.getStatus().setText("");
        file.getStatus().setVerdict(review.getRationale());
        docket.keep(file);
    }

    /**
     * A notice or an appeal names a post, and what was posted comes from the pipeline, if it still knows. The decision
     * that brings it only asks; that which an author contests is known from the appeal.
     */
    private static void bringWords(Docket docket, ReviewCase review) {
        PostFile post = known(docket, review);
        docket.keep(post);
        for (String id : post.getOpenCases()) {
            CaseFile file = docket.file(id);
            boolean asks = file != null && file.getStatus().getSource() != CaseSource.POLICY;
            if (file != null && asks && file.getStatus().getText().isEmpty()) {
                CaseStatus status = file.getStatus();
                String contested = status.getDecision();
                fill(file, review);
                if (file.getRole() == PartyRole.AUTHOR) {
                    status.setDecision(contested);
                }
                status.setHarm(Math.max(status.getHarm(), review.getPriority()));
                file.setExcluded(People.with(file.getExcluded(), NewCase.partiesOf(post)));
                file.setExcluded(People.first(post.getTarget(), file.getExcluded()));
                file.setExcluded(People.first(post.getAuthor(), file.getExcluded()));
                docket.keep(file);
            }
        }
    }

    private static void fill(CaseFile file, ReviewCase review) {
        CaseStatus status = file.getStatus();
        status.setDecision(review.getDecision());
        status.setRevision(review.getRevision());
        status.setAuthor(review.getAuthor());
        status.setText(review.getText());
        status.setSpans(review.getSpans());
        if (review.getUrl() != null) {
            status.setUrl(review.getUrl());
        }
        file.setPartition(review.getPartition());
    }

    private static PostFile known(Docket docket, ReviewCase review) {
        PostFile post = docket.post(review.getPost(), review.getThread());
        post.setCommunity(review.getCommunity());
        post.setPartition(review.getPartition() < 0 ? post.getPartition() : review.getPartition());
        post.setRevision(Math.max(post.getRevision(), review.getRevision()));
        post.setAuthor(review.getAuthor() == null ? post.getAuthor() : review.getAuthor());
        post.setTarget(review.getTarget() == null ? post.getTarget() : review.getTarget());
        return post;
    }
}
