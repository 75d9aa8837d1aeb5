package dev.sluice.topology.route;

import dev.sluice.schemas.LegalClock;
import dev.sluice.schemas.LegalRegime;
import dev.sluice.schemas.Urgency;
import java.util.List;

/**
 * What the tables of legal routes say of an escalation.
 *
 * @param regimes one for each jurisdiction, the most urgent first
 * @param clocks their time limits: what is due, in order, then what has not started
 * @param urgency the most urgent of the regimes and of the rule that escalates
 * @param retention the longest that a regime asks for, as an ISO 8601 period
 * @param requestedAction what legal is asked to do
 * @param notes what could not be worked out, in plain words
 */
record LegalGround(
        List<LegalRegime> regimes,
        List<LegalClock> clocks,
        Urgency urgency,
        String retention,
        String requestedAction,
        List<String> notes) {}
