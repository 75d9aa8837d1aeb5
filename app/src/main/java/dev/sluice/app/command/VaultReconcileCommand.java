package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.reconcile.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice vault reconcile}: looks for escalations that did not become evidence. */
@Command(
        name = "reconcile",
        description = "Compare escalations with receipts and the custody log; a gap is an alert.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Run it from time to time; it may run beside the sink and changes nothing.",
            "Exit code 7: there is a gap.",
            "",
            "Example:  ./sluice vault reconcile --config sink.yaml"
        })
final class VaultReconcileCommand implements Callable<Integer> {
    private static final int GAP = 7;

    private final Terminal terminal;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The sink's configuration.")
    @SuppressWarnings("NullAway.Init") // required
    private Path config;

    VaultReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        Report report = EscalationSink.reconcile(VaultPlace.sink(config));
        report.gaps().forEach(gap -> terminal.out().println("GAP: " + gap));
        terminal.out()
                .println(report.records() + " escalations: " + report.sealed() + " sealed, " + report.quarantined()
                        + " in quarantine, " + report.pending() + " pending; " + report.gapCount() + " gaps");
        return report.ok() ? ExitCode.OK : GAP;
    }
}
