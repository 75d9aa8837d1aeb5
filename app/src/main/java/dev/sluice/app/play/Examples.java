package dev.sluice.app.play;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationKind;
import dev.sluice.schemas.MediationState;
import dev.sluice.schemas.ReviewCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps one case of every route that a post can take, in words that quote no text. */
public final class Examples implements Outputs {
    private static final List<String> ROUTES =
            List.of("allow", "nudge", "limit", "review", "remove", "mediation", "escalation", "dead letter");

    private final Map<String, String> byRoute = new LinkedHashMap<>();

    /** Every route with its case, in the order from mild to grave; routes without a case are left out. */
    public Map<String, String> byRoute() {
        Map<String, String> ordered = new LinkedHashMap<>();
        ROUTES.stream().filter(byRoute::containsKey).forEach(route -> ordered.put(route, byRoute.get(route)));
        return ordered;
    }

    /** Routes that no post has taken. */
    public List<String> missing() {
        return ROUTES.stream().filter(route -> !byRoute.containsKey(route)).toList();
    }

    @Override
    public void decided(Decision decision) {
        String because = decision.getRule().equals("default") ? "" : "rule " + decision.getRule() + ": ";
        byRoute.putIfAbsent(
                Tally.id(decision.getOutcome()), decision.getPost() + "  " + because + decision.getRationale());
    }

    @Override
    public void asked(Action action) {
        // The decision behind it is the example.
    }

    @Override
    public void reviewed(ReviewCase reviewCase) {
        // The decision behind it is the example.
    }

    @Override
    public void mediated(MediationCase mediation) {
        if (mediation.getState() != MediationState.OPEN) {
            return;
        }
        boolean isPair = mediation.getKind() == MediationKind.PAIR;
        byRoute.putIfAbsent(
                "mediation",
                mediation.getThread() + (isPair ? "  two members at each other at post " : "  heated up at post ")
                        + mediation.getPost() + "; first step: "
                        + (mediation.getSteps().isEmpty()
                                ? "none"
                                : mediation.getSteps().getFirst()));
    }

    @Override
    public void escalated(Escalation escalation) {
        byRoute.putIfAbsent(
                "escalation",
                escalation.getPost().getId() + "  " + escalation.getLegalCategory() + " under "
                        + String.join(", ", escalation.getJurisdictions()) + ", evidence sealed");
    }

    @Override
    public void sealed(EvidenceReceipt receipt) {
        // The escalation is the example.
    }

    @Override
    public void refused(DeadLetter deadLetter) {
        byRoute.putIfAbsent("dead letter", Tally.id(deadLetter.getReason()) + "  " + deadLetter.getDetail());
    }
}
