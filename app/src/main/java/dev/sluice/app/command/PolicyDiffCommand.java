package dev.sluice.app.command;

import dev.sluice.app.release.ReleaseDesk.Published;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.topology.policy.PolicyDiff;
import dev.sluice.topology.policy.PolicyPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice policy diff}: what differs between two versions of a policy. */
@Command(
        name = "diff",
        description = "Say what differs between two versions of a policy, rule by rule.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A version is a policy.yaml, its folder, or POLICY@VERSION of those released",
            "(with --config). Overlays are compared as merged. Comments and layout are no",
            "difference.",
            "",
            "Example:  ./sluice policy diff default@1.0.0 policies/default",
            "            --config sluice.yaml"
        })
final class PolicyDiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "A", description = "The version before.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", description = "The version after.")
    private String after = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    PolicyDiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        PolicyPack first = pack(before);
        PolicyPack second = pack(after);
        PolicyDiff diff = PolicyDiff.of(first, second);
        if (json) {
            new JsonLines(terminal.out()).write(generator -> {
                write(generator, "added", diff.added());
                write(generator, "removed", diff.removed());
                generator.writeObjectFieldStart("changed");
                for (PolicyDiff.Changed changed : diff.changed()) {
                    write(generator, changed.rule(), changed.keys());
                }
                generator.writeEndObject();
                write(generator, "moved", diff.moved());
                write(generator, "head", diff.head());
            });
        } else {
            print(first, second, diff);
        }
        return ExitCode.OK;
    }

    private void print(PolicyPack first, PolicyPack second, PolicyDiff diff) {
        terminal.out()
                .println(first.id() + " " + first.version() + " -> " + second.id() + " " + second.version()
                        + (diff.isEmpty() ? ": no difference" : ""));
        diff.added().forEach(rule -> terminal.out().println("+ rule " + rule));
        diff.removed().forEach(rule -> terminal.out().println("- rule " + rule));
        diff.changed()
                .forEach(changed ->
                        terminal.out().println("~ rule " + changed.rule() + ": " + String.join(", ", changed.keys())));
        diff.moved().forEach(rule -> terminal.out().println("^ rule " + rule + " stands elsewhere"));
        if (!diff.head().isEmpty()) {
            terminal.out().println("~ pack: " + String.join(", ", diff.head()));
        }
    }

    private static void write(com.fasterxml.jackson.core.JsonGenerator generator, String key, List<String> texts)
            throws IOException {
        generator.writeArrayFieldStart(key);
        for (String text : texts) {
            generator.writeString(text);
        }
        generator.writeEndArray();
    }

    private PolicyPack pack(String named) {
        if (Files.exists(Path.of(named))) {
            return PolicySources.open(Path.of(named)).pack();
        }
        int at = named.indexOf('@');
        if (at <= 0 || !cluster.given()) {
            throw CommandException.usage(
                    "'" + named + "' is no file; allowed: a policy.yaml, its folder, or POLICY@VERSION with --config");
        }
        return cluster.atDesk(desk -> released(desk.history(), named.substring(0, at), named.substring(at + 1)));
    }

    private static PolicyPack released(List<Published> history, String policy, String version) {
        for (Published published : history) {
            PolicyRelease release = published.release();
            if (release != null
                    && release.getKind() == PolicyReleaseKind.RELEASE
                    && release.getPolicy().equals(policy)
                    && release.getVersion().equals(version)) {
                return PolicyPack.parse(policy + "@" + version, release.getText());
            }
        }
        throw CommandException.usage("version '" + version + "' of policy '" + policy
                + "' was not released; allowed: what 'policy history' lists");
    }
}
