package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The first gate: which posts a pack can decide before the context of author, target and thread is known.
 *
 * <p>A post is quiet where its highest risk is below the risk floor, nobody flagged it, and it has no signal that a
 * rule asks for. When a pack is loaded each rule is proven, from its guard, unable to hold for a quiet post, whatever
 * the context. A rule of which that cannot be proven but that also asks for something about the post itself
 * ({@code post.cut}, {@code language == 'de'}) is asked again at the gate, for each quiet post. A rule that may hold
 * for any quiet post on its context alone would send every post over the extra hop; it is refused, unless the floor
 * is 0.
 */
final class Gate {
    private static final Set<Variable> NEWCOMERS =
            Set.of(Variable.AUTHOR_NEW_ACCOUNT, Variable.AUTHOR_FIRST_POST, Variable.AUTHOR_FIRST_RISKY);

    private final double riskFloor;
    private final List<Guard.TextPattern> named;
    private final List<Rule> askedAtGate;
    private final List<Rule> escalating;

    Gate(double riskFloor, List<Rule> rules) {
        this.riskFloor = riskFloor;
        List<Guard.TextPattern> patterns = new ArrayList<>();
        rules.forEach(rule -> collectSignals(rule.condition().guard(), patterns));
        this.named = patterns.stream().distinct().toList();
        this.askedAtGate = rules.stream()
                .filter(rule -> mayHoldQuietly(rule.condition().guard(), riskFloor, true))
                .toList();
        this.escalating =
                rules.stream().filter(rule -> rule.then().escalate() != null).toList();
    }

    /** Refuses a rule that may hold for any quiet post on its context alone. */
    static void refuseReachBelowFloor(Rule rule, double riskFloor) {
        if (riskFloor > 0 && mayHoldQuietly(rule.condition().guard(), riskFloor, false)) {
            throw rule.place()
                    .error("rule '" + rule.id() + "' may hold for a post without risk, flag or signal, and such"
                            + " posts leave before context is known; allowed: also ask for a risk of at least"
                            + " riskFloor ("
                            + riskFloor
                            + "), for a signal or for context.flags >= 1, or set riskFloor: 0, and every post pays"
                            + " for context");
        }
    }

    /**
     * Refuses a rule that restricts a post on its author's being new, where no risk, signal or flag need be there
     * besides: that somebody is new is no offence.
     */
    static void refuseNewcomersAlone(Rule rule) {
        boolean asksForNewcomers = rule.condition().variables().stream().anyMatch(NEWCOMERS::contains);
        boolean restricts =
                rule.then().outcome() == Outcome.LIMIT || rule.then().outcome() == Outcome.REMOVE;
        if (asksForNewcomers && restricts && mayHoldQuietly(rule.condition().guard(), Double.MIN_VALUE, true)) {
            throw rule.place()
                    .error("rule '" + rule.id() + "' may restrict a post because its author is new; allowed: also ask"
                            + " for a risk, for a signal or for context.flags >= 1, or let a person look");
        }
    }

    /** Whether none of the rules can hold but those of {@link #askedAtGate}, whatever the context. */
    boolean isQuiet(Facts facts) {
        return Variable.decimal(highest(facts)) < riskFloor
                && facts.context().getFlags() <= 0
                && !hasNamedSignal(facts);
    }

    /** The rules that may hold for a quiet post. */
    List<Rule> askedAtGate() {
        return askedAtGate;
    }

    /** Whether a rule may hold for this quiet post once its context is known. */
    boolean reaches(Facts facts) {
        for (int i = 0; i < askedAtGate.size(); i++) {
            if (mayHoldInSomeContext(askedAtGate.get(i).condition().guard(), facts)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule that escalates may hold for this post once its context is known. */
    boolean mayEscalate(Facts facts) {
        for (int i = 0; i < escalating.size(); i++) {
            if (mayHoldInSomeContext(escalating.get(i).condition().guard(), facts)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasNamedSignal(Facts facts) {
        List<String> signals = facts.signals();
        for (int i = 0; i < signals.size(); i++) {
            if (Guard.TextPattern.anyMatches(named, signals.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The highest risk; not a number where one of them is not. */
    static float highest(Facts facts) {
        var risk = facts.risk();
        float abuse =
                Math.max(Math.max(risk.getAbuse(), risk.getInsult()), Math.max(risk.getThreat(), risk.getProfanity()));
        return Math.max(abuse, Math.max(risk.getHate(), risk.getDefamation()));
    }

    private static void collectSignals(Guard guard, List<Guard.TextPattern> patterns) {
        switch (guard) {
            case Guard.All all -> all.parts().forEach(part -> collectSignals(part, patterns));
            case Guard.Any any -> any.parts().forEach(part -> collectSignals(part, patterns));
            case Guard.Some some -> {
                if (some.variable() == Variable.SIGNALS) {
                    patterns.addAll(some.patterns());
                }
            }
            case Guard.Always always -> {}
            case Guard.Never never -> {}
            case Guard.Compare compare -> {}
            case Guard.Is is -> {}
            case Guard.Among among -> {}
            case Guard.Reaches reaches ->
                reaches.score()
                        .parts()
                        .forEach(part -> collectSignals(part.condition().guard(), patterns));
        }
    }

    /**
     * Whether some quiet post and some context satisfy the guard; {@code post}: what to take for atoms about the post
     * itself.
     */
    private static boolean mayHoldQuietly(Guard guard, double floor, boolean post) {
        return switch (guard) {
            case Guard.Always always -> true;
            case Guard.Never never -> false;
            case Guard.All all -> all.parts().stream().allMatch(part -> mayHoldQuietly(part, floor, post));
            case Guard.Any any -> any.parts().stream().anyMatch(part -> mayHoldQuietly(part, floor, post));
            case Guard.Compare compare ->
                switch (compare.variable().source()) {
                    case RISK -> reachesBelow(compare, floor);
                    case FLAGS -> compare.comparison().holds(0, compare.bound());
                    case POST -> post;
                    case CONTEXT, SIGNALS -> true;
                };
            case Guard.Some some -> some.variable() != Variable.SIGNALS && post;
            case Guard.Is is -> is.variable().source() == Variable.Source.CONTEXT || post;
            case Guard.Among among -> post;
            case Guard.Reaches reaches -> reaches.score().canReach(part -> mayHoldQuietly(part, floor, post));
        };
    }

    /** Whether a risk in [0, floor) satisfies the comparison. */
    private static boolean reachesBelow(Guard.Compare compare, double floor) {
        double bound = compare.bound();
        return switch (compare.comparison()) {
            case AT_LEAST, MORE -> bound < floor;
            case AT_MOST -> bound >= 0;
            case LESS -> bound > 0;
            case EQUAL -> bound >= 0 && bound < floor;
            case UNEQUAL -> true;
        };
    }

    /** Like {@link Guard#mayHold}, but nothing is presumed of what is not known at the gate. */
    private static boolean mayHoldInSomeContext(Guard guard, Facts facts) {
        return switch (guard) {
            case Guard.All all -> {
                for (int i = 0; i < all.parts().size(); i++) {
                    if (!mayHoldInSomeContext(all.parts().get(i), facts)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Guard.Any any -> {
                for (int i = 0; i < any.parts().size(); i++) {
                    if (mayHoldInSomeContext(any.parts().get(i), facts)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Guard.Compare compare ->
                compare.variable().source() == Variable.Source.CONTEXT || compare.mayHold(facts);
            case Guard.Always always -> true;
            case Guard.Never never -> false;
            case Guard.Some some -> some.mayHold(facts);
            case Guard.Is is -> is.variable().source() == Variable.Source.CONTEXT || is.mayHold(facts);
            case Guard.Among among -> among.mayHold(facts);
            case Guard.Reaches reaches -> reaches.score().canReach(part -> mayHoldInSomeContext(part, facts));
        };
    }
}
