package dev.sluice.topology.outcomes.statements;

import dev.sluice.topology.policy.OutcomeBounds;
import dev.sluice.topology.policy.PolicyException;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import java.nio.file.Path;
import java.util.List;

/** Checks what policies say about outcomes before anything runs on it. */
public final class StatementPolicies {
    private StatementPolicies() {}

    /**
     * Loads the words and grounds of statements and the bounds of outcomes, and runs their examples.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static void check(Path policiesDir) {
        if (!StatementTexts.load(policiesDir).languages().contains(StatementTexts.DEFAULT_LANGUAGE)) {
            throw new PolicyException(
                    policiesDir + ": statements in " + StatementTexts.DEFAULT_LANGUAGE + " are missing");
        }
        TransparencySchema schema = TransparencySchema.shipped();
        for (StatementGrounds.Ground ground : StatementGrounds.load(policiesDir).all()) {
            List<String> problems = schema.problems(ground);
            if (!problems.isEmpty()) {
                throw new PolicyException(policiesDir.resolve("statements").resolve("grounds.yaml") + ": "
                        + String.join("; ", problems) + "; allowed: those of the transparency database");
            }
        }
        if (OutcomeBounds.load(policiesDir).drift().leastCases() < 1) {
            throw new PolicyException(policiesDir + ": drift.leastCases; allowed: 1 or more");
        }
    }
}
