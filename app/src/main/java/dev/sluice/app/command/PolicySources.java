package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.classifiers.Assessor;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.release.ExampleTexts;
import dev.sluice.topology.release.ReleaseVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A pack and the folder of policies that it is in, with notices, approvers and what else is needed to judge it.
 *
 * @param pack the pack; where it is an overlay, as merged
 * @param folder the folder of policies
 */
record PolicySources(PolicyPack pack, Path folder) {

    /**
     * Opens a pack.
     *
     * @param given {@code policy.yaml}, or the folder that it is in
     */
    static PolicySources open(Path given) {
        Path file = Files.isDirectory(given) ? given.resolve("policy.yaml") : given;
        if (!Files.isRegularFile(file)) {
            throw CommandException.usage("--policy " + given + " is no pack; allowed: a policy.yaml or its folder");
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path policies = folder == null ? null : folder.getParent();
        if (policies == null) {
            throw CommandException.usage("--policy " + given + " is in no folder of policies");
        }
        return new PolicySources(PolicyBook.loadPack(file), policies);
    }

    /** Judges releases by the notices, detectors and approvers of this folder. */
    ReleaseVerifier verifier() {
        return verifier(folder);
    }

    /** Judges releases by the notices, detectors and approvers of a folder of policies; of the shipped one for null. */
    static ReleaseVerifier verifier(@Nullable Path policies) {
        Path home = Home.policies(policies);
        Assessor assessor = Home.assessor(home);
        return new ReleaseVerifier(
                Approvers.load(home),
                Notices.load(home),
                new ExampleTexts(assessor::assess, Clock.systemUTC()),
                CaseworkRules.load(home));
    }
}
