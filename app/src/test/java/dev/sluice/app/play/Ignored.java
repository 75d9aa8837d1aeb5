package dev.sluice.app.play;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.ReviewCase;

/** Takes everything and keeps nothing; a test overrides what it looks at. */
public class Ignored implements Outputs {
    @Override
    public void decided(Decision decision) {}

    @Override
    public void asked(Action action) {}

    @Override
    public void reviewed(ReviewCase reviewCase) {}

    @Override
    public void mediated(MediationCase mediation) {}

    @Override
    public void escalated(Escalation escalation) {}

    @Override
    public void sealed(EvidenceReceipt receipt) {}

    @Override
    public void refused(DeadLetter deadLetter) {}
}
