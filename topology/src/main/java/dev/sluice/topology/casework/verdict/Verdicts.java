package dev.sluice.topology.casework.verdict;

import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.GivenVerdict;
import dev.sluice.schemas.QaKind;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewStage;
import dev.sluice.schemas.VerdictInput;
import dev.sluice.topology.casework.claim.Claims;
import dev.sluice.topology.casework.clock.Leases;
import dev.sluice.topology.casework.docket.Carried;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Docket.Asked;
import dev.sluice.topology.casework.docket.People;
import dev.sluice.topology.policy.CaseworkRules;

/**
 * Verdicts: who may give them, and whether one is enough. A second person's look is due where chance or the rules say so,
 * and that person does not learn what the first one decided; where the two disagree a lead has the last word. Nothing is
 * done about the post before a verdict is final.
 */
public final class Verdicts {
    private final CaseworkRules rules;
    private final FinalVerdicts finals;

    /** Verdicts by these rules. */
    public Verdicts(CaseworkRules rules) {
        this.rules = rules;
        this.finals = new FinalVerdicts(rules);
    }

    /** Takes a verdict. */
    public void give(Docket docket, CaseCommand command, VerdictInput input) {
        CaseFile file = docket.file(command.getCase$());
        Asked asked = Claims.asked(command);
        if (file == null) {
            Claims.refuseUnknown(docket, asked);
            return;
        }
        if (Carried.isOut(file, command.getId())) {
            return;
        }
        if (mayGive(docket, asked, file, command.getBy())
                && VerdictRules.isValid(docket, asked, input, file.getStatus().getText())) {
            GivenVerdict given = given(docket, command, input);
            file.getVerdicts().add(given);
            Carried.out(file, command.getId());
            judge(docket, file, given);
        }
    }

    private static boolean mayGive(Docket docket, Asked asked, CaseFile file, String reviewer) {
        CaseStatus status = file.getStatus();
        RefusalReason reason = switch (status.getState()) {
            case DECIDED -> RefusalReason.ALREADY_DECIDED;
            case WITHDRAWN -> RefusalReason.WITHDRAWN;
            case OPEN, CLAIMED, UNKNOWN ->
                Leases.isHeldBy(status, reviewer, docket.now()) ? null : RefusalReason.NOT_CLAIMANT;
        };
        if (reason == null) {
            return true;
        }
        String message = reason == RefusalReason.NOT_CLAIMANT
                ? Claims.notHeld(status, reviewer)
                : "case " + status.getId() + " is " + (reason == RefusalReason.WITHDRAWN ? "withdrawn" : "decided")
                        + "; allowed: a verdict on a case that is claimed by " + reviewer;
        docket.refuse(asked, reason, message);
        return false;
    }

    private void judge(Docket docket, CaseFile file, GivenVerdict given) {
        CaseStatus status = file.getStatus();
        if (file.getGolden() != null) {
            docketResult(docket, file, given);
            return;
        }
        switch (status.getStage()) {
            case SECOND -> {
                GivenVerdict first = file.getVerdicts().getFirst();
                QaResults.send(
                        docket,
                        file,
                        given,
                        new QaResults.Against(QaKind.SECOND_REVIEW, first.getReviewer(), first.getOutcome()));
                if (first.getOutcome() == given.getOutcome()) {
                    finals.settle(docket, file, given);
                } else {
                    status.setQueue(rules.escalation().queue());
                    passOn(docket, file, given, ReviewStage.LEAD);
                }
            }
            case LEAD -> finals.settle(docket, file, given);
            case FIRST, UNKNOWN -> {
                if (file.getTwoPeople()) {
                    passOn(docket, file, given, ReviewStage.SECOND);
                } else {
                    finals.settle(docket, file, given);
                }
            }
        }
    }

    /** A test ends with its first verdict and has no consequence but what is said about it. */
    private static void docketResult(Docket docket, CaseFile file, GivenVerdict given) {
        QaResults.send(
                docket,
                file,
                given,
                new QaResults.Against(QaKind.GOLDEN, null, file.getGolden().getOutcome()));
        Leases.close(file, CaseState.DECIDED);
        file.getStatus().setOutcome(given.getOutcome());
        file.getStatus().setVerdict(given.getRationale());
        file.getStatus().setText("");
        docket.keep(file);
    }

    private static void passOn(Docket docket, CaseFile file, GivenVerdict given, ReviewStage next) {
        Leases.giveBack(file);
        file.getStatus().setStage(next);
        file.setExcluded(People.first(given.getReviewer(), file.getExcluded()));
        docket.keep(file);
    }

    private static GivenVerdict given(Docket docket, CaseCommand command, VerdictInput input) {
        GivenVerdict given = new GivenVerdict();
        given.setId(command.getId());
        given.setReviewer(command.getBy());
        given.setOutcome(input.getOutcome());
        given.setClause(input.getClause());
        given.setFindings(input.getFindings());
        given.setRationale(input.getRationale().strip());
        given.setLegalCategory(input.getLegalCategory());
        given.setGivenAt(docket.at(command.getAt()));
        return given;
    }
}
