package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedStack;
import dev.sluice.app.notices.NoticeBoard;
import dev.sluice.app.notices.PosterIdentities;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.Logging;
import dev.sluice.schemas.encryption.EncryptionException;
import dev.sluice.schemas.encryption.FieldCipher;
import dev.sluice.schemas.encryption.KeyFolder;
import dev.sluice.schemas.encryption.LocalKeyFile;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the notices of defamation are, and where the keys of posters' details. */
final class NoticePlace {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private Cluster cluster;

    static final class Cluster {
        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
        private @Nullable Path config;

        @Option(
                names = "--bootstrap",
                required = true,
                paramLabel = "HOST:PORT",
                description = "The broker of an embedded stack that is running, as the demo names it.")
        private @Nullable String bootstrap;
    }

    /** What is done with a board. */
    @FunctionalInterface
    interface Work {
        /** Does it, and says the exit code. */
        int with(NoticeBoard board);
    }

    /** What is done with a board and the details of posters. */
    @FunctionalInterface
    interface IdentityWork {
        /** Does it, and says the exit code. */
        int with(NoticeBoard board, PosterIdentities identities);
    }

    int withBoard(Work work) {
        Logging.quiet();
        SluiceConfig config = config();
        try (SchemaRegistry schemas = SchemaRegistry.connect(registry(config))) {
            return work.with(new NoticeBoard(client(config), schemas, prefix(config)));
        }
    }

    int withIdentities(IdentityWork work) {
        Logging.quiet();
        SluiceConfig config = config();
        FieldCipher cipher = cipher(keys(config));
        try (SchemaRegistry schemas = SchemaRegistry.connect(registry(config))) {
            return work.with(
                    new NoticeBoard(client(config), schemas, prefix(config)),
                    new PosterIdentities(client(config), schemas, prefix(config), cipher, Clock.systemUTC()));
        }
    }

    /** The section of the configuration that names the keys. */
    SluiceConfig.PosterIdentities keys() {
        return keys(config());
    }

    private static SluiceConfig.PosterIdentities keys(@Nullable SluiceConfig config) {
        SluiceConfig.PosterIdentities section = config == null ? null : config.posterIdentities();
        if (section == null) {
            throw CommandException.usage(
                    "posterIdentities is missing; allowed: --config with a section posterIdentities,"
                            + " with keys and keyFile");
        }
        return section;
    }

    private static FieldCipher cipher(SluiceConfig.PosterIdentities keys) {
        try {
            return new FieldCipher(
                    KeyFolder.open(Path.of(keys.keys())),
                    LocalKeyFile.open(Path.of(keys.keyFile())),
                    Clock.systemUTC());
        } catch (IOException | EncryptionException e) {
            throw CommandException.failed("the keys of posters' details cannot be used: " + e.getMessage());
        }
    }

    private @Nullable SluiceConfig config() {
        Path file = cluster.config;
        return file == null ? null : ConfigReader.read(file);
    }

    private Map<String, Object> client(@Nullable SluiceConfig config) {
        return config == null
                ? Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.valueOf(cluster.bootstrap))
                : Connections.kafka(config.kafka());
    }

    private static RegistrySettings registry(@Nullable SluiceConfig config) {
        return config == null ? RegistrySettings.mock(EmbeddedStack.REGISTRY) : Connections.registry(config);
    }

    private static String prefix(@Nullable SluiceConfig config) {
        return config == null ? "" : Connections.prefix(config.kafka());
    }
}
