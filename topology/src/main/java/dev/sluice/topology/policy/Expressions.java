package dev.sluice.topology.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All parts of a condition, listed, for the checks that a policy must pass. */
final class Expressions {
    private static final String DEFAMATION = "defamation";

    private final List<Part> parts = new ArrayList<>();

    private Expressions() {}

    /**
     * A part of a condition.
     *
     * @param expression the part
     * @param parent what it is part of, or null for the whole
     * @param depth how many comprehensions surround it
     */
    private record Part(CelExpr expression, @Nullable CelExpr parent, int depth) {}

    static Expressions of(CelExpr whole) {
        Expressions expressions = new Expressions();
        expressions.add(whole, null, 0);
        return expressions;
    }

    private void add(CelExpr expression, @Nullable CelExpr parent, int depth) {
        parts.add(new Part(expression, parent, depth));
        switch (expression.getKind()) {
            case CALL -> {
                expression.call().target().ifPresent(target -> add(target, expression, depth));
                expression.call().args().forEach(argument -> add(argument, expression, depth));
            }
            case LIST -> expression.list().elements().forEach(element -> add(element, expression, depth));
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    add(entry.key(), expression, depth);
                    add(entry.value(), expression, depth);
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> add(entry.value(), expression, depth));
            case SELECT -> add(expression.select().operand(), expression, depth);
            case COMPREHENSION -> {
                add(expression.comprehension().iterRange(), expression, depth);
                add(expression.comprehension().loopStep(), expression, depth + 1);
            }
            case CONSTANT, IDENT, NOT_SET -> {}
        }
    }

    /** The variables that the condition reads. */
    Set<Variable> variables() {
        Set<Variable> variables = EnumSet.noneOf(Variable.class);
        for (Part part : parts) {
            Variable variable = Guards.variable(part.expression());
            if (variable != null) {
                variables.add(variable);
            }
        }
        return variables;
    }

    /** Refuses loops over anything but the two lists, nested ones, and loop variables that hide a variable. */
    void refuseCostly(Place place, String key) {
        for (Part part : parts) {
            if (part.expression().getKind() != CelExpr.ExprKind.Kind.COMPREHENSION) {
                continue;
            }
            CelComprehension loop = part.expression().comprehension();
            if (part.depth() > 0) {
                throw place.error(key + ": exists and all are nested; allowed: one level");
            }
            Variable range = Guards.variable(loop.iterRange());
            if (range == null || !(range.reading() instanceof Variable.Texts)) {
                throw place.error(key + ": exists or all runs over an expression; allowed: signals, unavailable");
            }
            if (Variable.named(loop.iterVar()) != null || !loop.iterVar2().isEmpty()) {
                throw place.error(key + ": exists or all calls its element '" + loop.iterVar()
                        + "'; allowed: one name that is no variable");
            }
        }
    }

    /**
     * What in the condition rests, or may rest, on defamation; null where nothing does. Text that damages a
     * reputation may be true, and who says so may be right: people judge that, never a machine, so no automatic
     * action may rest on it.
     */
    @Nullable
    String defamation() {
        for (Part part : parts) {
            CelExpr expression = part.expression();
            Variable variable = Guards.variable(expression);
            String text = Guards.text(expression);
            if (variable == Variable.RISK_DEFAMATION) {
                return variable.id();
            }
            if (text != null && text.contains(DEFAMATION)) {
                return "'" + text + "'";
            }
            if (variable == Variable.SIGNALS && mayMatchDefamation(expression, part.parent())) {
                return "signals of any category";
            }
        }
        return null;
    }

    private static boolean mayMatchDefamation(CelExpr signals, @Nullable CelExpr user) {
        if (user == null) {
            return true;
        }
        return switch (user.getKind()) {
            case CALL ->
                !(user.call().function().equals("@in")
                        && user.call().args().get(1).equals(signals)
                        && Guards.text(user.call().args().get(0)) != null);
            case COMPREHENSION ->
                !Guards.isExists(user.comprehension())
                        || Guards.patterns(user.comprehension()).stream()
                                .anyMatch(pattern -> pattern.mayStartWith(DEFAMATION)
                                        || pattern.mayStartWith("lexicon:" + DEFAMATION));
            case CONSTANT, IDENT, SELECT, LIST, STRUCT, MAP, NOT_SET -> true;
        };
    }
}
