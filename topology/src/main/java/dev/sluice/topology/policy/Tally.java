package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Urgency;
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
    private final Ruling.Review parkedReview;
    private final List<String> held = new ArrayList<>();
    private @Nullable Rule deciding;
    private @Nullable Rule escalating;
    private @Nullable Hold hold;
    private boolean failureComesFirst;
    private boolean failureMayHideEscalation;

    /**
     * What holds a post for people in place of a rule.
     *
     * @param id what the decision names instead of the rule
     * @param rationale why, in plain words
     * @param review where
     */
    private record Hold(String id, String rationale, Ruling.Review review) {}

    /**
     * Starts a tally.
     *
     * @param unavailableReview where people look at what could not be weighed
     * @param parkedReview where people look at what parked rules would have acted on
     */
    Tally(Ruling.Review unavailableReview, Ruling.Review parkedReview) {
        this.unavailableReview = unavailableReview;
        this.parkedReview = parkedReview;
    }

    /** The ruling where no rule holds: one for all posts, because most get it. */
    static Ruling nothing() {
        return NOTHING;
    }

    /** The ruling on facts that cannot be weighed. */
    static Ruling unsound(Ruling.Review review) {
        return new Ruling(Outcome.REVIEW, null, Ruling.UNSOUND_RULE, null, UNSOUND, List.of(), review, null);
    }

    /** Takes down a rule that holds. */
    void holds(Rule rule, boolean acts) {
        if (!acts) {
            held.add((rule.status() instanceof Status.Stopped ? "stopped:" : "shadow:") + rule.id());
            return;
        }
        if (rule.status() instanceof Status.Parked) {
            park(rule);
            return;
        }
        held.add(rule.id());
        if (deciding == null && rule.then().outcome() != null) {
            deciding = rule;
        }
        escalateBy(rule);
    }

    /** The first rule that escalates does, unless a later one tells of a threat to life, which comes before everything. */
    private void escalateBy(Rule rule) {
        Ruling.Escalate escalate = rule.then().escalate();
        if (escalate != null && (escalating == null || (isThreatToLife(rule) && !isThreatToLife(escalating)))) {
            escalating = rule;
        }
    }

    private static boolean isThreatToLife(Rule rule) {
        Ruling.Escalate escalate = rule.then().escalate();
        return escalate != null && escalate.urgency() == Urgency.THREAT_TO_LIFE;
    }

    /** Takes down a rule whose condition could not be evaluated. */
    void fails(Rule rule, boolean acts) {
        if (!acts) {
            held.add("shadow:" + errorId(rule));
            return;
        }
        held.add(errorId(rule));
        hold(
                rule,
                deciding == null,
                new Hold(
                        errorId(rule),
                        "The condition of rule '" + rule.id() + "' could not be evaluated, so a person decides.",
                        unavailableReview));
    }

    /**
     * A parked rule acts on nothing: a person decides in its place. What may save a life is not kept from legal even
     * then.
     */
    private void park(Rule rule) {
        String id = "parked." + rule.id();
        held.add(id);
        if (isThreatToLife(rule)) {
            escalateBy(rule);
        }
        hold(
                rule,
                deciding == null && rule.then().outcome() != null,
                new Hold(
                        id,
                        "Rule '" + rule.id() + "' is parked, because it hit far more often than before a change, so a"
                                + " person decides.",
                        parkedReview));
    }

    private void hold(Rule rule, boolean first, Hold by) {
        boolean hides = escalating == null && rule.then().escalate() != null;
        if (hold == null || (!failureComesFirst && (first || (!failureMayHideEscalation && hides)))) {
            hold = by;
        }
        failureComesFirst |= first;
        failureMayHideEscalation |= hides;
    }

    /** The ruling on the post. */
    Ruling ruling(Facts facts, PackText.OnUnavailable onUnavailable) {
        String missing = missing(facts.unavailable(), onUnavailable);
        if (hold != null && failureDecides()) {
            return held(hold);
        }
        if (missing != null && (deciding == null || !OutcomeNames.restricts(outcomeOf(deciding)))) {
            return held(new Hold(
                    "unavailable." + missing,
                    "No detector could answer for " + missing + ", so a person decides.",
                    unavailableReview));
        }
        return decided(facts);
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
                && (deciding == null
                        || switch (outcomeOf(deciding)) {
                            case UNKNOWN, ALLOW, NUDGE, LIMIT -> true;
                            case REVIEW, REMOVE -> false;
                        });
    }

    private Ruling held(Hold by) {
        List<String> others =
                held.stream().filter(rule -> !rule.equals(by.id())).toList();
        return new Ruling(Outcome.REVIEW, escalate(), by.id(), null, by.rationale(), others, by.review(), null);
    }

    private Ruling decided(Facts facts) {
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
                then.notice(),
                rule.condition().contributions(facts));
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
