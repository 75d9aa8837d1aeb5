package dev.sluice.app.config;

import dev.sluice.escalation.SinkSettings;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.timestamp.Certificates;
import dev.sluice.escalation.timestamp.TimestampAuthority;
import dev.sluice.escalation.vault.VaultSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the sink's section into its settings. Apart from {@link Processes}, for it also runs on the sink's own class path,
 * where there is neither pipeline nor classifier.
 */
public final class Sinks {
    private Sinks() {}

    /**
     * Settings of the sink.
     *
     * @throws ConfigException in one line
     */
    public static SinkSettings settings(SluiceConfig config, SluiceConfig.Sink section) {
        Map<String, String> properties = Connections.properties(config.kafka());
        String trusted = section.trustedKeys();
        String tenant = section.tenant() == null ? "default" : section.tenant();
        try {
            return new SinkSettings(
                    new SinkSettings.Kafka(config.kafka().bootstrapServers(), group(section), properties, properties),
                    SinkSettings.Topics.withPrefix(Connections.prefix(config.kafka())),
                    Connections.registry(config),
                    new VaultSettings(Path.of(section.vault()), tenant, "sluice-sink", EvidenceStores.of(section)),
                    new SinkSettings.Key(
                            Path.of(section.signingKey()),
                            Boolean.TRUE.equals(section.createKey()),
                            trusted == null ? null : Path.of(trusted)),
                    ledger(section.log(), SinkSettings.defaultOrigin(tenant)),
                    SinkSettings.DEFAULT_CLOSE_TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("sink: " + e.getMessage());
        }
    }

    /** The consumer group of the sink. */
    public static String group(SluiceConfig.@Nullable Sink section) {
        return section == null || section.groupId() == null ? SinkSettings.Kafka.DEFAULT_GROUP : section.groupId();
    }

    private static LedgerSettings ledger(SluiceConfig.@Nullable EvidenceLog section, String defaultOrigin) {
        LedgerSettings defaults = LedgerSettings.of(defaultOrigin);
        if (section == null) {
            return defaults;
        }
        List<TimestampAuthority> authorities = new ArrayList<>();
        if (section.timestampAuthorities() != null) {
            section.timestampAuthorities()
                    .forEach(source -> authorities.add(new TimestampAuthority(
                            source.name(), URI.create(source.url()), Certificates.load(Path.of(source.trust())))));
        }
        return new LedgerSettings(
                section.origin() == null ? defaults.origin() : section.origin(),
                Require.duration("sink.log.checkpointEvery", section.checkpointEvery(), defaults.issueEvery()),
                authorities,
                defaults.backoff(),
                Require.duration("sink.log.timestampTimeout", section.timestampTimeout(), defaults.timeout()));
    }
}
