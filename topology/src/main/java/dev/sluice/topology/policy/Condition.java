package dev.sluice.topology.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When a rule holds, with a cheap guard. Threads may share it. */
sealed interface Condition permits Condition.Expression, Score {
    /** The condition as written, on one line. */
    String text();

    /** Says cheaply where it cannot hold. */
    Guard guard();

    /** What it reads. */
    Set<Variable> variables();

    /** Evaluates. Never throws. */
    Truth test(Facts facts);

    /** What adds up to it, as part and weight; nothing for a plain expression. */
    default List<String> contributions(Facts facts) {
        return List.of();
    }

    /**
     * A compiled CEL expression. Programs of CEL are stateless.
     *
     * @param text the expression as written
     * @param program evaluates it
     * @param guard says cheaply where it cannot hold
     * @param variables what it reads
     */
    record Expression(String text, Program program, Guard guard, Set<Variable> variables) implements Condition {

        @Override
        public Truth test(Facts facts) {
            try {
                return Boolean.TRUE.equals(program.eval(reading(facts))) ? Truth.HOLDS : Truth.DOES_NOT_HOLD;
            } catch (CelEvaluationException | RuntimeException e) {
                // The exception may quote values; what matters, that a person must look, is in the answer.
                return Truth.CANNOT_BE_EVALUATED;
            }
        }

        private static CelVariableResolver reading(Facts facts) {
            return name -> {
                Variable variable = Variable.named(name);
                return variable == null
                        ? Optional.empty()
                        : Optional.of(variable.reading().of(facts));
            };
        }
    }
}
