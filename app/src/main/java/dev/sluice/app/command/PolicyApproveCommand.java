package dev.sluice.app.command;

import dev.sluice.app.release.ApprovalFile;
import dev.sluice.app.release.ReleaseDesk;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.release.ReleaseForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice policy approve}: signs a version of a policy, so that it may be released. */
@Command(
        name = "approve",
        description = "Sign a version of a policy, so that it may be released.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Read what you sign: 'sluice policy diff' shows what changes,",
            "'sluice policy check' whether it is right.",
            "",
            "Example:  ./sluice policy approve --policy policies/default --author ada",
            "            --approver bob --key bob.pem"
        })
final class PolicyApproveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--policy", required = true, paramLabel = "DIR|FILE", description = "The pack.")
    private Path policy = Path.of("");

    @Option(names = "--author", required = true, paramLabel = "NAME", description = "Who wrote it.")
    private String author = "";

    @Option(names = "--approver", required = true, paramLabel = "NAME", description = "Who you are.")
    private String approver = "";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "Your private key: Ed25519, PKCS#8 in PEM, readable by you only.")
    private Path key = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The approval; default: POLICY-VERSION-APPROVER.approval.json here.")
    private @Nullable Path out;

    PolicyApproveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        PolicySources sources = PolicySources.open(policy);
        if (approver.equals(author)) {
            throw CommandException.usage(
                    "--approver " + approver + " is the author; allowed: another person than the author");
        }
        SigningKey signingKey = signingKey(sources.folder(), approver, key);
        sources.verifier().requireSound(sources.pack());
        PolicyPack pack = sources.pack();
        PolicyRelease release = ReleaseDesk.release(pack, author);
        ApprovalFile approval = ApprovalFile.of(
                release, approver, signingKey.verificationKey().id(), signingKey.sign(ReleaseForm.of(release)));
        Path file = out == null ? Path.of(pack.id() + "-" + pack.version() + "-" + approver + ".approval.json") : out;
        approval.write(file);
        terminal.out()
                .println("approved " + pack.id() + " " + pack.version() + ", sha256 " + pack.sha256() + ", in " + file);
        return ExitCode.OK;
    }

    /** The key of a person, which must be the one that the folder's approvers have for them. */
    static SigningKey signingKey(Path policies, String name, Path file) {
        Approvers.Approver known =
                Approvers.isName(name) ? Approvers.load(policies).named(name) : null;
        if (known == null) {
            throw CommandException.usage("--approver " + name + " is not in " + policies.resolve(Approvers.FILE)
                    + "; allowed: who is listed there");
        }
        SigningKey key = SigningKey.load(file);
        if (!key.verificationKey().id().equals(known.keyId())) {
            throw CommandException.usage("--key " + file + " has id "
                    + key.verificationKey().id() + "; allowed: the key of " + name + ", " + known.keyId());
        }
        return key;
    }
}
