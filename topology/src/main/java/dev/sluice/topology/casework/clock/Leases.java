package dev.sluice.topology.casework.clock;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import java.time.Instant;

/** Whose a case is, and until when. */
public final class Leases {
    private Leases() {}

    /** Gives a case to a reviewer whose claim is still to be checked against limits. */
    public static void reserve(CaseFile file, String reviewer, String claim) {
        file.getStatus().setState(CaseState.CLAIMED);
        file.getStatus().setClaimedBy(reviewer);
        file.getStatus().setClaimedUntil(null);
        file.setClaim(claim);
    }

    /** Gives a case to a reviewer until then. */
    public static void grant(CaseFile file, Instant until) {
        file.getStatus().setClaimedUntil(until);
    }

    /** Puts a case back into its queue. */
    public static void giveBack(CaseFile file) {
        close(file, CaseState.OPEN);
    }

    /** Ends a lease because the case is in another state now. */
    public static void close(CaseFile file, CaseState state) {
        CaseStatus status = file.getStatus();
        status.setState(state);
        status.setClaimedBy(null);
        status.setClaimedUntil(null);
        file.setClaim(null);
    }

    /** Whether the case is this reviewer's at this time. */
    public static boolean isHeldBy(CaseStatus status, String reviewer, long now) {
        Instant until = status.getClaimedUntil();
        return status.getState() == CaseState.CLAIMED
                && reviewer.equals(status.getClaimedBy())
                && until != null
                && until.toEpochMilli() > now;
    }
}
