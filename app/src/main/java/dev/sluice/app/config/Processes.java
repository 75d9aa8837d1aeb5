package dev.sluice.app.config;

import dev.sluice.escalation.SinkSettings;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.timestamp.Certificates;
import dev.sluice.escalation.timestamp.TimestampAuthority;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.PipelineSettings.Sizing;
import dev.sluice.topology.TopologySettings;
import dev.sluice.topology.secondlook.SecondLookSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the section of a process into the settings of its part. */
public final class Processes {
    private static final int CLUSTER_DEFAULT = -1;
    private static final int NO_PORT = -1;

    /** What the pipeline calls a setting, and where it is in {@code sluice.yaml}. */
    private static final Map<String, String> PATHS = Map.of(
            "kafka.applicationId", "pipeline.applicationId",
            "kafka.groupProtocol", "pipeline.groupProtocol",
            "kafka.replicationFactor", "pipeline.replicationFactor",
            "threads", "pipeline.threads",
            "standbyReplicas", "pipeline.standbyReplicas",
            "healthPort", "pipeline.httpPort",
            "secondLook.maxLag", "pipeline.secondLook.maxLag",
            "secondLook.batchSize", "pipeline.secondLook.batchSize",
            "topicPrefix", "kafka.topicPrefix");

    private Processes() {}

    /**
     * Settings of the pipeline.
     *
     * @throws ConfigException in one line
     */
    public static PipelineSettings pipeline(SluiceConfig config, SluiceConfig.Pipeline section) {
        String servers = config.kafka().bootstrapServers();
        PipelineSettings defaults = PipelineSettings.defaults(servers, Path.of(section.stateDir()));
        try {
            Cluster cluster = new Cluster(
                    servers,
                    section.applicationId() == null ? defaults.cluster().applicationId() : section.applicationId(),
                    or(section.replicationFactor(), CLUSTER_DEFAULT),
                    section.groupProtocol() == null
                            ? defaults.cluster().groupProtocol()
                            : GroupProtocol.of(section.groupProtocol()),
                    properties(config));
            Sizing sizing = defaults.sizing();
            return defaults.withCluster(cluster)
                    .withSizing(new Sizing(
                            or(section.threads(), sizing.threads()),
                            or(section.standbyReplicas(), sizing.standbyReplicas()),
                            sizing.cacheBytes(),
                            sizing.commitInterval()))
                    .withHealthPort(or(section.httpPort(), NO_PORT))
                    .withSecondLook(secondLook(section.secondLook(), defaults.secondLook()))
                    .withTopology(TopologySettings.defaults().withTopicPrefix(Connections.prefix(config.kafka())));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(withPath(String.valueOf(e.getMessage())));
        }
    }

    /** Whether the pipeline is to have a lane of second looks, where its models have a second look. */
    public static boolean looksTwice(SluiceConfig.Pipeline section) {
        SluiceConfig.SecondLook secondLook = section.secondLook();
        return secondLook == null || !Boolean.FALSE.equals(secondLook.enabled());
    }

    private static SecondLookSettings secondLook(
            SluiceConfig.@Nullable SecondLook section, SecondLookSettings defaults) {
        if (section == null) {
            return defaults;
        }
        String maxLag = section.maxLag();
        try {
            return new SecondLookSettings(
                    maxLag == null ? defaults.maxLag() : Duration.parse(maxLag),
                    or(section.batchSize(), defaults.batchSize()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "secondLook.maxLag is '" + maxLag + "'; allowed: a duration such as PT30S", e);
        }
    }

    /**
     * Settings of the sink.
     *
     * @throws ConfigException in one line
     */
    public static SinkSettings sink(SluiceConfig config, SluiceConfig.Sink section) {
        Map<String, String> properties = properties(config);
        String group = section.groupId();
        String tenant = section.tenant() == null ? "default" : section.tenant();
        try {
            return new SinkSettings(
                    new SinkSettings.Kafka(
                            config.kafka().bootstrapServers(),
                            group == null ? SinkSettings.Kafka.DEFAULT_GROUP : group,
                            properties,
                            properties),
                    SinkSettings.Topics.withPrefix(Connections.prefix(config.kafka())),
                    Connections.registry(config.registry()),
                    new VaultSettings(Path.of(section.vault()), tenant, "sluice-sink"),
                    new SinkSettings.Key(Path.of(section.signingKey()), Boolean.TRUE.equals(section.createKey())),
                    ledger(section.log(), SinkSettings.defaultOrigin(tenant)),
                    SinkSettings.DEFAULT_CLOSE_TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("sink: " + e.getMessage());
        }
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
                duration("sink.log.checkpointEvery", section.checkpointEvery(), defaults.issueEvery()),
                authorities,
                defaults.backoff(),
                duration("sink.log.timestampTimeout", section.timestampTimeout(), defaults.timeout()));
    }

    private static Duration duration(String key, @Nullable String value, Duration otherwise) {
        try {
            return value == null ? otherwise : Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(key + " is '" + value + "'; allowed: a duration such as PT10M", e);
        }
    }

    /** The message with the key as its author wrote it: a message starts with the key. */
    private static String withPath(String message) {
        int end = message.indexOf(' ');
        String path = end < 0 ? null : PATHS.get(message.substring(0, end));
        return path == null ? "pipeline: " + message : path + message.substring(end);
    }

    private static Map<String, String> properties(SluiceConfig config) {
        Map<String, String> properties = config.kafka().properties();
        return properties == null ? Map.of() : properties;
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
