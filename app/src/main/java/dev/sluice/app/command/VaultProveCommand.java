package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.ledger.LedgerReader;
import dev.sluice.escalation.ledger.PackageProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault prove}: what goes with a package that leaves the vault. */
@Command(
        name = "prove",
        description = "Write the proof that a package is in the log, to go with the package.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The folder gets the leaf, the proof, the checkpoint and its timestamps.",
            "Whoever has it and the package checks both with",
            "'sluice vault verify PACKAGE --proof DIR'; timestamps also with 'openssl ts'.",
            "",
            "Example:  ./sluice vault prove results/vault --package 3f9c --output proof"
        })
final class VaultProveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Option(names = "--package", required = true, paramLabel = "ID", description = "A package's id, or its start.")
    @SuppressWarnings("NullAway.Init") // required
    private String id;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "A folder; made where missing.")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    VaultProveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        PackageProof proof = new LedgerReader(vault).prove(id);
        Files.createDirectories(output);
        for (Map.Entry<String, byte[]> file : proof.files().entrySet()) {
            Files.write(output.resolve(file.getKey()), file.getValue());
        }
        terminal.out()
                .println("package " + proof.leaf().packageId() + " is leaf "
                        + proof.proof().index() + " of " + proof.checkpoint().size() + " in log "
                        + proof.checkpoint().origin() + "; proof in " + output);
        return ExitCode.OK;
    }
}
