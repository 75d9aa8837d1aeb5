package dev.sluice.app.command;

import dev.sluice.app.release.ApprovalFile;
import dev.sluice.app.release.ReleaseDesk;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.topology.policy.PolicyBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice policy release}: publishes a version that two other people than its author have approved. */
@Command(
        name = "release",
        description = "Publish a version of a policy; running instances switch without a restart.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Two people other than the author must have approved it. Posts taken in from",
            "--effective-at on are decided under it, 10 seconds from now by default. All",
            "running instances switch at that one instant.",
            "",
            "Example:  ./sluice policy release --policy policies/default --author ada",
            "            --approval bob.json --approval eve.json --config sluice.yaml"
        })
final class PolicyReleaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--policy", required = true, paramLabel = "DIR|FILE", description = "The pack.")
    private Path policy = Path.of("");

    @Option(names = "--author", required = true, paramLabel = "NAME", description = "Who wrote it.")
    private String author = "";

    @Option(
            names = "--approval",
            required = true,
            paramLabel = "FILE",
            description = "An approval that 'sluice policy approve' wrote; give two or more.")
    private List<Path> approvals = new ArrayList<>();

    @Option(names = "--effective-at", paramLabel = "INSTANT", description = "From when, as 2026-05-01T12:00:00Z.")
    private @Nullable String effectiveAt;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    PolicyReleaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        PolicySources sources = PolicySources.open(policy);
        PolicyRelease release = ReleaseDesk.release(sources.pack(), author);
        List<Approval> signed = new ArrayList<>();
        for (Path file : approvals) {
            signed.add(ApprovalFile.read(file).over(release, file));
        }
        Instant from = instant(effectiveAt);
        PolicyRelease published = cluster.atDesk(
                desk -> desk.publish(release, signed, from, sources.verifier(), PolicyBook.load(sources.folder())));
        terminal.out()
                .println("released " + published.getPolicy() + " " + published.getVersion() + ", in force from "
                        + published.getEffectiveAt());
        return ExitCode.OK;
    }

    private static @Nullable Instant instant(@Nullable String given) {
        try {
            return given == null ? null : Instant.parse(given);
        } catch (DateTimeParseException e) {
            throw CommandException.usage(
                    "--effective-at is '" + given + "'; allowed: an instant such as 2026-05-01T12:00:00Z", e);
        }
    }
}
