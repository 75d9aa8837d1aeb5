package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.release.ReleaseDesk;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command talks to: that of a configuration, or one that is named outright. */
final class ClusterOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration of cluster and registry.")
    private @Nullable Path config;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "The cluster, in place of --config.")
    private @Nullable String bootstrap;

    @Option(names = "--registry", paramLabel = "URL", description = "The schema registry, beside --bootstrap.")
    private @Nullable String registry;

    /** Whether a cluster is named at all. */
    boolean given() {
        return config != null || bootstrap != null;
    }

    /** Does something at the desk of the cluster's releases. */
    <T> T atDesk(Function<ReleaseDesk, T> work) {
        Path file = config;
        String servers = bootstrap;
        String url = registry;
        if (file != null && servers == null && url == null) {
            SluiceConfig read = ConfigReader.read(file);
            return at(
                    Connections.kafka(read.kafka()),
                    Connections.prefix(read.kafka()),
                    Connections.registry(read),
                    work);
        }
        if (file == null && servers != null && url != null) {
            Map<String, Object> client = new HashMap<>();
            client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
            RegistrySettings settings =
                    new RegistrySettings(List.of(url), new RegistrySettings.Auth.None(), null, true);
            return at(client, "", settings, work);
        }
        throw CommandException.usage("no cluster is named, or two; allowed: --config, or --bootstrap with --registry");
    }

    private static <T> T at(
            Map<String, Object> client, String prefix, RegistrySettings settings, Function<ReleaseDesk, T> work) {
        try (SchemaRegistry open = SchemaRegistry.connect(settings)) {
            return work.apply(new ReleaseDesk(client, prefix, open, Clock.systemUTC()));
        }
    }
}
