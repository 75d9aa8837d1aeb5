package dev.sluice.app.embedded;

import dev.sluice.app.topics.TopicAdmin;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.Casework;
import dev.sluice.topology.OutcomesLane;
import dev.sluice.topology.OutcomesServices;
import dev.sluice.topology.OutcomesSettings;
import dev.sluice.topology.Pipeline;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.Services;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import dev.sluice.topology.secondlook.LaneClients;
import dev.sluice.topology.secondlook.SecondLookSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;

/**
 * Broker, registry, pipeline and sink in one go, on this machine, with everything but the evidence in the broker's
 * temporary folder, which the broker deletes however this process ends. Closing the stack, and an interrupt from its first
 * moment on, stops the parts in the order in which posts flow and leaves nothing behind but the vault.
 */
public final class EmbeddedStack implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    /** Name of the registry that the parts share: {@code mock://embedded}, the same in every process. */
    public static final String REGISTRY = "embedded";

    /** A file is played as fast as it goes and nobody acts on first decisions: no post waits for too long. */
    private static final SecondLookSettings EVERY_POST =
            SecondLookSettings.defaults().withMaxLag(Duration.ofDays(365));

    /** The stack ends with its command, and its statements go nowhere: their public ids need no secret. */
    private static final String PUBLIC_IDS = "embedded, not for publication";

    /** Outcomes come after decisions, and leave the processors to them. */
    private static final PipelineSettings.Sizing ONE_THREAD =
            new PipelineSettings.Sizing(1, 0, 16L << 20, Duration.ofMillis(500));

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread onInterrupt = new Thread(this::interrupt, "close-stack");
    private final SchemaRegistry registry;
    private final EmbeddedBroker broker;
    private final Pipeline pipeline;
    private final OutcomesLane outcomes;
    private final boolean looksTwice;
    private final boolean casework;
    private final EmbeddedSink sink;
    private volatile boolean interrupted;
    private boolean closed;

    private EmbeddedStack(StackSettings settings) {
        try {
            Runtime.getRuntime().addShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            throw new InterruptedRunException();
        }
        try {
            this.registry = keep(SchemaRegistry.connect(RegistrySettings.mock(REGISTRY)));
            // The broker takes seconds to come up, and so do rules and models: at the same time, then.
            CompletableFuture<Services> services = CompletableFuture.supplyAsync(() -> services(settings));
            this.broker = keep(EmbeddedBroker.start(settings.brokerHeapMiB()));
            settings.notes()
                    .accept("broker on " + broker.bootstrapServers() + ", up in " + seconds(broker.startTime()));
            try (Admin admin = Admin.create(client())) {
                new TopicAdmin(admin, TopicPlan.embedded()).apply();
            }
            Services ready = joined(services);
            PolicyReleases.publish(client(), registry, ready.policies().latest(), Clock.systemUTC());
            Path folder = broker.folder();
            unpackRocksDb(folder);
            this.sink = keep(EmbeddedSink.start(broker.bootstrapServers(), REGISTRY, settings.vault(), folder));
            this.looksTwice = ready.secondLook() != null;
            this.casework = ready.casework() != null;
            if (ready.secondLook() instanceof AutoCloseable closeable) {
                keep(closeable);
            }
            this.pipeline = keep(Pipeline.start(
                    PipelineSettings.defaults(broker.bootstrapServers(), folder.resolve("state"))
                            .withSecondLook(EVERY_POST),
                    ready));
            this.outcomes = keep(OutcomesLane.start(
                    PipelineSettings.defaults(broker.bootstrapServers(), folder.resolve("state"))
                            .withSizing(ONE_THREAD),
                    OutcomesSettings.defaults(PUBLIC_IDS).withWindows(OutcomesSettings.Windows.EVERYTHING),
                    outcomesServices(settings, ready),
                    ready.telemetry().meters()));
            pipeline.awaitRunning(START_LIMIT);
            outcomes.awaitRunning(START_LIMIT);
        } catch (TimeoutException e) {
            throw failed(new BrokerException("the embedded stack did not start: " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(new BrokerException("interrupted while the embedded stack started", e));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /**
     * Starts all parts and waits until posts are answered.
     *
     * @throws BrokerException where the broker or the pipeline does not come up
     * @throws dev.sluice.topology.policy.PolicyException where a policy is wrong
     */
    public static EmbeddedStack start(StackSettings settings) {
        long started = System.nanoTime();
        EmbeddedStack stack = new EmbeddedStack(settings);
        settings.notes()
                .accept("pipeline and sink running after " + seconds(Duration.ofNanos(System.nanoTime() - started)));
        return stack;
    }

    /** Settings of a Kafka client that talks to the broker. */
    public Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    }

    /** The consumer group of the pipeline. */
    public String group() {
        return PipelineSettings.defaults(broker.bootstrapServers(), broker.folder())
                .cluster()
                .applicationId();
    }

    /** The consumer group of the lane of second looks; null where there is none. */
    public @Nullable String secondLookGroup() {
        return looksTwice ? LaneClients.groupOf(group()) : null;
    }

    /** The consumer group of casework; null where there is none. */
    public @Nullable String caseworkGroup() {
        return casework ? Casework.groupOf(group()) : null;
    }

    /** The consumer group of the lane of outcomes. */
    public String outcomesGroup() {
        return OutcomesLane.applicationIdOf(group());
    }

    /** Where the broker is, as {@code host:port}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The registry that all parts share. */
    public SchemaRegistry registry() {
        return registry;
    }

    /** Port of the pipeline's health and metrics. */
    public int healthPort() {
        return pipeline.healthPort();
    }

    /** The public half of the key that evidence is signed with, in PEM. The private half ends with the stack. */
    public String signerPem() {
        return sink.signerPem();
    }

    /** Whether the process has been told to end, so that parts stop one by one and failures mean nothing. */
    public boolean interrupted() {
        return interrupted;
    }

    /**
     * Says whether a part has failed, which no waiting mends.
     *
     * @throws BrokerException naming the part
     * @throws InterruptedRunException where the process has been told to end
     */
    public void check() {
        if (interrupted) {
            throw new InterruptedRunException();
        }
        if (!broker.process().isAlive()) {
            throw new BrokerException("the embedded broker has ended");
        }
        State state = pipeline.state();
        if (state == State.ERROR || state == State.PENDING_ERROR || state == State.NOT_RUNNING) {
            throw new BrokerException("the pipeline has failed (--verbose logs why)");
        }
        if (outcomes.hasFailed()) {
            throw new BrokerException("the lane of outcomes has failed (--verbose logs why)");
        }
        sink.check();
    }

    /** Stops all parts, the last started first. Does nothing the second time. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The process is ending: the hook closes the parts too, and one of the two waits for the other below.
        }
        closeParts();
    }

    private void interrupt() {
        interrupted = true;
        closeParts();
    }

    private void closeParts() {
        synchronized (parts) {
            closed = true;
            while (!parts.isEmpty()) {
                try {
                    parts.pop().close();
                } catch (Exception e) {
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    // The other parts must be stopped all the same.
                    continue;
                }
            }
        }
    }

    /** A part that starts after the end has come is stopped at once. */
    private <T extends AutoCloseable> T keep(T part) {
        synchronized (parts) {
            parts.push(part);
            if (!closed) {
                return part;
            }
        }
        closeParts();
        throw new InterruptedRunException();
    }

    private RuntimeException failed(RuntimeException failure) {
        close();
        return interrupted ? new InterruptedRunException() : failure;
    }

    /** Where nobody says where to, it goes to the machine's temporary folder, where a process that is killed leaves it. */
    private static void unpackRocksDb(Path folder) {
        try {
            NativeLibraryLoader.getInstance().loadLibrary(folder.resolve("tmp").toString());
        } catch (IOException e) {
            throw new BrokerException("the state store's native library cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private Services services(StackSettings settings) {
        Assessor assessor = AssessorLoader.load(settings.policies());
        return new Services(
                assessor::assess,
                PoliciesInForce.of(PolicyBook.load(settings.policies())),
                Notices.load(settings.policies()),
                registry,
                Clock.systemUTC(),
                settings.telemetry(),
                settings.secondLook().beside(assessor),
                settings.casework() ? CaseworkRules.load(settings.policies()) : null,
                LegalRoutes.load(settings.policies()),
                settings.casework() ? DefamationRules.load(settings.policies()) : null);
    }

    private static OutcomesServices outcomesServices(StackSettings settings, Services services) {
        return new OutcomesServices(
                services.registry(),
                services.policies(),
                StatementTexts.load(settings.policies()),
                StatementGrounds.load(settings.policies()),
                CaseworkRules.load(settings.policies()));
    }

    private static Services joined(CompletableFuture<Services> services) {
        try {
            return services.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static String seconds(Duration time) {
        return String.format(java.util.Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
