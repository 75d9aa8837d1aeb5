package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.encryption.KeyFolder;
import dev.sluice.schemas.encryption.KeyRotation;
import dev.sluice.schemas.encryption.LocalKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice keys}: makes and rotates the keys that wrap the keys of people and cases. */
@Command(
        name = "keys",
        description = "Make and rotate key encryption keys in a local file.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice keys create keys/kek.json"})
final class KeysCommand extends Group {
    private final Terminal terminal;

    KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "create",
            description = "Make a key encryption key and its file.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The file is a Tink keyset that only its owner can read. Nothing else makes",
                "one: a lost file is lost data, and is for a person to settle. Back it up",
                "apart from what it protects.",
                "Exit codes: 0 made; 1 there is a file of that name, or it cannot be written.",
                "",
                "Example:  ./sluice keys create keys/kek.json"
            })
    int create(@Parameters(paramLabel = "FILE", description = "The new file.") Path file) {
        Logging.quiet();
        terminal.out().println("key " + LocalKeyFile.create(file).keyId() + " made in " + file);
        return ExitCode.OK;
    }

    @Command(
            name = "rotate",
            description = "Make a new key encryption key and put data keys under it.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Data stays as it is: only data keys are wrapped anew. Processes may run",
                "meanwhile. Interrupted, run it again with --no-new-key. Give every folder",
                "whose keys the file wraps; with --retire the old keys are destroyed, and",
                "what is wrapped by them elsewhere (a folder not named, a backup) is lost.",
                "Exit codes: 0 done; 1 a key cannot be unwrapped or written.",
                "",
                "Example:  ./sluice keys rotate keys/kek.json --folder keys/cases --retire"
            })
    int rotate(
            @Parameters(paramLabel = "FILE", description = "The key file.") Path file,
            @Option(
                            names = "--folder",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "A folder of data keys; may be given several times.")
                    List<Path> folders,
            @Option(names = "--no-new-key", description = "Only put data keys under the current key.") boolean noNewKey,
            @Option(names = "--retire", description = "Destroy the old keys afterwards.") boolean retire) {
        Logging.quiet();
        LocalKeyFile keys = LocalKeyFile.open(file);
        try {
            for (Path folder : folders) {
                var unused = KeyFolder.existing(folder);
            }
            String id = noNewKey ? keys.keyId() : keys.rotate();
            terminal.out().println("key " + id + " wraps now");
            for (Path folder : folders) {
                KeyRotation rotation = KeyRotation.run(KeyFolder.existing(folder), keys);
                terminal.out()
                        .println(folder + ": " + rotation.rewrapped() + " keys wrapped anew, " + rotation.already()
                                + " were already");
            }
        } catch (IOException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
        if (retire) {
            terminal.out().println("destroyed: " + String.join(", ", keys.retireOld()));
        }
        return ExitCode.OK;
    }
}
