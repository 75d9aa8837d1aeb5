package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.access.SafeText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault view}: prints a file of a package. */
@Command(
        name = "view",
        description = "Print a file of a package; the custody log says so before anything is printed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Where the custody log cannot be written nothing is printed. Control",
            "characters in the file are shown as ?.",
            "",
            "Example:  ./sluice vault view results/vault 3f9c \\",
            "            --file data/post/post.json --actor m.example \\",
            "            --role legal --purpose 'first assessment'"
        })
final class VaultViewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Parameters(index = "1", paramLabel = "ID", description = "A package's id, or its first digits.")
    @SuppressWarnings("NullAway.Init") // required
    private String id;

    @Option(names = "--file", required = true, paramLabel = "PATH", description = "The file; see sluice vault show.")
    @SuppressWarnings("NullAway.Init") // required
    private String file;

    @Mixin
    private final VaultPlace place = new VaultPlace();

    @Mixin
    private final Accountable accountable = new Accountable();

    VaultViewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        try (EvidenceAccess access = EvidenceAccess.open(vault, place.open(vault), accountable.actor())) {
            byte[] content = access.view(access.find(id), file, accountable.purpose());
            terminal.out().println(SafeText.of(content));
        }
        return ExitCode.OK;
    }
}
