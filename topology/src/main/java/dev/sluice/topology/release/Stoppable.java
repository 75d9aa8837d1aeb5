package dev.sluice.topology.release;

import dev.sluice.schemas.PolicyRelease;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.PolicyVersion;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a policy can be stopped: a stop for a version or a rule that nobody knows is a slip of the hand, and would
 * leave the rule that was meant in force.
 *
 * @param highest the highest version that is known
 * @param rules ids of the rules in force of all versions that are known
 */
public record Stoppable(String highest, Set<String> rules) {
    /** Copies the ids. */
    public Stoppable {
        rules = Set.copyOf(rules);
    }

    /** What can be stopped of one version. */
    public static Stoppable of(PolicyPack pack) {
        return new Stoppable(pack.version(), Set.copyOf(pack.rulesInForce()));
    }

    /** What can be stopped of these versions and another one. */
    public Stoppable with(PolicyPack pack) {
        Set<String> all = new TreeSet<>(rules);
        all.addAll(pack.rulesInForce());
        return new Stoppable(PolicyVersion.rises(highest, pack.version()) ? pack.version() : highest, all);
    }

    /**
     * Checks that the version and the rules exist that a stop names.
     *
     * @param stop a stop whose form is right
     * @throws RefusedReleaseException naming the version or the rule, and what is allowed
     */
    public void require(PolicyRelease stop) {
        if (PolicyVersion.rises(highest, stop.getVersion())) {
            throw new RefusedReleaseException("the stop holds up to version " + stop.getVersion() + " of policy "
                    + stop.getPolicy() + ", which was not released; allowed: at most " + highest);
        }
        for (String rule : stop.getStops()) {
            if (!rules.contains(rule)) {
                throw new RefusedReleaseException("rule " + rule + " is not in policy " + stop.getPolicy()
                        + "; allowed: " + String.join(", ", new TreeSet<>(rules)));
            }
        }
    }
}
