package dev.sluice.topology.defamation;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DefamationAlert;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.Letter;
import dev.sluice.topology.step.Outlet;

/** Where the flow of notices sends what. */
final class Outlets {
    /** Where notices stand. */
    static final Outlet<DefamationNotice> NOTICES = new Outlet<>("defamation-notices");

    /** Letters, to be sent. */
    static final Outlet<Letter> LETTERS = new Outlet<>("letters-out");

    /** Duties that call for attention. */
    static final Outlet<DefamationAlert> ALERTS = new Outlet<>("defamation-alerts");

    /** What was asked and not done. */
    static final Outlet<CommandRefusal> REFUSALS = new Outlet<>("defamation-refusals");

    /** Removals that a person asked for, to the pipeline. */
    static final Outlet<CaseRuling> RULINGS = new Outlet<>("rulings");

    /** Notices and letters, to the evidence. */
    static final Outlet<EvidenceSupplement> SUPPLEMENTS = new Outlet<>("supplements");

    /** Records that cannot be read. */
    static final Outlet<DeadLetter> DEAD_LETTERS = new Outlet<>("dead-letters-of-defamation");

    private Outlets() {}
}
