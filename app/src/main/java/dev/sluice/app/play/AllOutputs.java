package dev.sluice.app.play;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.StatementOfReasons;
import java.io.IOException;
import java.util.List;

/** Hands everything to several takers, in order. */
public record AllOutputs(List<Outputs> takers) implements Outputs {
    /** Copies the list. */
    public AllOutputs {
        takers = List.copyOf(takers);
    }

    @Override
    public void decided(Decision decision) throws IOException {
        for (Outputs taker : takers) {
            taker.decided(decision);
        }
    }

    @Override
    public void asked(Action action) throws IOException {
        for (Outputs taker : takers) {
            taker.asked(action);
        }
    }

    @Override
    public void reviewed(ReviewCase reviewCase) throws IOException {
        for (Outputs taker : takers) {
            taker.reviewed(reviewCase);
        }
    }

    @Override
    public void stands(CaseStatus status) throws IOException {
        for (Outputs taker : takers) {
            taker.stands(status);
        }
    }

    @Override
    public void mediated(MediationCase mediation) throws IOException {
        for (Outputs taker : takers) {
            taker.mediated(mediation);
        }
    }

    @Override
    public void escalated(Escalation escalation) throws IOException {
        for (Outputs taker : takers) {
            taker.escalated(escalation);
        }
    }

    @Override
    public void sealed(EvidenceReceipt receipt) throws IOException {
        for (Outputs taker : takers) {
            taker.sealed(receipt);
        }
    }

    @Override
    public void stated(StatementOfReasons statement) throws IOException {
        for (Outputs taker : takers) {
            taker.stated(statement);
        }
    }

    @Override
    public void labelled(Label label) throws IOException {
        for (Outputs taker : takers) {
            taker.labelled(label);
        }
    }

    @Override
    public void reported(CommunityReport report) throws IOException {
        for (Outputs taker : takers) {
            taker.reported(report);
        }
    }

    @Override
    public void refused(DeadLetter deadLetter) throws IOException {
        for (Outputs taker : takers) {
            taker.refused(deadLetter);
        }
    }
}
