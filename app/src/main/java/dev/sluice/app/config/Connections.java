package dev.sluice.app.config;

import dev.sluice.app.access.AccessPlan;
import dev.sluice.app.access.ProcessNames;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.app.transparency.SubmissionOutbox;
import dev.sluice.escalation.SinkSettings;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.topics.Role;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Turns the sections of {@code sluice.yaml} that every process needs into the settings of clients. */
public final class Connections {
    private static final String DEFAULT_STORE_TYPE = "PKCS12";

    private Connections() {}

    /** Settings of any Kafka client. */
    public static Map<String, Object> kafka(SluiceConfig.Kafka kafka) {
        Map<String, Object> settings = new HashMap<>(properties(kafka));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return settings;
    }

    /** What the configuration says besides the address; tokens may be had from where it says. */
    static Map<String, String> properties(SluiceConfig.Kafka kafka) {
        Map<String, String> properties = kafka.properties();
        if (properties == null) {
            return Map.of();
        }
        TokenEndpoints.allow(properties);
        return properties;
    }

    /** Settings of the registry's client; subjects have the prefix that topics have, as other tools expect. */
    public static RegistrySettings registry(SluiceConfig config) {
        return registry(config.registry()).withSubjectPrefix(prefix(config.kafka()));
    }

    private static RegistrySettings registry(SluiceConfig.Registry registry) {
        try {
            return new RegistrySettings(
                    registry.urls(),
                    auth(registry),
                    tls(registry.tls()),
                    registry.autoRegister(),
                    "",
                    startLimit(registry.startLimit()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static Duration startLimit(@Nullable String value) {
        try {
            return value == null ? RegistrySettings.DEFAULT_START_LIMIT : Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new ConfigException("registry.startLimit is '" + value + "'; allowed: a duration such as PT1M");
        }
    }

    /** How topics are laid out. */
    public static TopicPlan topics(SluiceConfig config) {
        SluiceConfig.Topics topics = config.topics();
        Integer replication = topics == null ? null : topics.replicationFactor();
        Map<String, Integer> partitions = topics == null ? null : topics.partitions();
        return new TopicPlan(
                prefix(config.kafka()),
                replication == null ? TopicPlan.REPLICAS : replication.shortValue(),
                partitions == null ? Map.of() : partitions,
                overrides(topics));
    }

    private static Map<String, String> overrides(SluiceConfig.@Nullable Topics topics) {
        Map<String, String> overrides = new HashMap<>();
        if (topics != null && topics.minInsyncReplicas() != null) {
            overrides.put(TopicPlan.MIN_IN_SYNC, topics.minInsyncReplicas().toString());
        }
        if (topics != null && topics.maxMessageBytes() != null) {
            overrides.put(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    topics.maxMessageBytes().toString());
        }
        return overrides;
    }

    /**
     * Who may do what; null where the configuration leaves that to others.
     *
     * @throws ConfigException where one name would cover what belongs to another role
     */
    public static @Nullable AccessPlan access(SluiceConfig config) {
        AccessSection section = config.access();
        if (section == null) {
            return null;
        }
        Map<Role, List<String>> principals = new EnumMap<>(Role.class);
        section.roles().forEach((role, named) -> {
            if (named != null) {
                principals.put(Objects.requireNonNull(Role.find(role)), named);
            }
        });
        try {
            return new AccessPlan(
                    prefix(config.kafka()),
                    principals,
                    section.former() == null ? Set.of() : Set.copyOf(section.former()),
                    section.admins() == null ? Set.of() : Set.copyOf(section.admins()),
                    names(config, section));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static ProcessNames names(SluiceConfig config, AccessSection section) {
        SluiceConfig.Pipeline pipeline = config.pipeline();
        SluiceConfig.Sink sink = config.sink();
        SluiceConfig.Transparency transparency = config.transparency();
        String protocol = pipeline == null ? null : pipeline.groupProtocol();
        return new ProcessNames(
                named(
                        "access.applicationId",
                        section.applicationId(),
                        pipeline == null ? null : pipeline.applicationId(),
                        PipelineSettings.DEFAULT_APPLICATION_ID),
                protocol != null && GroupProtocol.of(protocol) == GroupProtocol.STREAMS,
                named(
                        "access.sinkGroup",
                        section.sinkGroup(),
                        sink == null ? null : sink.groupId(),
                        SinkSettings.Kafka.DEFAULT_GROUP),
                named(
                        "access.submitterGroup",
                        section.submitterGroup(),
                        transparency == null ? null : transparency.groupId(),
                        SubmissionOutbox.DEFAULT_GROUP),
                sourceTopics(config));
    }

    private static Set<String> sourceTopics(SluiceConfig config) {
        SluiceConfig.Sources sources = config.sources();
        return sources == null
                ? Set.of()
                : sources.topics().stream().map(SluiceConfig.SourceTopic::topic).collect(Collectors.toSet());
    }

    /** A name that may be given here or with its process, but not as two different ones. */
    private static String named(String key, @Nullable String here, @Nullable String there, String otherwise) {
        Require.that(
                here == null || there == null || here.equals(there),
                key + " is '" + here + "', and the process is called '" + there
                        + "' in this file; allowed: one of them");
        String name = here == null ? there : here;
        return name == null ? otherwise : name;
    }

    /** What is put before topic names. */
    public static String prefix(SluiceConfig.Kafka kafka) {
        return kafka.topicPrefix() == null ? "" : kafka.topicPrefix();
    }

    private static RegistrySettings.Auth auth(SluiceConfig.Registry registry) {
        SluiceConfig.Basic basic = registry.basic();
        if (basic != null) {
            return new RegistrySettings.Auth.Basic(basic.user(), basic.password());
        }
        String bearer = registry.bearer();
        return bearer == null ? new RegistrySettings.Auth.None() : new RegistrySettings.Auth.Bearer(bearer);
    }

    private static RegistrySettings.@Nullable Tls tls(SluiceConfig.@Nullable Tls tls) {
        if (tls == null) {
            return null;
        }
        return new RegistrySettings.Tls(
                path(tls.trustStore()),
                tls.trustStorePassword(),
                path(tls.keyStore()),
                tls.keyStorePassword(),
                tls.keyPassword(),
                tls.storeType() == null ? DEFAULT_STORE_TYPE : tls.storeType());
    }

    private static @Nullable Path path(@Nullable String value) {
        return value == null ? null : Path.of(value);
    }
}
