package dev.sluice.app.command;

import dev.sluice.app.release.ReleaseDesk;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.release.ReleaseForm;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice policy stop}: switches rules off in an emergency. */
@Command(
        name = "stop",
        description = "Switch rules of a policy off, in an emergency; one approver is enough.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A stopped rule no longer acts; decisions still name it, as stopped:RULE. It",
            "can only be switched on again by releasing a higher version.",
            "",
            "Example:  ./sluice policy stop --policy default --up-to 1.2.0",
            "            --rule hate.review --approver bob --key bob.pem",
            "            --config sluice.yaml"
        })
final class PolicyStopCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--policy", required = true, paramLabel = "ID", description = "Id of the pack.")
    private String policy = "";

    @Option(
            names = "--up-to",
            required = true,
            paramLabel = "VERSION",
            description = "The highest version that it holds for.")
    private String upTo = "";

    @Option(
            names = "--rule",
            required = true,
            paramLabel = "ID",
            description = "A rule to switch off; several may be given.")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--approver", required = true, paramLabel = "NAME", description = "Who you are.")
    private String approver = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your private key.")
    private Path key = Path.of("");

    @Option(names = "--policies", paramLabel = "DIR", description = "Policies with approvers; default: the shipped.")
    private @Nullable Path policies;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    PolicyStopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        SigningKey signingKey = PolicyApproveCommand.signingKey(Home.policies(policies), approver, key);
        PolicyRelease stop = ReleaseDesk.stop(policy, upTo, rules, approver);
        Approval approval = new Approval(
                approver, signingKey.verificationKey().id(), ByteBuffer.wrap(signingKey.sign(ReleaseForm.of(stop))));
        PolicyBook folder = PolicyBook.load(Home.policies(policies));
        PolicyRelease published = cluster.atDesk(
                desk -> desk.publish(stop, List.of(approval), null, PolicySources.verifier(policies), folder));
        terminal.out()
                .println("stopped " + String.join(", ", rules) + " of " + policy + " up to " + upTo + ", from "
                        + published.getEffectiveAt());
        folder.packs().forEach(this::sayWhoKeeps);
        return ExitCode.OK;
    }

    /** An overlay stands alone: what is stopped below goes on in it. */
    private void sayWhoKeeps(PolicyPack other) {
        List<String> kept =
                rules.stream().filter(other.rulesInForce()::contains).toList();
        if (!other.id().equals(policy) && !kept.isEmpty()) {
            terminal.out()
                    .println("policy " + other.id() + " has " + String.join(", ", kept)
                            + " too and keeps it; stop it there as well if it is to stop");
        }
    }
}
