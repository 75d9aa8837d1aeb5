package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.vault.SealedPackage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault copy}: copies a package out of the vault. */
@Command(
        name = "copy",
        description = "Copy a package out of the vault; the custody log says so first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The copy is the package as it was sealed and can be checked alone (VERIFY.md).",
            "",
            "Example:  ./sluice vault copy demo-output/vault 3f9c --to evidence-3f9c \\",
            "            --actor m.example --role legal --purpose 'for counsel'"
        })
final class VaultCopyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Parameters(index = "1", paramLabel = "ID", description = "A package's id, or its first digits.")
    @SuppressWarnings("NullAway.Init") // required
    private String id;

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "A new folder.")
    @SuppressWarnings("NullAway.Init") // required
    private Path target;

    @Mixin
    private final VaultPlace place = new VaultPlace();

    @Mixin
    private final Accountable accountable = new Accountable();

    VaultCopyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        try (EvidenceAccess access = EvidenceAccess.open(vault, place.open(vault), accountable.actor())) {
            SealedPackage sealed = access.find(id);
            CustodyEvent event = access.copy(sealed, target, accountable.purpose());
            terminal.out()
                    .println(sealed.packageId() + " v" + sealed.version() + " copied to " + target + ", custody event "
                            + event.seq());
        }
        return ExitCode.OK;
    }
}
