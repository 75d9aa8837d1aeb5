package dev.sluice.topology.policy;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.sluice.topology.policy.Node.Scalar;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compiles conditions: Common Expression Language, type-checked to a truth value over the variables of {@link
 * Variable}.
 *
 * <p>What costs without bound is left out: of the macros only {@code exists} and {@code all} over the two lists, not
 * nested; no regular expressions; at most {@value #MAX_LENGTH} characters, and at most {@value #MAX_ITERATIONS}
 * elements looked at.
 */
final class ConditionCompiler {
    static final int MAX_LENGTH = 2_000;
    static final int MAX_ITERATIONS = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            // A policy author should not have to write 3.0 for three strikes.
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(50)
            .build();

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private ConditionCompiler() {}

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(
                                StandardFunction.LOGICAL_AND,
                                StandardFunction.LOGICAL_OR,
                                StandardFunction.LOGICAL_NOT,
                                StandardFunction.NOT_STRICTLY_FALSE,
                                StandardFunction.CONDITIONAL,
                                StandardFunction.EQUALS,
                                StandardFunction.NOT_EQUALS,
                                StandardFunction.LESS,
                                StandardFunction.LESS_EQUALS,
                                StandardFunction.GREATER,
                                StandardFunction.GREATER_EQUALS,
                                StandardFunction.ADD,
                                StandardFunction.SUBTRACT,
                                StandardFunction.MULTIPLY,
                                StandardFunction.DIVIDE,
                                StandardFunction.MODULO,
                                StandardFunction.NEGATE,
                                StandardFunction.IN,
                                StandardFunction.INDEX,
                                StandardFunction.SIZE,
                                StandardFunction.INT,
                                StandardFunction.DOUBLE,
                                StandardFunction.STARTS_WITH,
                                StandardFunction.ENDS_WITH,
                                StandardFunction.CONTAINS)
                        .build())
                .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
                .setResultType(SimpleType.BOOL);
        for (Variable variable : Variable.values()) {
            builder.addVar(variable.id(), variable.reading().type());
        }
        return builder.build();
    }

    /**
     * Compiles a condition.
     *
     * @param when the expression and where it stands
     * @param key the key as messages name it, such as {@code key 'when' of rule 'hate.remove'}
     * @param texts the whole files by source, to find the column of a mistake
     */
    static Checked compile(Scalar when, String key, Map<String, String> texts) {
        CelValidationResult result = COMPILER.compile(when.text());
        if (result.hasError()) {
            CelIssue issue = result.getErrors().get(0);
            String fileText = texts.getOrDefault(when.place().source(), "");
            Place place = Columns.locate(when, fileText, offset(when.text(), issue.getSourceLocation()));
            throw place.errorAtColumn(key + ": " + explain(issue, when.text()));
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Expressions expressions = Expressions.of(tree.getExpr());
            expressions.refuseCostly(when.place(), key);
            Condition.Expression condition = new Condition.Expression(
                    when.text(), RUNTIME.createProgram(tree), Guards.of(tree.getExpr()), expressions.variables());
            return new Checked(condition, expressions);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new PolicyException(when.place() + ": " + key + ": the condition cannot be compiled", e);
        }
    }

    /**
     * A condition and its parsed form, which further checks read.
     *
     * @param condition ready to be evaluated
     * @param expressions its parts
     */
    record Checked(Condition.Expression condition, Expressions expressions) {}

    private static int offset(String text, CelSourceLocation location) {
        int start = 0;
        for (int line = 1; line < location.getLine(); line++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        return Math.min(text.length(), start + Math.max(0, location.getColumn()));
    }

    private static String explain(CelIssue issue, String text) {
        String message = issue.getMessage().replace(" (in container '')", "");
        int offset = offset(text, issue.getSourceLocation());
        if (!message.startsWith("undeclared reference to")) {
            return message;
        }
        // CEL places an unknown function at its parenthesis, an unknown variable at its first letter.
        if (text.startsWith("(", offset)) {
            return message.replace("undeclared reference to", "function")
                    + " is unknown; allowed: exists, all, size, startsWith, endsWith, contains, int, double";
        }
        return "variable '" + dottedName(text, offset) + "' is unknown; allowed: "
                + Arrays.stream(Variable.values()).map(Variable::id).collect(Collectors.joining(", "));
    }

    private static String dottedName(String text, int offset) {
        int end = offset;
        while (end < text.length() && (Character.isJavaIdentifierPart(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return text.substring(offset, end);
    }
}
