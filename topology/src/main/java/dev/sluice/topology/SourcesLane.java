package dev.sluice.topology;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.health.Parts.Standing;
import dev.sluice.topology.source.stream.SourcesSettings;
import dev.sluice.topology.source.stream.SourcesTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology that maps topics in other formats to posts, running beside a pipeline: its own group, threads and
 * transactions, exactly once like the pipeline. Where it fails, or lags behind, posts of other origin go on.
 */
public final class SourcesLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourcesLane.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final CloseOptions ending;
    private final KafkaStreamsMetrics metrics;
    private final CountDownLatch running = new CountDownLatch(1);

    private SourcesLane(KafkaStreams streams, CloseOptions ending) {
        this.streams = streams;
        this.ending = ending;
        this.metrics = new KafkaStreamsMetrics(streams);
    }

    /** The application id, and so the group, of the lane beside a pipeline. */
    public static String applicationIdOf(String pipeline) {
        return pipeline + "-sources";
    }

    /**
     * Joins the group and starts; returns before it is running. The topics that are mapped must exist.
     *
     * @param pipeline how the pipeline beside it is run; the lane takes its cluster, sizing and folder of state, under an
     *     application id of its own
     * @throws IllegalArgumentException where a topic is missing, naming it and what is allowed
     * @throws org.apache.kafka.common.KafkaException where the cluster does not answer
     */
    public static SourcesLane start(
            PipelineSettings pipeline, SourcesSettings settings, SchemaRegistry registry, MeterRegistry meters) {
        PipelineSettings.Cluster cluster = pipeline.cluster();
        PipelineSettings own =
                pipeline.withCluster(cluster.withApplicationId(applicationIdOf(cluster.applicationId())));
        for (String topic : settings.mappings().keySet()) {
            own = SourceTopics.check(own, List.of(topic), "each is looked at alone");
        }
        if (cluster.groupProtocol() == PipelineSettings.GroupProtocol.STREAMS) {
            StreamsGroup.configure(own);
        }
        Clock clock = Clock.systemUTC();
        SourcesTopology topology = new SourcesTopology(settings, registry, clock, meters, new EventTime(clock));
        SourcesLane lane = new SourcesLane(
                new KafkaStreams(topology.build(), StreamsProperties.of(own)),
                Membership.ending(own.cluster(), CLOSE_WITHIN));
        try {
            lane.begin(meters);
        } catch (RuntimeException e) {
            lane.close();
            throw e;
        }
        return lane;
    }

    private void begin(MeterRegistry meters) {
        metrics.bindTo(meters);
        streams.setUncaughtExceptionHandler(new ThreadFailures(Clock.systemUTC(), Thread::sleep));
        streams.setStateListener((now, before) -> {
            LOG.info("the lane of sources is {}", now);
            if (now == State.RUNNING || now == State.ERROR || now == State.NOT_RUNNING) {
                running.countDown();
            }
        });
        streams.start();
    }

    /**
     * Waits until every partition is assigned and restored.
     *
     * @throws TimeoutException where that takes longer
     * @throws IllegalStateException where it has failed
     */
    public void awaitRunning(Duration within) throws InterruptedException, TimeoutException {
        if (!running.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException(
                    "the lane of sources is " + streams.state() + " after " + within + ", not RUNNING");
        }
        if (hasFailed()) {
            throw new IllegalStateException("the lane of sources has failed; the log says of what");
        }
    }

    /** Where it stands. */
    public Standing standing() {
        return new Standing(streams.state() == State.RUNNING, streams.state().name());
    }

    /** Whether it has given up. */
    public boolean hasFailed() {
        State state = streams.state();
        return state == State.ERROR || state == State.PENDING_ERROR;
    }

    /** Commits what is done and leaves the group, unless this instance has a name and is waited for. */
    @Override
    public void close() {
        boolean clean = streams.close(ending);
        if (!clean) {
            LOG.warn("the lane of sources did not stop within {}; what was not committed is done again", CLOSE_WITHIN);
        }
        metrics.close();
        running.countDown();
    }
}
