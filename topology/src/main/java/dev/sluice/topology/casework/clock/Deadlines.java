package dev.sluice.topology.casework.clock;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Duration;
import java.time.Instant;

/** When something is due to happen to a case though nobody does anything. */
public final class Deadlines {
    /** Never. */
    public static final long NEVER = 0;

    private final CaseworkRules rules;

    /** Deadlines by these rules. */
    public Deadlines(CaseworkRules rules) {
        this.rules = rules;
    }

    /** When to look at the case next, in milliseconds since 1970; {@link #NEVER} where nothing is due any more. */
    public long next(CaseFile file) {
        CaseStatus status = file.getStatus();
        if (isOver(status)) {
            return forgetAt(status);
        }
        long next = Long.MAX_VALUE;
        Instant claimedUntil = status.getClaimedUntil();
        if (claimedUntil != null) {
            next = claimedUntil.toEpochMilli();
        }
        if (!status.getEscalated()) {
            next = Math.min(next, escalateAt(file));
        }
        if (!status.getBreached()) {
            next = Math.min(next, status.getDueAt().toEpochMilli());
        }
        return next == Long.MAX_VALUE ? NEVER : Math.max(1, next);
    }

    /** Whether nobody is to decide the case any more. */
    public static boolean isOver(CaseStatus status) {
        return switch (status.getState()) {
            case DECIDED, WITHDRAWN -> true;
            case OPEN, CLAIMED, UNKNOWN -> false;
        };
    }

    /** Whether it is somebody's, and that time is over. */
    public static boolean isLeaseOver(CaseStatus status, long now) {
        Instant until = status.getClaimedUntil();
        return status.getState() == CaseState.CLAIMED && until != null && until.toEpochMilli() <= now;
    }

    /** When the case goes to the leads, in milliseconds since 1970. */
    public long escalateAt(CaseFile file) {
        Duration time = Duration.between(file.getDueFrom(), file.getStatus().getDueAt());
        double share = rules.escalation().after();
        return file.getDueFrom().toEpochMilli() + Math.max(0, (long) (share * time.toMillis()));
    }

    /** When a case that is over is forgotten, in milliseconds since 1970. */
    public long forgetAt(CaseStatus status) {
        return status.getUpdatedAt().plus(rules.keep()).toEpochMilli();
    }
}
