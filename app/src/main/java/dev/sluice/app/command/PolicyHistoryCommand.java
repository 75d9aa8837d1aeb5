package dev.sluice.app.command;

import dev.sluice.app.release.ReleaseDesk.Published;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.topology.release.RefusedReleaseException;
import dev.sluice.topology.release.ReleaseVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice policy history}: what was released and stopped, by whom, and whether it verifies. */
@Command(
        name = "history",
        description = "List what was released and stopped, by whom, and whether it verifies.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice policy history --config sluice.yaml"})
final class PolicyHistoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--policy", paramLabel = "ID", description = "Only this pack.")
    private @Nullable String policy;

    @Option(names = "--policies", paramLabel = "DIR", description = "Policies with approvers; default: the shipped.")
    private @Nullable Path policies;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    PolicyHistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        ReleaseVerifier verifier = PolicySources.verifier(policies);
        List<Published> history = cluster.atDesk(desk -> desk.history());
        for (Published published : history) {
            PolicyRelease release = published.release();
            if (policy == null || (release != null && policy.equals(release.getPolicy()))) {
                print(published, verdict(release, published.publishedAt(), verifier));
            }
        }
        return ExitCode.OK;
    }

    private static String verdict(@Nullable PolicyRelease release, Instant publishedAt, ReleaseVerifier verifier) {
        if (release == null) {
            return "cannot be read";
        }
        try {
            if (release.getKind() == PolicyReleaseKind.STOP) {
                verifier.stop(release, publishedAt);
            } else {
                verifier.released(release, publishedAt);
            }
            return "verified";
        } catch (RefusedReleaseException e) {
            return "refused: " + e.getMessage();
        }
    }

    private void print(Published published, String verdict) throws IOException {
        PolicyRelease release = published.release();
        if (json) {
            new JsonLines(terminal.out()).write(generator -> {
                generator.writeStringField("at", published.where());
                generator.writeStringField(
                        "publishedAt", published.publishedAt().toString());
                generator.writeStringField("verdict", verdict);
                if (release != null) {
                    generator.writeStringField("kind", kind(release));
                    generator.writeStringField("policy", release.getPolicy());
                    generator.writeStringField("version", release.getVersion());
                    generator.writeStringField("sha256", release.getSha256());
                    generator.writeStringField(
                            "effectiveAt", release.getEffectiveAt().toString());
                    generator.writeStringField("author", release.getAuthor());
                    generator.writeStringField("approvers", approvers(release));
                    generator.writeStringField("stops", String.join(",", release.getStops()));
                }
            });
        } else if (release == null) {
            terminal.out().println(published.where() + "  " + verdict);
        } else {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s  %s %s %s%s  by %s, approved by %s  %s",
                            release.getEffectiveAt(),
                            kind(release),
                            release.getPolicy(),
                            release.getVersion(),
                            release.getStops().isEmpty() ? "" : " of " + String.join(", ", release.getStops()),
                            release.getAuthor(),
                            approvers(release),
                            verdict));
        }
    }

    private static String kind(PolicyRelease release) {
        return release.getKind().name().toLowerCase(Locale.ROOT);
    }

    private static String approvers(PolicyRelease release) {
        return String.join(
                ",", release.getApprovals().stream().map(Approval::getApprover).toList());
    }
}
