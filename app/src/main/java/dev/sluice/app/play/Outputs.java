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

/** Takes what the pipeline puts out, record by record; those of one thread in the order in which they were written. */
public interface Outputs {
    /** A post was decided. */
    void decided(Decision decision) throws IOException;

    /** The platform is asked to do something. */
    void asked(Action action) throws IOException;

    /** A review case was opened or withdrawn. */
    void reviewed(ReviewCase reviewCase) throws IOException;

    /** A case stands otherwise than before. Not everybody cares. */
    default void stands(CaseStatus status) throws IOException {}

    /** A thread was offered to a mediator. */
    void mediated(MediationCase mediation) throws IOException;

    /** A post was escalated to legal. */
    void escalated(Escalation escalation) throws IOException;

    /** The evidence of an escalation was sealed. */
    void sealed(EvidenceReceipt receipt) throws IOException;

    /** A restriction was stated to its author. */
    default void stated(StatementOfReasons statement) throws IOException {}

    /** A person found something about a post. */
    default void labelled(Label label) throws IOException {}

    /** The counts of a window have changed. */
    default void reported(CommunityReport report) throws IOException {}

    /** A record could not be taken in. */
    void refused(DeadLetter deadLetter) throws IOException;
}
