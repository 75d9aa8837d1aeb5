package dev.sluice.topology.casework.claim;

import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.ClaimResult;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewStage;
import dev.sluice.topology.casework.clock.Deadlines;
import dev.sluice.topology.casework.clock.Leases;
import dev.sluice.topology.casework.docket.Carried;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Docket.Asked;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;

/**
 * Claims and their end. Where the queue is hard to bear, a claim first goes to the limits of its reviewer, which are kept
 * where all of that reviewer's claims meet; meanwhile the case is nobody else's. So a limit holds exactly, however many
 * cases somebody claims at once.
 */
public final class Claims {
    private final CaseworkRules rules;
    private final Conflicts conflicts;

    /** Claims by these rules. */
    public Claims(CaseworkRules rules) {
        this.rules = rules;
        this.conflicts = new Conflicts(rules.conflicts());
    }

    /** Gives a case to whom it may be given. */
    public void claim(Docket docket, CaseCommand command) {
        CaseFile file = docket.file(command.getCase$());
        Asked asked = asked(command);
        if (file == null) {
            refuseUnknown(docket, asked);
            return;
        }
        CaseStatus status = file.getStatus();
        if (Carried.isOut(file, command.getId())) {
            return;
        }
        if (Deadlines.isLeaseOver(status, docket.now())) {
            Leases.giveBack(file);
        }
        if (isFree(docket, asked, status) && isAllowed(docket, asked, file, command.getBy())) {
            Leases.reserve(file, command.getBy(), command.getId());
            Carried.out(file, command.getId());
            if (file.getSevere()) {
                docket.send(Outlets.TOWARD_REVIEWER, command.getBy(), check(command, status, docket));
            } else {
                Leases.grant(file, until(docket));
            }
            docket.keep(file);
        }
    }

    /** Gives a case back to its queue before its time. */
    public void release(Docket docket, CaseCommand command) {
        CaseFile file = docket.file(command.getCase$());
        if (file == null) {
            refuseUnknown(docket, asked(command));
            return;
        }
        if (Carried.isOut(file, command.getId())) {
            return;
        }
        if (!Leases.isHeldBy(file.getStatus(), command.getBy(), docket.now())) {
            docket.refuse(asked(command), RefusalReason.NOT_CLAIMANT, notHeld(file.getStatus(), command.getBy()));
            return;
        }
        Leases.giveBack(file);
        Carried.out(file, command.getId());
        docket.keep(file);
    }

    /** What the limits of the reviewer say about a claim. */
    public void answered(Docket docket, ClaimCheck check) {
        CaseFile file = docket.file(check.getCase$());
        boolean waits = file != null
                && check.getCommand().equals(file.getClaim())
                && file.getStatus().getClaimedUntil() == null;
        boolean granted = check.getResult() == ClaimResult.GRANTED;
        if (file == null || !waits) {
            if (granted) {
                // The case was withdrawn meanwhile: nobody has seen it, so it does not count.
                ClaimCheck back = ClaimCheck.newBuilder(check)
                        .setResult(ClaimResult.RETURNED)
                        .build();
                docket.send(Outlets.TOWARD_REVIEWER, check.getReviewer(), back);
            }
            return;
        }
        if (granted) {
            Leases.grant(file, until(docket));
        } else {
            Leases.giveBack(file);
            docket.refuse(
                    new Asked(check.getCommand(), check.getCase$(), check.getThread(), check.getReviewer()),
                    RefusalReason.EXPOSURE_LIMIT,
                    "reviewer " + check.getReviewer() + " has had "
                            + rules.exposure().max()
                            + " cases of queues that are hard to bear within "
                            + rules.exposure().window()
                            + "; allowed: other queues until some of that time has passed");
        }
        docket.keep(file);
    }

    /** Refuses what names a case that is not known. */
    public static void refuseUnknown(Docket docket, Asked asked) {
        docket.refuse(
                asked,
                RefusalReason.UNKNOWN_CASE,
                "case " + asked.caseId() + " is unknown in thread " + asked.thread()
                        + "; allowed: a case of the topic cases, with its thread");
    }

    /** Why a reviewer cannot act on a case that is not theirs. */
    public static String notHeld(CaseStatus status, String reviewer) {
        return "case " + status.getId() + " is not claimed by " + reviewer
                + " at this time; allowed: by who has claimed it and while the claim lasts";
    }

    /** Who asks for what in a command. */
    public static Asked asked(CaseCommand command) {
        return new Asked(command.getId(), command.getCase$(), command.getThread(), command.getBy());
    }

    private static boolean isFree(Docket docket, Asked asked, CaseStatus status) {
        return switch (status.getState()) {
            case OPEN -> true;
            case CLAIMED -> {
                docket.refuse(
                        asked,
                        RefusalReason.ALREADY_CLAIMED,
                        "case " + status.getId() + " is claimed"
                                + (status.getClaimedUntil() == null ? "" : " until " + status.getClaimedUntil())
                                + "; allowed: a case with state OPEN");
                yield false;
            }
            case DECIDED -> {
                docket.refuse(
                        asked,
                        RefusalReason.ALREADY_DECIDED,
                        "case " + status.getId() + " is decided; allowed: a case with state OPEN");
                yield false;
            }
            case WITHDRAWN, UNKNOWN -> {
                docket.refuse(
                        asked,
                        RefusalReason.WITHDRAWN,
                        "case " + status.getId() + " is withdrawn; allowed: a case with state OPEN");
                yield false;
            }
        };
    }

    private boolean isAllowed(Docket docket, Asked asked, CaseFile file, String reviewer) {
        CaseStatus status = file.getStatus();
        if (conflicts.has(file, reviewer)) {
            docket.refuse(
                    asked,
                    RefusalReason.CONFLICT_OF_INTEREST,
                    "reviewer " + reviewer + " has a part in case " + status.getId()
                            + "; allowed: who did not write, receive or report the post, did not decide about it before,"
                            + " and has declared no conflict");
            return false;
        }
        boolean forLeads = status.getStage() == ReviewStage.LEAD
                || status.getQueue().equals(rules.escalation().queue());
        if (forLeads && !rules.isLead(reviewer)) {
            docket.refuse(
                    asked,
                    RefusalReason.NOT_A_LEAD,
                    "case " + status.getId() + " is for leads and " + reviewer
                            + " is none; allowed: those under leads in " + CaseworkRules.FILE);
            return false;
        }
        return true;
    }

    private Instant until(Docket docket) {
        return Instant.ofEpochMilli(docket.now()).plus(rules.lease());
    }

    private static ClaimCheck check(CaseCommand command, CaseStatus status, Docket docket) {
        ClaimCheck check = new ClaimCheck();
        check.setCommand(command.getId());
        check.setCase$(status.getId());
        check.setThread(status.getThread());
        check.setReviewer(command.getBy());
        check.setQueue(status.getQueue());
        check.setResult(ClaimResult.ASKED);
        check.setAt(docket.at(command.getAt()));
        return check;
    }
}
