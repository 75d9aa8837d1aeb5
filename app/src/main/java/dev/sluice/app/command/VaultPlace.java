package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.escalation.SinkSettings;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.StorageSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a vault's packages lie. */
final class VaultPlace {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The sink's configuration, where packages lie in a bucket or are encrypted.")
    private @Nullable Path config;

    /** The storage, opened for reading. */
    EvidenceStorage open(Path vault) {
        return settings().openForReading(vault);
    }

    /** The storage, opened for writing. */
    EvidenceStorage openForWriting(Path vault) {
        if (!Files.isDirectory(vault)) {
            throw CommandException.usage(vault + " is not a folder; allowed: a vault");
        }
        return settings().open(vault, Clock.systemUTC());
    }

    private StorageSettings settings() {
        return config == null
                ? StorageSettings.IN_THE_VAULT
                : sink(config).vault().storage();
    }

    /** The sink's settings in a file. */
    static SinkSettings sink(Path file) {
        SluiceConfig config = ConfigReader.read(file);
        SluiceConfig.Sink section = config.sink();
        if (section == null) {
            throw CommandException.usage(file + ": sink is missing; allowed: a section with vault and signingKey");
        }
        return Processes.sink(config, section);
    }
}
