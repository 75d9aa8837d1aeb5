package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.ledger.LedgerReader;
import dev.sluice.escalation.log.CheckpointUpdate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault checkpoint}: the log's head, for a recipient. */
@Command(
        name = "checkpoint",
        description = "Print the log's last checkpoint, with proof that it continues an earlier one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A recipient acknowledges it with 'sluice vault acknowledge'. --since is the",
            "size that they saw last.",
            "",
            "Example:  ./sluice vault checkpoint results/vault --since 0 \\",
            "            --output checkpoint.txt"
        })
final class VaultCheckpointCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Option(names = "--since", paramLabel = "SIZE", description = "The size of the checkpoint that was seen last.")
    private long since;

    @Option(names = "--output", paramLabel = "FILE", description = "Write it to a file.")
    private @Nullable Path output;

    VaultCheckpointCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        LedgerReader reader = new LedgerReader(vault);
        CheckpointUpdate update = reader.checkpoint(since);
        if (output == null) {
            terminal.out().print(new String(update.bytes(), StandardCharsets.UTF_8));
            return ExitCode.OK;
        }
        Files.write(output, update.bytes());
        terminal.out().println("checkpoint written to " + output);
        reader.keys().forEach(key -> terminal.out().println("log key " + key));
        return ExitCode.OK;
    }
}
