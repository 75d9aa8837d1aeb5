package dev.sluice.topology.route;

import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.state.PostStanding.OpenCase;
import java.time.Instant;
import java.util.List;

/** The records that open and withdraw a reviewer's case. */
final class ReviewCases {
    private ReviewCases() {}

    /** Opens a case, with the words to be judged. */
    static ReviewCase open(DecidedPost decided, OpenCase openCase) {
        ReviewCase review = of(decided, openCase);
        review.setState(CaseState.OPEN);
        review.setRationale(decided.decision().getRationale());
        review.setText(decided.assessed().getPost().getText());
        review.setSpans(decided.decision().getSpans());
        return review;
    }

    /** Withdraws a case, or says that people have decided it, without repeating the words. */
    static ReviewCase withdraw(DecidedPost decided, OpenCase openCase) {
        ReviewCase review = of(decided, openCase);
        review.setState(isVerdict(decided) ? CaseState.DECIDED : CaseState.WITHDRAWN);
        review.setRationale("Decision " + decided.decision().getId() + " by rule "
                + decided.decision().getRule() + " leaves nothing to decide here.");
        review.setText("");
        review.setSpans(List.of());
        return review;
    }

    private static boolean isVerdict(DecidedPost decided) {
        return decided.decision().getTrigger() == Trigger.VERDICT;
    }

    private static ReviewCase of(DecidedPost decided, OpenCase openCase) {
        Decision decision = decided.decision();
        ReviewCase review = new ReviewCase();
        review.setId(openCase.decision() + "/review");
        review.setDecision(decision.getId());
        review.setPost(decision.getPost());
        review.setRevision(decision.getRevision());
        review.setThread(decision.getThread());
        review.setCommunity(decision.getCommunity());
        review.setAuthor(decision.getAuthor());
        review.setQueue(openCase.queue());
        review.setPriority(openCase.priority());
        review.setOpenedAt(Instant.ofEpochMilli(openCase.openedAt()));
        review.setDueAt(Instant.ofEpochMilli(openCase.dueAt()));
        review.setRule(openCase.rule());
        review.setTarget(decided.assessed().getPost().getTarget());
        review.setUrl(decided.assessed().getPost().getUrl());
        review.setPartition(decided.assessed().getSource().getPartition());
        return review;
    }
}
