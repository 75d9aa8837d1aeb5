package dev.sluice.app.config;

import dev.sluice.app.topics.TopicPlan;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All of {@code sluice.yaml}. Each process reads the sections it needs; what keeps evidence has a file of its own, so
 * that no other process learns its secrets.
 *
 * @param kafka the cluster
 * @param registry the schema registry
 * @param topics how topics are laid out
 * @param pipeline the process that assesses and decides; needed by {@code run}
 * @param sink the process that seals evidence; needed by {@code sink}
 * @param outcomes the lane of outcomes beside the pipeline; none by default
 * @param transparency the EU's transparency database; needed by {@code transparency}
 * @param posterIdentities keys of what posters say of themselves; needed where a reply with details is recorded or
 *     disclosed, and by no process that runs
 * @param serve the process that answers over HTTP; needed by {@code serve}
 * @param access who may do what on the cluster; not our business by default
 * @param sources the lane that maps topics in other formats; none by default
 * @param observe how the process is watched; all of it has defaults
 */
public record SluiceConfig(
        Kafka kafka,
        Registry registry,
        @Nullable Topics topics,
        @Nullable Pipeline pipeline,
        @Nullable Sink sink,
        @Nullable Outcomes outcomes,
        @Nullable Transparency transparency,
        @Nullable PosterIdentities posterIdentities,
        @Nullable ServeSection serve,
        @Nullable AccessSection access,
        @Nullable Sources sources,
        @Nullable ObserveSection observe) {

    /**
     * The cluster.
     *
     * @param bootstrapServers {@code host:port}, comma separated
     * @param topicPrefix put before every topic's name; none by default
     * @param properties more settings of the Kafka clients, such as {@code security.protocol}
     */
    public record Kafka(
            String bootstrapServers,
            @Nullable String topicPrefix,
            @Nullable Map<String, String> properties) {
        /** Checks that the address is there. */
        public Kafka {
            Require.text("kafka.bootstrapServers", bootstrapServers, "host:port, comma separated");
            Require.noNulls("kafka.properties", properties, "a string");
        }
    }

    /**
     * The schema registry.
     *
     * @param urls {@code http(s)://host:port}, or one {@code mock://name}
     * @param autoRegister whether schemas that it does not know are registered; false by default
     * @param basic user and password
     * @param bearer a token
     * @param tls key and trust stores
     * @param startLimit how long a process that starts waits for a registry that is away, such as {@code PT1M}, which is
     *     the default
     */
    public record Registry(
            java.util.List<String> urls,
            boolean autoRegister,
            @Nullable Basic basic,
            @Nullable String bearer,
            @Nullable Tls tls,
            @Nullable String startLimit) {
        /** Checks that there is an address and one way to log on. */
        public Registry {
            Require.that(
                    urls != null && !urls.isEmpty(),
                    "registry.urls is missing; allowed: http(s)://host:port, mock://name");
            Require.noNulls("registry.urls", urls, "http(s)://host:port, mock://name");
            Require.that(basic == null || bearer == null, "registry has both basic and bearer; allowed: one of them");
            Require.header("registry.bearer", bearer);
        }
    }

    /**
     * A user and a password. Prints the user only.
     *
     * @param user its name
     * @param password from the environment or a file
     */
    public record Basic(String user, String password) {
        /** Checks that both are there. */
        public Basic {
            Require.text("registry.basic.user", user, "a user name");
            Require.text("registry.basic.password", password, "${env:NAME} or ${file:PATH}");
        }

        @Override
        public String toString() {
            return "Basic[user=" + user + "]";
        }
    }

    /**
     * Key and trust stores of the registry's client. Prints no password.
     *
     * @param trustStore file of the certificates that the registry's own must lead to; those of the JDK by default
     * @param trustStorePassword from the environment or a file
     * @param keyStore file of the client's own certificate and key; none by default
     * @param keyStorePassword from the environment or a file
     * @param keyPassword of the key in it, from the environment or a file; that of the store by default
     * @param storeType {@code PKCS12}, {@code JKS} or {@code PEM}; the first by default
     */
    public record Tls(
            @Nullable String trustStore,
            @Nullable String trustStorePassword,
            @Nullable String keyStore,
            @Nullable String keyStorePassword,
            @Nullable String keyPassword,
            @Nullable String storeType) {
        @Override
        public String toString() {
            return "Tls[trustStore=" + trustStore + ", keyStore=" + keyStore + "]";
        }
    }

    /**
     * How topics are laid out.
     *
     * @param replicationFactor replicas of each partition; 3 by default
     * @param minInsyncReplicas replicas that must have a record before it is acknowledged; 2 by default where there are
     *     three or more, else the cluster's own
     * @param partitions partitions by topic, where they differ from the catalogue's
     * @param maxMessageBytes the largest record batch that the cluster lets a topic take, where it sets a limit; topics
     *     that would take more take this, internal ones too
     */
    public record Topics(
            @Nullable Integer replicationFactor,
            @Nullable Integer minInsyncReplicas,
            @Nullable Map<String, Integer> partitions,
            @Nullable Integer maxMessageBytes) {
        private static final String PARTITIONS = "topics.partitions";

        /** Below that, a post of the longest text with all that is found in it may not fit. */
        private static final int LEAST_MESSAGE_BYTES = 1 << 20;

        /** What meets the cases of {@code reviews}. */
        private static final java.util.List<Topic<?>> DESK =
                java.util.List.of(TopicCatalogue.ACTIONS, TopicCatalogue.CASE_COMMANDS, TopicCatalogue.CASE_EVENTS);

        /** Checks that the topics exist, the numbers are possible, and a post and its flags meet in one partition. */
        public Topics {
            Require.between("topics.replicationFactor", replicationFactor, 1, Short.MAX_VALUE);
            int replicas = replicationFactor == null ? TopicPlan.REPLICAS : replicationFactor;
            Require.between("topics.minInsyncReplicas", minInsyncReplicas, 1, replicas);
            Require.atLeast("topics.maxMessageBytes", maxMessageBytes, LEAST_MESSAGE_BYTES);
            if (partitions != null) {
                check(partitions);
            }
        }

        private static void check(Map<String, Integer> partitions) {
            Require.noNulls(PARTITIONS, partitions, "1 or more");
            partitions.forEach((topic, count) -> {
                Require.that(
                        TopicCatalogue.find(topic) != null,
                        PARTITIONS + "." + topic + " is " + count + " for an unknown topic; allowed: " + names());
                Require.atLeast(PARTITIONS + "." + topic, count, 1);
            });
            int posts = count(partitions, TopicCatalogue.POSTS);
            for (Topic<?> topic : TopicCatalogue.MEETING_POSTS) {
                int count = partitions.getOrDefault(topic.name(), posts);
                Require.that(
                        posts == count,
                        PARTITIONS + "." + topic.name() + " is " + count + "; allowed: " + posts
                                + ", as many as posts has, which is the default");
            }
            int reviews = count(partitions, TopicCatalogue.REVIEWS);
            for (Topic<?> topic : DESK) {
                int count = partitions.getOrDefault(topic.name(), reviews);
                Require.that(
                        reviews == count,
                        PARTITIONS + "." + topic.name() + " is " + count + "; allowed: " + reviews
                                + ", as many as reviews has, which is the default");
            }
        }

        private static int count(Map<String, Integer> partitions, Topic<?> topic) {
            return partitions.getOrDefault(topic.name(), topic.partitions());
        }

        private static String names() {
            return TopicCatalogue.all().stream().map(Topic::name).collect(Collectors.joining(", "));
        }
    }

    /**
     * The process that assesses and decides.
     *
     * @param applicationId names the consumer group, the transactions and the state; the same for all its instances
     * @param policies folder of policies; the shipped ones by default
     * @param threads stream threads; 2 by default
     * @param stateDir where state is kept between starts
     * @param standbyReplicas copies of the state on other instances; 0 by default
     * @param replicationFactor replicas of internal topics; as many as the topics have that it reads by default
     * @param groupProtocol {@code classic} or {@code streams}; classic by default
     * @param instance this instance's name, which no other has and which it keeps when it starts again; none by default
     * @param awayFor how long an instance with a name may be away before others take over, such as {@code PT1M}, which is
     *     the default
     * @param httpHost interface that health and metrics listen on; {@code 127.0.0.1} by default
     * @param httpPort port of the health and metrics endpoints, 0 for any free one; none by default
     * @param secondLook the lane of second looks
     * @param casework the work of people
     * @param defamation notices of defamation
     */
    public record Pipeline(
            @Nullable String applicationId,
            @Nullable String policies,
            @Nullable Integer threads,
            String stateDir,
            @Nullable Integer standbyReplicas,
            @Nullable Integer replicationFactor,
            @Nullable String groupProtocol,
            @Nullable String instance,
            @Nullable String awayFor,
            @Nullable String httpHost,
            @Nullable Integer httpPort,
            @Nullable SecondLook secondLook,
            @Nullable Casework casework,
            @Nullable Defamation defamation) {
        /** Checks the numbers, and that there is a place for state. */
        public Pipeline {
            Require.text("pipeline.stateDir", stateDir, "a folder that survives restarts");
            Require.atLeast("pipeline.threads", threads, 1);
            Require.atLeast("pipeline.standbyReplicas", standbyReplicas, 0);
            Require.between("pipeline.replicationFactor", replicationFactor, 1, Short.MAX_VALUE);
            Require.between("pipeline.httpPort", httpPort, 0, 65_535);
            Require.host("pipeline.httpHost", httpHost);
            Require.that(
                    httpHost == null || httpPort != null,
                    "pipeline.httpHost is for health and metrics; allowed: with pipeline.httpPort");
            Require.that(
                    instance == null || instance.matches("[a-zA-Z0-9._-]{1,100}"),
                    "pipeline.instance is '" + instance + "'; allowed: 1 to 100 letters, digits, '.', '_', '-'");
            Require.that(
                    awayFor == null || instance != null,
                    "pipeline.awayFor is for instances with a name; allowed: with pipeline.instance");
            Require.that(
                    instance == null || !"streams".equals(groupProtocol),
                    "pipeline.instance is '" + instance + "' with groupProtocol streams, which knows no names;"
                            + " allowed: with groupProtocol classic");
        }
    }

    /**
     * The lane of second looks.
     *
     * @param enabled whether there is one; true by default where the models have a second look
     * @param maxLag how long a post may wait for its second look, such as {@code PT30S}, which is the default
     * @param batchSize posts that are looked at in one go; 64 by default
     */
    public record SecondLook(
            @Nullable Boolean enabled,
            @Nullable String maxLag,
            @Nullable Integer batchSize) {}

    /**
     * The work of people beside the pipeline.
     *
     * @param enabled whether it runs; true by default
     */
    public record Casework(@Nullable Boolean enabled) {}

    /**
     * Notices of defamation beside the pipeline.
     *
     * @param enabled whether they are taken; true by default where the policies have rules for them
     */
    public record Defamation(@Nullable Boolean enabled) {}

    /**
     * The keys under which the details of posters are kept.
     *
     * @param keys folder of the data keys, one for each notice
     * @param keyFile file of the key that wraps them
     */
    public record PosterIdentities(String keys, String keyFile) {
        /** Checks that both are there. */
        public PosterIdentities {
            Require.text("posterIdentities.keys", keys, "a folder");
            Require.text("posterIdentities.keyFile", keyFile, "a file");
        }
    }

    /**
     * The lane of outcomes: statements of reasons, feedback and reports. Prints no key.
     *
     * @param puidKey key of the ids under which statements are published: at least 16 characters, kept for ever
     * @param threads stream threads; 1 by default
     * @param hourGrace how long an hour takes what comes late, such as {@code P2D}, which is the default
     * @param dayGrace how long a day does, such as {@code P35D}, which is the default
     */
    public record Outcomes(
            String puidKey,
            @Nullable Integer threads,
            @Nullable String hourGrace,
            @Nullable String dayGrace) {
        /** Checks that there is a key, and the numbers. */
        public Outcomes {
            Require.text("outcomes.puidKey", puidKey, "${env:NAME} or ${file:PATH}");
            Require.atLeast("outcomes.threads", threads, 1);
        }

        @Override
        public String toString() {
            return "Outcomes[threads=" + threads + "]";
        }
    }

    /**
     * The EU's transparency database. Prints no token.
     *
     * @param url address of its API, such as {@code https://database.example/api/v1}
     * @param token the platform's token, from the environment or a file, read at the start
     * @param tokenFile the file that it is in, read again once the database has refused it; one of both is needed
     * @param batch statements in one request, 1 to 100, which is the default
     * @param requestsPerSecond at most; 20 by default
     * @param requestsPerMinute at most; 1,200 by default
     * @param firstWait how long to wait after a failure, such as {@code PT2S}, which is the default
     * @param longestWait how long to wait at most, such as {@code PT5M}, which is the default
     * @param timeout how long an answer may take, such as {@code PT60S}, which is the default
     * @param groupId names the consumer group; {@code sluice-transparency} by default
     */
    public record Transparency(
            String url,
            @Nullable String token,
            @Nullable String tokenFile,
            @Nullable Integer batch,
            @Nullable Integer requestsPerSecond,
            @Nullable Integer requestsPerMinute,
            @Nullable String firstWait,
            @Nullable String longestWait,
            @Nullable String timeout,
            @Nullable String groupId) {
        /** Checks that there is an address and one token. */
        public Transparency {
            Require.text("transparency.url", url, "https://host/path of the database's API");
            Require.that(
                    (token == null) != (tokenFile == null),
                    "transparency has " + (token == null ? "neither token nor tokenFile" : "token and tokenFile")
                            + "; allowed: one of them");
            Require.header("transparency.token", token);
        }

        @Override
        public String toString() {
            return "Transparency[url=" + url + "]";
        }
    }

    /**
     * The lane that maps topics in other formats to posts.
     *
     * @param mappings a folder of mappings of your own, besides the shipped ones; none by default
     * @param threads stream threads; 1 by default
     * @param topics what is mapped; one topic or more
     */
    public record Sources(
            @Nullable String mappings, @Nullable Integer threads, List<SourceTopic> topics) {
        /** Checks that there is something to map, and the number. */
        public Sources {
            Require.that(
                    topics != null && !topics.isEmpty(),
                    "sources.topics is missing; allowed: a list with topic and source of each");
            Require.noNulls("sources.topics", topics, "topic and source of each");
            Require.atLeast("sources.threads", threads, 1);
        }
    }

    /**
     * A topic in another format.
     *
     * @param topic its full name; no prefix is put before it
     * @param source what it is read as: a mapping's name, or a file
     * @param namespace put before its ids, where two topics of one source hold different sites; the mapping's by default
     */
    public record SourceTopic(
            String topic, String source, @Nullable String namespace) {
        /** Checks that nothing is missing. */
        public SourceTopic {
            Require.text("sources.topics.topic", topic, "a topic's full name");
            Require.text("sources.topics.source", source, "a name of ./sluice sources list, or a mapping's file");
            Require.that(
                    namespace == null || namespace.matches("[a-z][a-z0-9-]{0,31}"),
                    "sources.topics.namespace is '" + namespace
                            + "'; allowed: a name of a-z, 0-9 and -, at most 32 long");
        }
    }

    /**
     * The process that seals evidence.
     *
     * @param vault the folder of evidence packages
     * @param signingKey the file of the signing key, readable by its owner only
     * @param createKey whether a missing key is made; false by default
     * @param tenant whose evidence it is: part of every package's id; {@code default} by default
     * @param groupId names the consumer group; {@code sluice-escalation-sink} by default
     * @param trustedKeys a list of the keys that may sign, and when; the sink refuses to seal with another one
     * @param caseKeys what packages are encrypted with before they are kept, a key for each case; none by default
     * @param storage the bucket that packages lie in; the vault's folder by default
     * @param log the log of sealed packages; all of it has defaults
     * @param httpHost interface that health and metrics listen on; {@code 127.0.0.1} by default
     * @param httpPort port of the health and metrics endpoints, 0 for any free one; none by default
     */
    public record Sink(
            String vault,
            String signingKey,
            @Nullable Boolean createKey,
            @Nullable String tenant,
            @Nullable String groupId,
            @Nullable String trustedKeys,
            @Nullable CaseKeys caseKeys,
            @Nullable Storage storage,
            @Nullable EvidenceLog log,
            @Nullable String httpHost,
            @Nullable Integer httpPort) {
        /** Checks that there are a vault and a key. */
        public Sink {
            Require.between("sink.httpPort", httpPort, 0, 65_535);
            Require.host("sink.httpHost", httpHost);
            Require.that(
                    httpHost == null || httpPort != null,
                    "sink.httpHost is for health and metrics; allowed: with sink.httpPort");
            Require.text("sink.vault", vault, "a folder");
            Require.text("sink.signingKey", signingKey, "a file, readable by its owner only");
        }
    }

    /**
     * The keys of cases.
     *
     * @param folder the wrapped keys, one file a case; keep it apart from the evidence
     * @param keyFile the key encryption keys, which {@code sluice keys create} makes
     */
    public record CaseKeys(String folder, String keyFile) {
        /** Checks that there are both. */
        public CaseKeys {
            Require.text("sink.caseKeys.folder", folder, "a folder");
            Require.text("sink.caseKeys.keyFile", keyFile, "a file that 'sluice keys create' has made");
        }
    }

    /**
     * A bucket for evidence.
     *
     * @param bucket its name
     * @param prefix put before every object's name; none by default
     * @param region the store's region
     * @param endpoint where the store is; AWS by default
     * @param accessKey id of an access key; the platform's own ways to sign in by default
     * @param secretKey its secret
     * @param kmsKey key of the key management service that the store encrypts with; what the bucket does by default
     * @param retention how long object lock keeps objects, such as {@code P3650D}; no object lock by default
     * @param legalHold whether objects are put under legal hold when they are sealed; false by default
     */
    public record Storage(
            String bucket,
            @Nullable String prefix,
            String region,
            @Nullable String endpoint,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable String kmsKey,
            @Nullable String retention,
            @Nullable Boolean legalHold) {
        /** Checks that there is a bucket, and a whole access key or none. */
        public Storage {
            Require.text("sink.storage.bucket", bucket, "a bucket's name");
            Require.text("sink.storage.region", region, "such as eu-central-1");
            Require.that(
                    (accessKey == null) == (secretKey == null),
                    "sink.storage.accessKey and secretKey belong together; allowed: both or neither");
            Require.that(
                    retention != null || !Boolean.TRUE.equals(legalHold),
                    "sink.storage.legalHold needs object lock; allowed: with sink.storage.retention");
        }
    }

    /**
     * The log of sealed packages.
     *
     * @param origin its name on every checkpoint, such as {@code evidence.example.org/forum}; {@code sluice/} and the
     *     tenant by default
     * @param checkpointEvery how often a checkpoint is issued where there are new packages, such as {@code PT10M}, which is
     *     the default
     * @param timestampTimeout how long an authority may take, such as {@code PT20S}, which is the default
     * @param timestampAuthorities who timestamps issued checkpoints (RFC 3161); nobody by default
     */
    public record EvidenceLog(
            @Nullable String origin,
            @Nullable String checkpointEvery,
            @Nullable String timestampTimeout,
            @Nullable List<TimestampSource> timestampAuthorities) {
        /** Checks that there are no empty entries. */
        public EvidenceLog {
            Require.noNulls("sink.log.timestampAuthorities", timestampAuthorities, "name, url and trust of each");
        }
    }

    /**
     * Somebody who timestamps.
     *
     * @param name what it is called here
     * @param url its address
     * @param trust a PEM file of the certificates that its own must lead to
     */
    public record TimestampSource(String name, String url, String trust) {
        /** Checks that nothing is missing. */
        public TimestampSource {
            Require.text("sink.log.timestampAuthorities.name", name, "a name of a-z, 0-9 and -");
            Require.text("sink.log.timestampAuthorities.url", url, "an http or https address");
            Require.text("sink.log.timestampAuthorities.trust", trust, "a PEM file of certificates");
        }
    }
}
