package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.ledger.LedgerReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault receive}: keeps what a recipient sent back. */
@Command(
        name = "receive",
        description = "Keep a recipient's acknowledgement beside the checkpoint that it is of.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:  ./sluice vault receive results/vault --acknowledgement ack.txt \\",
            "            --witness legal.example/desk+1f0c2d3e+BA…"
        })
final class VaultReceiveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Option(names = "--acknowledgement", required = true, paramLabel = "FILE", description = "What they sent.")
    @SuppressWarnings("NullAway.Init") // required
    private Path acknowledgement;

    @Option(names = "--witness", required = true, paramLabel = "KEY", description = "Their verifier key.")
    @SuppressWarnings("NullAway.Init") // required
    private String witness;

    VaultReceiveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        String place =
                new LedgerReader(vault).keep(LogTrustOptions.note(acknowledgement), LogTrustOptions.witness(witness));
        terminal.out().println("acknowledgement kept in " + place);
        return ExitCode.OK;
    }
}
