package dev.sluice.topology.casework.docket;

import dev.sluice.schemas.CaseAlert;
import dev.sluice.schemas.CaseMessage;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.QaResult;
import dev.sluice.schemas.ReporterCredit;
import dev.sluice.schemas.Verdict;
import dev.sluice.topology.step.Outlet;

/** Where casework sends what. */
public final class Outlets {
    /** Where cases stand. */
    public static final Outlet<CaseStatus> CASES = new Outlet<>("cases");

    /** Final verdicts. */
    public static final Outlet<Verdict> VERDICTS = new Outlet<>("verdicts");

    /** What people ruled, to the pipeline. */
    public static final Outlet<CaseRuling> RULINGS = new Outlet<>("rulings");

    /** What was asked and not done. */
    public static final Outlet<CommandRefusal> REFUSALS = new Outlet<>("refusals");

    /** What notifiers and appellants are told. */
    public static final Outlet<CaseMessage> MESSAGES = new Outlet<>("messages-out");

    /** Cases that call for attention. */
    public static final Outlet<CaseAlert> ALERTS = new Outlet<>("case-alerts");

    /** Verdicts held against known answers and each other. */
    public static final Outlet<QaResult> QA = new Outlet<>("qa-results");

    /** Claims on their way to the limits of their reviewer. */
    public static final Outlet<ClaimCheck> TOWARD_REVIEWER = new Outlet<>("toward-reviewer");

    /** What verdicts say of reports, on their way to the reporter. */
    public static final Outlet<ReporterCredit> TOWARD_REPORTER = new Outlet<>("toward-reporter");

    /** Records that cannot be read. */
    public static final Outlet<DeadLetter> DEAD_LETTERS = new Outlet<>("dead-letters-of-casework");

    private Outlets() {}
}
