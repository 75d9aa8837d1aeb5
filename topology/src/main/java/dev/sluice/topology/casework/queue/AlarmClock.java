package dev.sluice.topology.casework.queue;

import dev.sluice.schemas.AlertKind;
import dev.sluice.schemas.CaseAlert;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.topology.casework.clock.Deadlines;
import dev.sluice.topology.casework.clock.Leases;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;

/** Does what is due to a case though nobody does anything: ends leases, escalates before a breach, marks a breach. */
public final class AlarmClock {
    private final CaseworkRules rules;
    private final Deadlines deadlines;

    /** An alarm clock by these rules. */
    public AlarmClock(CaseworkRules rules) {
        this.rules = rules;
        this.deadlines = new Deadlines(rules);
    }

    /** Does all that is due to a case. */
    public void ring(Docket docket, CaseFile file) {
        CaseStatus status = file.getStatus();
        long now = docket.now();
        if (Deadlines.isOver(status)) {
            if (deadlines.forgetAt(status) <= now) {
                docket.forget(file);
            }
            return;
        }
        if (Deadlines.isLeaseOver(status, now)) {
            Leases.giveBack(file);
        }
        boolean isDue = status.getDueAt().toEpochMilli() <= now;
        if (isDue && file.getGolden() != null) {
            // Nobody waits for its answer.
            Leases.close(file, CaseState.WITHDRAWN);
        } else {
            escalate(docket, file, now);
            if (isDue && !status.getBreached()) {
                status.setBreached(true);
                alert(docket, status, AlertKind.BREACHED);
            }
        }
        docket.keep(file);
    }

    private void escalate(Docket docket, CaseFile file, long now) {
        CaseStatus status = file.getStatus();
        if (status.getEscalated() || file.getGolden() != null || deadlines.escalateAt(file) > now) {
            return;
        }
        alert(docket, status, AlertKind.ESCALATED);
        status.setEscalated(true);
        status.setQueue(rules.escalation().queue());
    }

    private static void alert(Docket docket, CaseStatus status, AlertKind kind) {
        CaseAlert alert = new CaseAlert();
        alert.setId(status.getId() + "/" + kind.name().toLowerCase(java.util.Locale.ROOT));
        alert.setCase$(status.getId());
        alert.setThread(status.getThread());
        alert.setCommunity(status.getCommunity());
        alert.setQueue(status.getQueue());
        alert.setKind(kind);
        alert.setDueAt(status.getDueAt());
        alert.setAt(Instant.ofEpochMilli(docket.now()));
        docket.send(Outlets.ALERTS, status.getId(), alert);
    }
}
