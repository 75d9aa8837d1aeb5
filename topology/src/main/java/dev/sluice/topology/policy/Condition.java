package dev.sluice.topology.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import java.util.Optional;
import java.util.Set;

/**
 * A compiled condition and its guard. Programs of CEL are stateless, so threads may share it.
 *
 * @param text the expression as written
 * @param program evaluates it
 * @param guard says cheaply where it cannot hold
 * @param variables what it reads
 */
record Condition(String text, Program program, Guard guard, Set<Variable> variables) {

    /** Evaluates. Never throws. */
    Truth test(Facts facts) {
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
