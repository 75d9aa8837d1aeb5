package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.ledger.Recipient;
import dev.sluice.escalation.ledger.RefusedCheckpoint;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.CheckpointUpdate;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice vault acknowledge}: what a recipient does with a checkpoint. */
@Command(
        name = "acknowledge",
        description = "Check that a checkpoint continues the last one you saw, and cosign it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Run by whoever receives evidence, on their own machine with their own key;",
            "needs no vault.",
            "--seen remembers the last checkpoint between runs: keep that file.",
            "Exit codes: 0 acknowledged, 4 not signed by the log, 6 does not continue what",
            "you saw, 8 expired or revoked key.",
            "",
            "Example:  ./sluice vault acknowledge --checkpoint checkpoint.txt \\",
            "            --log-key signer.pem --key desk.pem \\",
            "            --name legal.example/desk --seen seen.txt --output acknowledged.txt"
        })
final class VaultAcknowledgeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--checkpoint", required = true, paramLabel = "FILE", description = "The checkpoint you were sent.")
    @SuppressWarnings("NullAway.Init") // required
    private Path checkpoint;

    @Option(names = "--log-key", required = true, paramLabel = "FILE", description = "The log's public keys.")
    @SuppressWarnings("NullAway.Init") // required
    private Path logKey;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your own private key, in PEM.")
    @SuppressWarnings("NullAway.Init") // required
    private Path key;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Your name, as legal.example/desk.")
    @SuppressWarnings("NullAway.Init") // required
    private String name;

    @Option(names = "--seen", required = true, paramLabel = "FILE", description = "Remembers what you saw last.")
    @SuppressWarnings("NullAway.Init") // required
    private Path seen;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Gets the acknowledgement.")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    VaultAcknowledgeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        try {
            Recipient recipient = Recipient.of(name, SigningKey.load(key), KeyRing.load(logKey), seen);
            CheckpointUpdate update = CheckpointUpdate.parse(LogTrustOptions.small(checkpoint));
            SignedNote acknowledged = recipient.acknowledge(update, Clock.systemUTC());
            Files.write(output, acknowledged.bytes());
            Checkpoint head = Checkpoint.of(acknowledged);
            terminal.out()
                    .println("acknowledged " + head.size() + " leaves of log " + head.origin() + ": send " + output
                            + " back");
            terminal.out().println("your verifier key, for those who check it: " + recipient.key());
            return ExitCode.OK;
        } catch (RefusedCheckpoint e) {
            terminal.err().println("NOT ACKNOWLEDGED: " + e.getMessage());
            return e.kind().exitCode();
        } catch (LogException e) {
            throw CommandException.usage("'" + checkpoint + "' is not acknowledged: " + e.getMessage(), e);
        }
    }
}
