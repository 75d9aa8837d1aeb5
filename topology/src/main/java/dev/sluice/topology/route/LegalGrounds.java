package dev.sluice.topology.route;

import dev.sluice.schemas.LegalClock;
import dev.sluice.schemas.LegalRegime;
import dev.sluice.schemas.Urgency;
import dev.sluice.topology.calendar.OutsideCalendarException;
import dev.sluice.topology.policy.LegalRoute;
import dev.sluice.topology.policy.LegalRoute.Authority;
import dev.sluice.topology.policy.LegalRoute.Clock;
import dev.sluice.topology.policy.LegalRoute.Retention;
import dev.sluice.topology.policy.LegalRoute.Source;
import dev.sluice.topology.policy.LegalRoute.Start;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.LegalRoutes.Found;
import dev.sluice.topology.policy.Ruling;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Asks the tables of legal routes about an escalation, and starts the clocks that it starts. */
final class LegalGrounds {
    private static final String LIFE_FIRST = "Look now: decide whether to tell the police or an emergency service.";

    /** As many regimes, and clocks, as an escalation can hold. */
    private static final int MAX_REGIMES = 32;

    private static final int MAX_CLOCKS = 64;

    private static final Comparator<LegalClock> DUE_FIRST =
            Comparator.comparing(LegalClock::getDueAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private final LegalRoutes routes;

    LegalGrounds(LegalRoutes routes) {
        this.routes = routes;
    }

    /** What the tables say; there always is at least one regime where there is a jurisdiction. */
    LegalGround of(Ruling.Escalate escalate, List<String> jurisdictions, Instant escalatedAt) {
        List<Found> found =
                routes.of(escalate.category(), jurisdictions.isEmpty() ? List.of(LegalRoute.ANY) : jurisdictions);
        List<String> notes = new ArrayList<>();
        if (found.size() > MAX_REGIMES) {
            notes.add("Regimes of " + (found.size() - MAX_REGIMES) + " more jurisdictions: at most " + MAX_REGIMES
                    + " are recorded.");
            found = found.subList(0, MAX_REGIMES);
        }
        Urgency urgency = escalate.urgency();
        List<LegalClock> clocks = new ArrayList<>();
        Retention longest = found.get(0).route().retention();
        for (Found one : found) {
            urgency = LegalRoutes.mostUrgent(urgency, one.route().urgency());
            longest = one.route().retention().days() > longest.days()
                    ? one.route().retention()
                    : longest;
            one.route().clocks().forEach(clock -> clocks.add(clock(one, clock, escalatedAt, notes)));
        }
        clocks.sort(DUE_FIRST);
        if (clocks.size() > MAX_CLOCKS) {
            notes.add("The clocks that end last, " + (clocks.size() - MAX_CLOCKS) + " of " + clocks.size()
                    + ": at most " + MAX_CLOCKS + " are recorded.");
        }
        return new LegalGround(
                found.stream().map(LegalGrounds::regime).toList(),
                clocks.size() <= MAX_CLOCKS ? clocks : clocks.subList(0, MAX_CLOCKS),
                urgency,
                longest.period().toString(),
                requestedAction(urgency, found),
                notes);
    }

    private static LegalRegime regime(Found found) {
        LegalRoute route = found.route();
        Authority authority = route.authority();
        return LegalRegime.newBuilder()
                .setJurisdiction(found.jurisdiction())
                .setTable(found.table())
                .setTableVersion(found.version())
                .setName(route.regime().name())
                .setUrgency(route.urgency())
                .setElements(route.elements())
                .setSources(
                        route.regime().sources().stream().map(Source::toString).toList())
                .setAuthority(authority == null ? null : authority.name())
                .setChannel(authority == null ? null : authority.channel())
                .setRetention(route.retention().period().toString())
                .setRetentionBasis(route.retention().basis())
                .setRequestedAction(route.requestedAction())
                .setNote(found.note())
                .build();
    }

    private static LegalClock clock(Found found, Clock clock, Instant escalatedAt, List<String> notes) {
        boolean started = clock.starts() == Start.ESCALATION;
        LegalClock record = LegalClock.newBuilder()
                .setJurisdiction(found.jurisdiction())
                .setName(clock.name())
                .setBasis(clock.basis().toString())
                .setStatutory(clock.basis().checked() != LegalRoute.Checked.OPERATOR)
                .setStarts(clock.starts().id())
                .setLength(clock.within().inWords())
                .setCalendar(
                        clock.within().table().isEmpty() ? null : clock.within().table())
                .setStartedAt(started ? escalatedAt : null)
                .build();
        if (started) {
            try {
                record.setDueAt(clock.within().dueFrom(escalatedAt).truncatedTo(ChronoUnit.MILLIS));
            } catch (OutsideCalendarException e) {
                notes.add("When the clock '" + clock.name() + "' ends: " + e.getMessage() + ".");
            }
        }
        return record;
    }

    /** Each regime asks for something; a threat to life is named first even where only the rule knows of it. */
    private static String requestedAction(Urgency urgency, List<Found> found) {
        Set<String> actions = new LinkedHashSet<>();
        if (urgency == Urgency.THREAT_TO_LIFE && found.get(0).route().urgency() != urgency) {
            actions.add(LIFE_FIRST);
        }
        found.forEach(one -> actions.add(one.route().requestedAction()));
        return String.join(" ", actions);
    }
}
