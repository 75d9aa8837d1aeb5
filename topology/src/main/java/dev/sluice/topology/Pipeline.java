package dev.sluice.topology;

import dev.sluice.classifiers.SecondLook;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.health.HealthServer;
import dev.sluice.topology.health.HealthServer.Probes;
import dev.sluice.topology.health.Parts;
import dev.sluice.topology.health.Parts.Standing;
import dev.sluice.topology.health.Restoration;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.release.ExampleTexts;
import dev.sluice.topology.release.PolicyFollower;
import dev.sluice.topology.release.PolicyGauges;
import dev.sluice.topology.release.PolicyLedger;
import dev.sluice.topology.release.PolicyTopics;
import dev.sluice.topology.release.ReleaseVerifier;
import dev.sluice.topology.secondlook.LaneClients;
import dev.sluice.topology.secondlook.SecondLookLane;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow, running against a cluster, exactly once, and beside it the lane of second looks, the work of people and
 * notices of defamation, where there are.
 */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final CloseOptions ending;
    private final KafkaStreamsMetrics metrics;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable HealthServer health;
    private @Nullable SecondLookLane lane;
    /** What runs at the pace of people. Threads of others look at it. */
    private final List<RunningFlow> beside = new CopyOnWriteArrayList<>();

    private final Parts parts;
    private @Nullable PolicyFollower policies;

    private Pipeline(KafkaStreams streams, CloseOptions ending, MeterRegistry meters) {
        this.streams = streams;
        this.ending = ending;
        this.metrics = new KafkaStreamsMetrics(streams);
        this.parts = new Parts(meters);
    }

    /**
     * Warms up, joins the group and starts to answer; returns before it is running. The source topics must exist, with
     * the same number of partitions each.
     *
     * @throws IllegalArgumentException where a setting or a source topic is wrong, naming it and what is allowed
     * @throws org.apache.kafka.common.KafkaException where the cluster does not answer
     */
    public static Pipeline start(PipelineSettings settings, Services services) {
        return start(settings, services, Approvers.nobody());
    }

    /**
     * Starts as {@link #start(PipelineSettings, Services)} does, and takes over the releases of policies that these
     * people have approved. Before it joins the group it reads all that was released, so that no post is decided by an
     * old version because the instance is new.
     */
    public static Pipeline start(PipelineSettings given, Services services, Approvers approvers) {
        PipelineSettings settings = SourceTopics.check(given, services.secondLook() != null);
        long begin = System.nanoTime();
        long unused = new WarmUp(services, settings.topology()).run(settings.warmUpPosts());
        LOG.info("warmed up with {} posts in {} ms", settings.warmUpPosts(), (System.nanoTime() - begin) / 1_000_000);
        if (settings.cluster().groupProtocol() == GroupProtocol.STREAMS) {
            StreamsGroup.configure(settings);
        }
        KafkaStreams streams = new KafkaStreams(
                ContentSafetyTopology.build(settings.topology(), services), StreamsProperties.of(settings));
        Pipeline pipeline = new Pipeline(
                streams,
                Membership.ending(settings.cluster(), CLOSE_WITHIN),
                services.telemetry().meters());
        try {
            pipeline.policies = follow(settings, services, approvers);
            pipeline.begin(settings, services);
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
        return pipeline;
    }

    /**
     * Waits until every partition is assigned and restored.
     *
     * @throws TimeoutException where that takes longer
     * @throws IllegalStateException where it has failed
     */
    public void awaitRunning(Duration within) throws InterruptedException, TimeoutException {
        if (!running.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("the pipeline is " + streams.state() + " after " + within + ", not RUNNING");
        }
        if (streams.state() == State.ERROR || streams.state() == State.PENDING_ERROR) {
            throw new IllegalStateException("the pipeline has failed; the log says of what");
        }
        for (RunningFlow flow : beside) {
            flow.awaitRunning(within);
        }
    }

    /** Waits until it has stopped, by {@link #close} or because it failed. */
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /** Where it stands; in error too where what runs beside it has failed. */
    public State state() {
        return besideHasFailed() ? State.ERROR : streams.state();
    }

    private boolean besideHasFailed() {
        return beside.stream().anyMatch(RunningFlow::hasFailed);
    }

    /** The port of health and metrics; -1 where there is none. */
    public int healthPort() {
        HealthServer server = health;
        return server == null ? -1 : server.port();
    }

    /**
     * Commits what is done. An instance without a name leaves the group, so that others take over at once; one with a name
     * stays a member and is waited for.
     */
    @Override
    public void close() {
        SecondLookLane open = lane;
        if (open != null) {
            open.close();
        }
        beside.forEach(RunningFlow::close);
        boolean clean = streams.close(ending);
        if (!clean) {
            LOG.warn("the pipeline did not stop within {}; what was not committed is done again", CLOSE_WITHIN);
        }
        PolicyFollower follower = policies;
        if (follower != null) {
            follower.close();
        }
        metrics.close();
        HealthServer server = health;
        if (server != null) {
            server.close();
        }
        running.countDown();
        stopped.countDown();
    }

    /**
     * The parts of this process, those that run beside the pipeline too: a lane that others do without is watched here, so
     * that health names it.
     */
    public Parts parts() {
        return parts;
    }

    private static PolicyFollower follow(PipelineSettings settings, Services services, Approvers approvers) {
        ReleaseVerifier verifier = new ReleaseVerifier(
                approvers,
                services.notices(),
                new ExampleTexts(services.assessor(), services.clock()),
                services.casework());
        return PolicyFollower.start(
                new PolicyTopics(properties(settings), settings.topology().topicPrefix()),
                new PolicyLedger(verifier, services.policies(), services.clock()),
                services.telemetry().policies(),
                services.registry());
    }

    private void begin(PipelineSettings settings, Services services) {
        MeterRegistry meters = services.telemetry().meters();
        metrics.bindTo(meters);
        streams.setUncaughtExceptionHandler(new ThreadFailures(services.clock(), Thread::sleep));
        streams.setStateListener((now, before) -> changed(now));
        streams.setGlobalStateRestoreListener(new Restoration(meters));
        PolicyGauges inForce = new PolicyGauges(meters, services.policies(), services.clock());
        parts.watch(
                "pipeline",
                true,
                () -> new Standing(
                        streams.state() == State.RUNNING, streams.state().name()));
        if (settings.healthPort() >= 0) {
            health = HealthServer.start(
                    settings.healthHost(),
                    settings.healthPort(),
                    new Probes(
                            this::isAlive,
                            parts::missing,
                            services.telemetry().secondLooks()::isDegraded,
                            () -> problems(services)),
                    () -> {
                        inForce.refresh();
                        return scrape(meters);
                    });
        }
        streams.start();
        CaseworkRules rules = services.casework();
        if (rules != null) {
            besides(Casework.start(settings, services, rules));
        }
        DefamationRules defamation = services.defamation();
        if (defamation != null) {
            besides(DefamationFlow.start(settings, services, defamation));
        }
        SecondLook secondLook = services.secondLook();
        if (secondLook != null) {
            lane = SecondLookLane.start(clients(settings), settings.secondLook(), parts(services, secondLook));
        }
    }

    private void besides(RunningFlow flow) {
        beside.add(flow);
        parts.watch(flow.name(), true, flow::standing);
    }

    private List<String> problems(Services services) {
        List<String> problems = new ArrayList<>(services.telemetry().policies().problems());
        problems.addAll(parts.problems());
        return problems;
    }

    private static LaneClients clients(PipelineSettings settings) {
        return new LaneClients(
                properties(settings),
                LaneClients.groupOf(settings.cluster().applicationId()),
                settings.topology().topicPrefix(),
                settings.secondLook().batchSize());
    }

    private static Map<String, Object> properties(PipelineSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.cluster().properties());
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.cluster().bootstrapServers());
        return properties;
    }

    private static SecondLookLane.Parts parts(Services services, SecondLook secondLook) {
        return new SecondLookLane.Parts(
                secondLook,
                services.registry(),
                services.clock(),
                services.telemetry().secondLooks(),
                services.telemetry().tracing());
    }

    private void changed(State now) {
        LOG.info("the pipeline is {}", now);
        boolean over = now == State.ERROR || now == State.NOT_RUNNING;
        if (now == State.RUNNING || over) {
            running.countDown();
        }
        if (over) {
            stopped.countDown();
        }
    }

    private boolean isAlive() {
        return switch (state()) {
            case CREATED, REBALANCING, RUNNING -> true;
            case PENDING_SHUTDOWN, PENDING_ERROR, ERROR, NOT_RUNNING -> false;
        };
    }

    private static String scrape(MeterRegistry meters) {
        return meters instanceof PrometheusMeterRegistry prometheus ? prometheus.scrape() : "";
    }
}
