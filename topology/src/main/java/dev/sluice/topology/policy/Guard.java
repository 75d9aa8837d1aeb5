package dev.sluice.topology.policy;

import java.util.List;
import java.util.Set;

/**
 * A cheap necessary condition of a CEL condition: where the guard does not hold, the condition is false (not an
 * error), so CEL need not run. The other way round nothing is promised. Guards know only AND, OR and atoms; negation
 * has been pushed into the atoms, so what makes an atom true can never make a guard false.
 */
sealed interface Guard {
    Guard ALWAYS = new Always();
    Guard NEVER = new Never();

    /** False only where the condition is false. */
    boolean mayHold(Facts facts);

    /** The guard in the words of the policy language. */
    String text();

    /** Nothing is known about the condition. */
    record Always() implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            return true;
        }

        @Override
        public String text() {
            return "true";
        }
    }

    /** The condition is false whatever the facts. */
    record Never() implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            return false;
        }

        @Override
        public String text() {
            return "false";
        }
    }

    /** All must hold. */
    record All(List<Guard> parts) implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).mayHold(facts)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String text() {
            return String.join(" && ", parts.stream().map(Guard::text).toList());
        }
    }

    /** One at least must hold. */
    record Any(List<Guard> parts) implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).mayHold(facts)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text() {
            return "(" + String.join(" || ", parts.stream().map(Guard::text).toList()) + ")";
        }
    }

    /** A number against a constant. */
    record Compare(Variable variable, Comparison comparison, double bound) implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            return comparison.holds(variable.number(facts), bound);
        }

        @Override
        public String text() {
            boolean whole = variable.reading() instanceof Variable.Whole && bound == Math.rint(bound);
            return variable.id() + " " + comparison.sign() + " "
                    + (whole ? Long.toString((long) bound) : Double.toString(bound));
        }
    }

    /** A truth value. */
    record Is(Variable variable, boolean expected) implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            return variable.reading().of(facts).equals(expected);
        }

        @Override
        public String text() {
            return (expected ? "" : "!") + variable.id();
        }
    }

    /** A text that is, or is not, among constants. */
    record Among(Variable variable, Set<String> constants, boolean expected) implements Guard {
        public Among {
            constants = Set.copyOf(constants);
        }

        @Override
        public boolean mayHold(Facts facts) {
            return constants.contains((String) variable.reading().of(facts)) == expected;
        }

        @Override
        public String text() {
            String list = variable.id() + " in "
                    + constants.stream().sorted().map(text -> "'" + text + "'").toList();
            return expected ? list : "!(" + list + ")";
        }
    }

    /** A list of texts of which at least one matches one of the patterns. */
    record Some(Variable variable, List<TextPattern> patterns) implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            @SuppressWarnings("unchecked") // the compiler makes this guard for lists alone
            List<String> texts = (List<String>) variable.reading().of(facts);
            for (int i = 0; i < texts.size(); i++) {
                if (TextPattern.anyMatches(patterns, texts.get(i))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text() {
            List<String> texts = patterns.stream().map(TextPattern::text).toList();
            return variable.id() + " has " + String.join(" or ", texts);
        }
    }

    /** Enough parts of a score may hold. */
    record Reaches(Score score) implements Guard {
        @Override
        public boolean mayHold(Facts facts) {
            return score.canReach(guard -> guard.mayHold(facts));
        }

        @Override
        public String text() {
            return score.text();
        }
    }

    /** A constant, or what starts with it. */
    record TextPattern(String constant, boolean prefix) {
        /** Every text. */
        static final TextPattern EVERYTHING = new TextPattern("", true);

        boolean matches(String text) {
            return prefix ? text.startsWith(constant) : text.equals(constant);
        }

        /** Whether a text that starts with {@code start} may match. */
        boolean mayStartWith(String start) {
            return constant.startsWith(start) || (prefix && start.startsWith(constant));
        }

        static boolean anyMatches(List<TextPattern> patterns, String text) {
            for (int i = 0; i < patterns.size(); i++) {
                if (patterns.get(i).matches(text)) {
                    return true;
                }
            }
            return false;
        }

        String text() {
            return "'" + constant + (prefix ? "…'" : "'");
        }
    }

    /** The comparisons of CEL on numbers. */
    enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        EQUAL("=="),
        UNEQUAL("!=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        boolean holds(double left, double right) {
            return switch (this) {
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case MORE -> left > right;
                case AT_LEAST -> left >= right;
                case EQUAL -> left == right;
                case UNEQUAL -> left != right;
            };
        }

        /** What holds where this does not; sound because numbers that are not finite never reach a guard. */
        Comparison negated() {
            return switch (this) {
                case LESS -> AT_LEAST;
                case AT_MOST -> MORE;
                case MORE -> AT_MOST;
                case AT_LEAST -> LESS;
                case EQUAL -> UNEQUAL;
                case UNEQUAL -> EQUAL;
            };
        }

        /** The same comparison with its sides exchanged. */
        Comparison mirrored() {
            return switch (this) {
                case LESS -> MORE;
                case AT_MOST -> AT_LEAST;
                case MORE -> LESS;
                case AT_LEAST -> AT_MOST;
                case EQUAL -> EQUAL;
                case UNEQUAL -> UNEQUAL;
            };
        }
    }

    /** AND, with what is trivial left out. */
    static Guard all(List<Guard> parts) {
        if (parts.contains(NEVER)) {
            return NEVER;
        }
        List<Guard> known = parts.stream().filter(part -> !part.equals(ALWAYS)).toList();
        return known.isEmpty() ? ALWAYS : known.size() == 1 ? known.get(0) : new All(known);
    }

    /** OR, with what is trivial left out. */
    static Guard any(List<Guard> parts) {
        if (parts.contains(ALWAYS)) {
            return ALWAYS;
        }
        List<Guard> possible =
                parts.stream().filter(part -> !part.equals(NEVER)).toList();
        return possible.isEmpty() ? NEVER : possible.size() == 1 ? possible.get(0) : new Any(possible);
    }
}
