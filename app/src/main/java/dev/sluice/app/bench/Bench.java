package dev.sluice.app.bench;

import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.TemporaryFolder;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.topics.TopicAdmin;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.Sizing;
import dev.sluice.topology.Services;
import dev.sluice.topology.TopologySettings;
import dev.sluice.topology.assess.TextAssessor;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** Runs identity and pipeline in turn on one broker, then measures latency at half of what the pipeline held. */
public final class Bench implements AutoCloseable {
    private static final String BACKLOG = "bench-";
    private static final String LATENCY = "latency-";
    private static final int BROKER_HEAP_MIB = 512;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final double LOAD_SHARE = 0.5;

    private final BenchSettings settings;
    private final Consumer<String> notes;
    private final Path folder = TemporaryFolder.create("sluice-bench-");
    private final EmbeddedBroker broker = EmbeddedBroker.start(BROKER_HEAP_MIB);
    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("bench"));
    private final Assessor assessor;
    private final PolicyBook policies;
    private final Notices notices;
    private final Sentences sentences;
    private int runs;

    /**
     * Starts the broker and loads policies and models.
     *
     * @param notes hears in a line what is being measured
     */
    public Bench(BenchSettings settings, Consumer<String> notes) throws IOException {
        this.settings = settings;
        this.notes = notes;
        this.assessor = AssessorLoader.load(settings.policies());
        this.policies = PolicyBook.load(settings.policies());
        this.notices = Notices.load(settings.policies());
        this.sentences = Sentences.read(settings.policies(), assessor);
    }

    /** Measures everything. */
    public BenchReport run() throws InterruptedException, TimeoutException {
        createTopics(BACKLOG);
        createTopics(LATENCY);
        fill();
        List<Drain.Figures> identity = new ArrayList<>();
        List<Drain.Figures> pipeline = new ArrayList<>();
        for (int rep = 1 - settings.warmUps(); rep <= settings.reps(); rep++) {
            Drain.Figures floor = drainIdentity();
            Drain.Figures held = drainPipeline(StageTimes.off(), assessor::assess);
            notes.accept(String.format(
                    java.util.Locale.ROOT,
                    "%s identity %,.0f posts/s, pipeline %,.0f posts/s, ratio %.3f",
                    rep <= 0 ? "warm-up:" : "repetition " + rep + ":",
                    floor.postsPerSecond(),
                    held.postsPerSecond(),
                    held.postsPerSecond() / floor.postsPerSecond()));
            if (rep > 0) {
                identity.add(floor);
                pipeline.add(held);
            }
        }
        Map<String, Double> stages = stages();
        BenchReport.Latency latency = latency(BenchReport.throughput(pipeline) * LOAD_SHARE);
        return new BenchReport(identity, pipeline, stages, latency, memory(), versions(), described());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
        TemporaryFolder.delete(folder);
    }

    private Drain.Figures drainIdentity() {
        try (Subject subject = IdentitySubject.start(
                pipelineSettings("identity", BACKLOG),
                registry,
                BACKLOG + TopicCatalogue.POSTS.name(),
                BACKLOG + TopicCatalogue.ASSESSMENTS.name())) {
            return Drain.watch(subject, broker.process(), settings.posts());
        }
    }

    private Drain.Figures drainPipeline(StageTimes times, TextAssessor texts) {
        Telemetry telemetry = Telemetry.of(new SimpleMeterRegistry(), times);
        try (Subject subject =
                PipelineSubject.start(pipelineSettings("pipeline", BACKLOG), services(telemetry, texts))) {
            return Drain.watch(subject, broker.process(), settings.posts());
        }
    }

    /** In a drain of its own, for reading the clock of a thread a dozen times a post is not free. */
    private Map<String, Double> stages() {
        notes.accept("measuring stages");
        StageTimes times = StageTimes.on(ProcessUse::threadCpuNanos);
        Map<String, LongAdder> parts = new java.util.concurrent.ConcurrentHashMap<>();
        Assessor timed = assessor.timed(
                ProcessUse::threadCpuNanos,
                (stage, nanos) ->
                        parts.computeIfAbsent(stage, name -> new LongAdder()).add(nanos));
        Drain.Figures unused = drainPipeline(times, timed::assess);
        Map<String, Double> stages = new TreeMap<>();
        double posts = settings.posts();
        times.spent().forEach((stage, spent) -> stages.put(stage.id(), spent.nanos() / 1e3 / posts));
        parts.forEach((part, nanos) -> stages.put("assess." + part, nanos.sum() / 1e3 / posts));
        return stages;
    }

    private BenchReport.Latency latency(double rate) throws InterruptedException, TimeoutException {
        notes.accept(String.format(java.util.Locale.ROOT, "measuring latency at %,.0f posts/s", rate));
        Telemetry telemetry = Telemetry.of(new SimpleMeterRegistry(), StageTimes.off());
        try (PipelineSubject subject =
                PipelineSubject.start(pipelineSettings("latency", LATENCY), services(telemetry, assessor::assess))) {
            subject.pipeline().awaitRunning(START_LIMIT);
            BenchPosts posts = new BenchPosts(sentences, settings.seed() + 1, "l", settings.posts());
            LatencyProbe.Result result = new LatencyProbe(client(), registry, LATENCY)
                    .run(posts, rate, WARM_UP, Duration.ofSeconds(settings.latencySeconds()));
            Percentiles latencies = result.latencies();
            return new BenchReport.Latency(
                    rate,
                    result.published(),
                    latencies.count(),
                    latencies.at(0.5),
                    latencies.at(0.99),
                    latencies.at(0.999));
        }
    }

    private void createTopics(String prefix) {
        try (Admin admin = Admin.create(client())) {
            new TopicAdmin(admin, new TopicPlan(prefix, (short) 1, Map.of(), Map.of("retention.ms", "-1"))).apply();
        }
    }

    private void fill() {
        notes.accept(String.format(java.util.Locale.ROOT, "publishing %,d posts", settings.posts()));
        BenchPosts posts = new BenchPosts(sentences, settings.seed(), "b", settings.posts());
        Instant start = Instant.now().minus(Duration.ofHours(1));
        long spacingNanos = Duration.ofHours(1).toNanos() / settings.posts();
        try (PostPublisher publisher = new PostPublisher(client(), registry, BACKLOG)) {
            for (int i = 0; i < settings.posts(); i++) {
                publisher.publish(
                        publisher.prepare(new PostLine.Posted(posts.next(start.plusNanos(i * spacingNanos)))));
            }
            publisher.flush();
        } catch (BadLineException e) {
            throw new IllegalStateException("a made-up post is too large: " + e.reason(), e);
        }
    }

    /** A new application each time: fresh state, the same posts from the beginning. */
    private PipelineSettings pipelineSettings(String name, String prefix) {
        int run = ++runs;
        PipelineSettings defaults =
                PipelineSettings.defaults(broker.bootstrapServers(), folder.resolve("state-" + run));
        Sizing sizing = defaults.sizing();
        Cluster cluster = defaults.cluster();
        return defaults.withCluster(new Cluster(
                        cluster.bootstrapServers(),
                        name + "-" + run,
                        cluster.replicationFactor(),
                        cluster.groupProtocol(),
                        cluster.properties()))
                .withSizing(new Sizing(
                        settings.threads(), sizing.standbyReplicas(), sizing.cacheBytes(), sizing.commitInterval()))
                .withHealthPort(-1)
                .withTopology(TopologySettings.defaults().withTopicPrefix(prefix));
    }

    private Services services(Telemetry telemetry, TextAssessor texts) {
        return new Services(texts, policies, notices, registry, Clock.systemUTC(), telemetry);
    }

    private Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    }

    private BenchReport.Memory memory() {
        return new BenchReport.Memory(
                ProcessUse.peakHeapMib(),
                ProcessUse.peakRssMib(ProcessHandle.current().pid()),
                ProcessUse.peakRssMib(broker.process().pid()));
    }

    private Map<String, String> versions() {
        return Map.of(
                "java", Runtime.version().toString(),
                "kafka", org.apache.kafka.common.utils.AppInfoParser.getVersion(),
                "models", assessor.models(),
                "rules", assessor.rules());
    }

    private Map<String, Object> described() {
        return Map.ofEntries(
                Map.entry("posts", settings.posts()),
                Map.entry("warmUps", settings.warmUps()),
                Map.entry("reps", settings.reps()),
                Map.entry("latencySeconds", settings.latencySeconds()),
                Map.entry("threads", settings.threads()),
                Map.entry("partitions", TopicCatalogue.POSTS.partitions()),
                Map.entry("riskyShare", BenchPosts.RISKY_SHARE),
                Map.entry("guarantee", "exactly_once_v2"),
                Map.entry("maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20),
                Map.entry("brokerHeapMiB", BROKER_HEAP_MIB),
                Map.entry("processors", Runtime.getRuntime().availableProcessors()));
    }
}
