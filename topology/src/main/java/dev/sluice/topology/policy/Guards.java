package dev.sluice.topology.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.sluice.topology.policy.Guard.Comparison;
import dev.sluice.topology.policy.Guard.TextPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives the {@link Guard} of a type-checked CEL expression.
 *
 * <p>The invariant, by induction over the expression: where the guard does not hold, CEL yields false and no error.
 * AND and OR keep it because CEL absorbs errors in both ({@code error && false} is false). The conditional operator
 * does not absorb an error of its test, so nothing is derived from it.
 */
final class Guards {
    /** Beyond it a long has no exact double. */
    private static final long EXACT = 1L << 53;

    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "_<_", Comparison.LESS,
            "_<=_", Comparison.AT_MOST,
            "_>_", Comparison.MORE,
            "_>=_", Comparison.AT_LEAST,
            "_==_", Comparison.EQUAL,
            "_!=_", Comparison.UNEQUAL);

    private Guards() {}

    /** The guard of the expression. */
    static Guard of(CelExpr expression) {
        return necessary(expression, true);
    }

    /** What must be so where the expression is true, or, with {@code wanted} false, where it is false. */
    private static Guard necessary(CelExpr expression, boolean wanted) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression.constant(), wanted);
            case IDENT -> truth(expression, wanted);
            case CALL -> call(expression.call(), wanted);
            case COMPREHENSION -> some(expression.comprehension(), wanted);
            case SELECT, LIST, STRUCT, MAP, NOT_SET -> Guard.ALWAYS;
        };
    }

    private static Guard constant(CelConstant constant, boolean wanted) {
        if (constant.getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
            return Guard.ALWAYS;
        }
        return constant.booleanValue() == wanted ? Guard.ALWAYS : Guard.NEVER;
    }

    private static Guard truth(CelExpr expression, boolean wanted) {
        Variable variable = variable(expression);
        return variable != null && variable.reading() instanceof Variable.Bool
                ? new Guard.Is(variable, wanted)
                : Guard.ALWAYS;
    }

    private static Guard call(CelCall call, boolean wanted) {
        return switch (call.function()) {
            case "_&&_" -> wanted ? Guard.all(parts(call, true)) : Guard.any(parts(call, false));
            case "_||_" -> wanted ? Guard.any(parts(call, true)) : Guard.all(parts(call, false));
            case "!_" -> necessary(call.args().get(0), !wanted);
            case "@in" -> in(call.args().get(0), call.args().get(1), wanted);
            case "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_" -> compare(call, wanted);
            default -> Guard.ALWAYS;
        };
    }

    private static List<Guard> parts(CelCall call, boolean wanted) {
        return call.args().stream().map(part -> necessary(part, wanted)).toList();
    }

    private static Guard compare(CelCall call, boolean wanted) {
        Comparison comparison = COMPARISONS.get(call.function());
        if (comparison == null) {
            return Guard.ALWAYS;
        }
        CelExpr left = call.args().get(0);
        CelExpr right = call.args().get(1);
        if (left.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            return compare(right, comparison.mirrored(), left, wanted);
        }
        return compare(left, comparison, right, wanted);
    }

    private static Guard compare(CelExpr side, Comparison comparison, CelExpr other, boolean wanted) {
        Variable variable = variable(side);
        if (variable == null || other.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return Guard.ALWAYS;
        }
        Comparison needed = wanted ? comparison : comparison.negated();
        CelConstant constant = other.constant();
        boolean equality = needed == Comparison.EQUAL || needed == Comparison.UNEQUAL;
        return switch (variable.reading()) {
            case Variable.Real real -> number(variable, needed, constant);
            case Variable.Whole whole -> number(variable, needed, constant);
            case Variable.Bool bool ->
                equality && constant.getKind() == CelConstant.Kind.BOOLEAN_VALUE
                        ? new Guard.Is(variable, constant.booleanValue() == (needed == Comparison.EQUAL))
                        : Guard.ALWAYS;
            case Variable.Text text ->
                equality && constant.getKind() == CelConstant.Kind.STRING_VALUE
                        ? new Guard.Among(variable, Set.of(constant.stringValue()), needed == Comparison.EQUAL)
                        : Guard.ALWAYS;
            case Variable.Texts texts -> Guard.ALWAYS;
        };
    }

    private static Guard number(Variable variable, Comparison needed, CelConstant constant) {
        if (constant.getKind() == CelConstant.Kind.DOUBLE_VALUE && Double.isFinite(constant.doubleValue())) {
            return new Guard.Compare(variable, needed, constant.doubleValue());
        }
        if (constant.getKind() == CelConstant.Kind.INT64_VALUE && isExact(constant.int64Value())) {
            return new Guard.Compare(variable, needed, constant.int64Value());
        }
        return Guard.ALWAYS;
    }

    private static boolean isExact(long number) {
        return number >= -EXACT && number <= EXACT;
    }

    private static Guard in(CelExpr element, CelExpr list, boolean wanted) {
        Variable listed = variable(list);
        if (listed != null && listed.reading() instanceof Variable.Texts) {
            String constant = text(element);
            if (!wanted) {
                return Guard.ALWAYS;
            }
            return new Guard.Some(
                    listed, List.of(constant == null ? TextPattern.EVERYTHING : new TextPattern(constant, false)));
        }
        Variable variable = variable(element);
        Set<String> constants = texts(list);
        return variable != null && variable.reading() instanceof Variable.Text && constants != null
                ? new Guard.Among(variable, constants, wanted)
                : Guard.ALWAYS;
    }

    /** Both {@code exists} being true and {@code all} being false need an element that makes it so. */
    private static Guard some(CelComprehension comprehension, boolean wanted) {
        Variable list = variable(comprehension.iterRange());
        boolean exists = isExists(comprehension);
        if (list == null || exists != wanted) {
            return Guard.ALWAYS;
        }
        return new Guard.Some(list, exists ? patterns(comprehension) : List.of(TextPattern.EVERYTHING));
    }

    /** Of the two macros that the compiler lets in, {@code exists} starts from false and {@code all} from true. */
    static boolean isExists(CelComprehension comprehension) {
        CelConstant start = comprehension.accuInit().constantOrDefault();
        return start.getKind() == CelConstant.Kind.BOOLEAN_VALUE && !start.booleanValue();
    }

    /** The patterns of which an element must match one to satisfy an {@code exists}. */
    static List<TextPattern> patterns(CelComprehension comprehension) {
        CelExpr body = comprehension.loopStep().call().args().get(1);
        return patterns(body, comprehension.iterVar());
    }

    private static List<TextPattern> patterns(CelExpr body, String element) {
        List<TextPattern> everything = List.of(TextPattern.EVERYTHING);
        if (body.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return everything;
        }
        CelCall call = body.call();
        return switch (call.function()) {
            case "_||_" -> {
                List<TextPattern> union = new ArrayList<>();
                call.args().forEach(part -> union.addAll(patterns(part, element)));
                yield List.copyOf(union);
            }
            case "_&&_" ->
                call.args().stream()
                        .map(part -> patterns(part, element))
                        .filter(part -> !part.contains(TextPattern.EVERYTHING))
                        .findFirst()
                        .orElse(everything);
            case "_==_" -> {
                CelExpr left = call.args().get(0);
                CelExpr right = call.args().get(1);
                String constant = isIdent(left, element) ? text(right) : isIdent(right, element) ? text(left) : null;
                yield constant == null ? everything : List.of(new TextPattern(constant, false));
            }
            case "startsWith" -> {
                String constant = text(call.args().get(0));
                boolean about =
                        call.target().filter(target -> isIdent(target, element)).isPresent();
                yield about && constant != null ? List.of(new TextPattern(constant, true)) : everything;
            }
            case "@in" -> {
                Set<String> constants =
                        isIdent(call.args().get(0), element) ? texts(call.args().get(1)) : null;
                yield constants == null
                        ? everything
                        : constants.stream()
                                .map(constant -> new TextPattern(constant, false))
                                .toList();
            }
            default -> everything;
        };
    }

    private static boolean isIdent(CelExpr expression, String name) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.ident().name().equals(name);
    }

    /** The variable that an expression is, or null. */
    static @Nullable Variable variable(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Variable.named(expression.ident().name())
                : null;
    }

    /** The text constant that an expression is, or null. */
    static @Nullable String text(CelExpr expression) {
        CelConstant constant = expression.constantOrDefault();
        return constant.getKind() == CelConstant.Kind.STRING_VALUE ? constant.stringValue() : null;
    }

    private static @Nullable Set<String> texts(CelExpr list) {
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return null;
        }
        Set<String> texts = new HashSet<>();
        for (CelExpr element : list.list().elements()) {
            String text = text(element);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }
}
