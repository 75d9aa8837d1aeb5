package dev.sluice.app.config;

import dev.sluice.app.transparency.BearerToken;
import dev.sluice.app.transparency.Endpoint;
import dev.sluice.app.transparency.TransparencySettings;
import dev.sluice.escalation.SinkSettings;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.OutcomesSettings;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.PipelineSettings.Sizing;
import dev.sluice.topology.TopologySettings;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import dev.sluice.topology.policy.OutcomeBounds;
import dev.sluice.topology.secondlook.SecondLookSettings;
import dev.sluice.topology.source.SourceMapping;
import dev.sluice.topology.source.SourceMappings;
import dev.sluice.topology.source.stream.SourcesSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Turns the section of a process into the settings of its part. */
public final class Processes {
    private static final int NO_PORT = -1;

    /** Enough for a process to end, and start again on the same machine. */
    private static final Duration AWAY_FOR = Duration.ofMinutes(1);

    /** What brokers allow by default (group.min.session.timeout.ms, group.max.session.timeout.ms). */
    private static final Duration SHORTEST_AWAY = Duration.ofSeconds(6);

    private static final Duration LONGEST_AWAY = Duration.ofMinutes(30);

    /** Nobody waits for a count: fewer and larger transactions. */
    private static final Duration OUTCOMES_COMMIT = Duration.ofSeconds(1);

    /** What the pipeline calls a setting, and where it is in {@code sluice.yaml}. */
    private static final Map<String, String> PATHS = Map.of(
            "kafka.applicationId", "pipeline.applicationId",
            "kafka.groupProtocol", "pipeline.groupProtocol",
            "kafka.replicationFactor", "pipeline.replicationFactor",
            "threads", "pipeline.threads",
            "standbyReplicas", "pipeline.standbyReplicas",
            "healthHost", "pipeline.httpHost",
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
                    or(section.replicationFactor(), Cluster.AS_SOURCES),
                    section.groupProtocol() == null
                            ? defaults.cluster().groupProtocol()
                            : GroupProtocol.of(section.groupProtocol()),
                    named(section, withLargest(config, Connections.properties(config.kafka()))));
            Sizing sizing = defaults.sizing();
            return defaults.withCluster(cluster)
                    .withSizing(new Sizing(
                            or(section.threads(), sizing.threads()),
                            or(section.standbyReplicas(), sizing.standbyReplicas()),
                            sizing.cacheBytes(),
                            sizing.commitInterval()))
                    .withHealthHost(section.httpHost() == null ? defaults.healthHost() : section.httpHost())
                    .withHealthPort(or(section.httpPort(), NO_PORT))
                    .withSecondLook(secondLook(section.secondLook(), defaults.secondLook()))
                    .withTopology(TopologySettings.defaults().withTopicPrefix(Connections.prefix(config.kafka())));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(withPath(String.valueOf(e.getMessage())));
        }
    }

    /** With the instance's name, and how long it is waited for: for the flows, not for other clients of the process. */
    private static Map<String, String> named(SluiceConfig.Pipeline section, Map<String, String> properties) {
        String instance = section.instance();
        if (instance == null) {
            return properties;
        }
        Duration away = Require.duration("pipeline.awayFor", section.awayFor(), AWAY_FOR);
        if (away.compareTo(SHORTEST_AWAY) < 0 || away.compareTo(LONGEST_AWAY) > 0) {
            throw new IllegalArgumentException("pipeline.awayFor is " + away + "; allowed: " + SHORTEST_AWAY + " to "
                    + LONGEST_AWAY + ", within what brokers allow");
        }
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        all.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                String.valueOf(away.toMillis()));
        return all;
    }

    /** Whether the pipeline is to have a lane of second looks, where its models have a second look. */
    public static boolean looksTwice(SluiceConfig.Pipeline section) {
        SluiceConfig.SecondLook secondLook = section.secondLook();
        return secondLook == null || !Boolean.FALSE.equals(secondLook.enabled());
    }

    /** Whether the work of people is to run beside the pipeline. */
    public static boolean worksCases(SluiceConfig.Pipeline section) {
        SluiceConfig.Casework casework = section.casework();
        return casework == null || !Boolean.FALSE.equals(casework.enabled());
    }

    /** Whether notices of defamation are to be taken beside the pipeline, where its policies have rules for them. */
    public static boolean takesNotices(SluiceConfig.Pipeline section) {
        SluiceConfig.Defamation defamation = section.defamation();
        return defamation == null || !Boolean.FALSE.equals(defamation.enabled());
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
     * Settings of the lane of outcomes.
     *
     * @param bounds what the policies say about the quality sample
     * @throws ConfigException in one line
     */
    public static OutcomesSettings outcomes(SluiceConfig config, SluiceConfig.Outcomes section, OutcomeBounds bounds) {
        OutcomesSettings.Windows windows = OutcomesSettings.Windows.DEFAULT;
        try {
            return OutcomesSettings.defaults(section.puidKey())
                    .withTopicPrefix(Connections.prefix(config.kafka()))
                    .withQa(new QaPlan(bounds.qa().allowed(), bounds.qa().restricted()))
                    .withWindows(new OutcomesSettings.Windows(
                            Require.duration("outcomes.hourGrace", section.hourGrace(), windows.hourGrace()),
                            Require.duration("outcomes.dayGrace", section.dayGrace(), windows.dayGrace())));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** How the lane of outcomes is run: like the pipeline beside it, with threads of its own. */
    public static PipelineSettings beside(PipelineSettings pipeline, SluiceConfig.Outcomes section) {
        Sizing sizing = pipeline.sizing();
        return pipeline.withSizing(
                new Sizing(or(section.threads(), 1), sizing.standbyReplicas(), sizing.cacheBytes(), OUTCOMES_COMMIT));
    }

    /** How the lane of sources is run: like the pipeline beside it, with threads of its own. */
    public static PipelineSettings beside(PipelineSettings pipeline, SluiceConfig.Sources section) {
        Sizing sizing = pipeline.sizing();
        return pipeline.withSizing(new Sizing(
                or(section.threads(), 1), sizing.standbyReplicas(), sizing.cacheBytes(), sizing.commitInterval()));
    }

    /**
     * Settings of the lane of sources.
     *
     * @param mappings the mappings that there are
     * @throws ConfigException in one line
     */
    public static SourcesSettings sources(SluiceConfig config, SluiceConfig.Sources section, SourceMappings mappings) {
        Map<String, SourceMapping> byTopic = new LinkedHashMap<>();
        for (SluiceConfig.SourceTopic topic : section.topics()) {
            SourceMapping mapping = mappings.read(topic.source());
            String namespace = topic.namespace();
            SourceMapping before =
                    byTopic.put(topic.topic(), namespace == null ? mapping : mapping.withNamespace(namespace));
            Require.that(before == null, "sources.topics names " + topic.topic() + " twice; allowed: each topic once");
            Require.that(
                    !topic.topic().equals(Connections.prefix(config.kafka()) + TopicCatalogue.POSTS.name()),
                    "sources.topics names " + topic.topic() + ", which holds posts already; allowed: topics of others");
        }
        try {
            TopologySettings defaults = TopologySettings.defaults();
            return new SourcesSettings(
                    Connections.prefix(config.kafka()), defaults.persistentStores(), defaults.retention(), byTopic);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * How the transparency database is asked.
     *
     * @throws ConfigException in one line
     */
    public static TransparencySettings transparency(SluiceConfig.Transparency section) {
        TransparencySettings.Limits limits = TransparencySettings.Limits.DEFAULT;
        TransparencySettings.Retries retries = TransparencySettings.Retries.DEFAULT;
        String token = section.token();
        try {
            return new TransparencySettings(
                    Endpoint.of(section.url()),
                    token == null
                            ? BearerToken.in(Path.of(String.valueOf(section.tokenFile())))
                            : BearerToken.of(token),
                    or(section.batch(), TransparencySettings.LARGEST_BATCH),
                    new TransparencySettings.Limits(
                            or(section.requestsPerSecond(), limits.perSecond()),
                            or(section.requestsPerMinute(), limits.perMinute())),
                    new TransparencySettings.Retries(
                            Require.duration("transparency.firstWait", section.firstWait(), retries.first()),
                            Require.duration("transparency.longestWait", section.longestWait(), retries.longest())),
                    Require.duration("transparency.timeout", section.timeout(), TransparencySettings.DEFAULT_TIMEOUT));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Settings of the sink.
     *
     * @throws ConfigException in one line
     */
    public static SinkSettings sink(SluiceConfig config, SluiceConfig.Sink section) {
        return Sinks.settings(config, section);
    }

    /** The message with the key as its author wrote it: a message starts with the key. */
    private static String withPath(String message) {
        if (message.startsWith("pipeline.")) {
            return message;
        }
        int end = message.indexOf(' ');
        String path = end < 0 ? null : PATHS.get(message.substring(0, end));
        return path == null ? "pipeline: " + message : path + message.substring(end);
    }

    /** Internal topics take no larger records than the cluster allows either. */
    private static Map<String, String> withLargest(SluiceConfig config, Map<String, String> properties) {
        SluiceConfig.Topics topics = config.topics();
        Integer largest = topics == null ? null : topics.maxMessageBytes();
        if (largest == null || largest >= TopicCatalogue.largestMessageBytes()) {
            return properties;
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), largest.toString());
        all.putAll(properties);
        return all;
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
