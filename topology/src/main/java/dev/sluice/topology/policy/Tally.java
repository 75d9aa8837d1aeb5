package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the rules of a pack say about one post, in the pack's order. */
final class Tally {
    private static final String NO_RULE = "No rule of the policy applies.";
    private static final String UNSOUND = "A score or a measure of the post is no proper number, so a person decides.";

    private static final Ruling NOTHING =
            new Ruling(Outcome.ALLOW, null, Ruling.DEFAULT_RULE, null, NO_RULE, List.of(), null, null);

    private final Ruling.Review unavailableReview;
    private final List<String> held = new ArrayList<>();
    private @Nullable Rule deciding;
    private @Nullable Rule escalating;
    private @Nullable Rule failed;
    private boolean failureComesFirst;
    private boolean failureMayHideEscalation;

    Tally(Ruling.Review unavailableReview) {
        this.unavailableReview = unavailableReview;
    }

    /** The ruling where no rule holds: one for all posts, because most get it. */
    static Ruling nothing() {
        return NOTHING;
    }

    /** The ruling on facts that cannot be weighed. */
    static Ruling unsound(Ruling.Review review) {
        return new Ruling(Outcome.REVIEW, null, "error.facts", null, UNSOUND, List.of(), review, null);
    }

    /** Takes down a rule that holds. */
    void holds(Rule rule, boolean acts) {
        if (!acts) {
            held.add("shadow:" + rule.id());
            return;
        }
        held.add(rule.id());
        if (deciding == null && rule.then().outcome() != null) {
            deciding = rule;
        }
        if (escalating == null && rule.then().escalate() != null) {
            escalating = rule;
        }
    }

    /** Takes down a rule whose condition could not be evaluated. */
    void fails(Rule rule, boolean acts) {
        if (!acts) {
            held.add("shadow:" + errorId(rule));
            return;
        }
        held.add(errorId(rule));
        boolean first = deciding == null;
        boolean hides = escalating == null && rule.then().escalate() != null;
        if (failed == null || (!failureComesFirst && !failureMayHideEscalation && hides)) {
            failed = rule;
        }
        failureComesFirst |= first;
        failureMayHideEscalation |= hides;
    }

    /** The ruling on a post for which these categories were not answered. */
    Ruling ruling(List<String> unavailable, PackText.OnUnavailable onUnavailable) {
        String missing = missing(unavailable, onUnavailable);
        if (failed != null && failureDecides()) {
            return held(
                    errorId(failed),
                    "The condition of rule '" + failed.id() + "' could not be evaluated, so a person decides.");
        }
        if (missing != null && (deciding == null || !OutcomeNames.restricts(outcomeOf(deciding)))) {
            return held("unavailable." + missing, "No detector could answer for " + missing + ", so a person decides.");
        }
        return decided();
    }

    private static @Nullable String missing(List<String> unavailable, PackText.OnUnavailable onUnavailable) {
        for (String category : unavailable) {
            if (onUnavailable.reviews(category)) {
                return category;
            }
        }
        return null;
    }

    /**
     * A failed rule stands where it stands: it decides where no rule before it did. One that might have escalated also
     * lifts what is milder than review, because nobody would look otherwise.
     */
    private boolean failureDecides() {
        if (failureComesFirst) {
            return true;
        }
        return failureMayHideEscalation
                && deciding != null
                && switch (outcomeOf(deciding)) {
                    case UNKNOWN, ALLOW, NUDGE, LIMIT -> true;
                    case REVIEW, REMOVE -> false;
                };
    }

    private Ruling held(String id, String rationale) {
        List<String> others = held.stream().filter(rule -> !rule.equals(id)).toList();
        return new Ruling(Outcome.REVIEW, escalate(), id, null, rationale, others, unavailableReview, null);
    }

    private Ruling decided() {
        Rule rule = deciding != null ? deciding : escalating;
        if (rule == null) {
            return held.isEmpty()
                    ? NOTHING
                    : new Ruling(Outcome.ALLOW, null, Ruling.DEFAULT_RULE, null, NO_RULE, held, null, null);
        }
        List<String> others =
                held.stream().filter(other -> !other.equals(rule.id())).toList();
        Rule.Then then = rule.then();
        return new Ruling(
                outcomeOf(rule),
                escalate(),
                rule.id(),
                rule.clause(),
                rule.description(),
                others,
                then.review(),
                then.notice());
    }

    private Ruling.@Nullable Escalate escalate() {
        return escalating == null ? null : escalating.then().escalate();
    }

    private static Outcome outcomeOf(Rule rule) {
        Outcome outcome = rule.then().outcome();
        return outcome == null ? Outcome.ALLOW : outcome;
    }

    private static String errorId(Rule rule) {
        return "error." + rule.id();
    }
}
