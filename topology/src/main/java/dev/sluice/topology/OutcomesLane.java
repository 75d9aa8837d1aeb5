package dev.sluice.topology;

import dev.sluice.schemas.topics.Topic;
import dev.sluice.topology.health.Parts.Standing;
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
 * The topology of outcomes, running beside a pipeline: its own group, threads and transactions. Where it fails, or lags
 * behind, decisions go on.
 */
public final class OutcomesLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomesLane.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final CloseOptions ending;
    private final KafkaStreamsMetrics metrics;
    private final CountDownLatch running = new CountDownLatch(1);

    private OutcomesLane(KafkaStreams streams, CloseOptions ending) {
        this.streams = streams;
        this.ending = ending;
        this.metrics = new KafkaStreamsMetrics(streams);
    }

    /** The application id, and so the group, of the lane beside a pipeline. */
    public static String applicationIdOf(String pipeline) {
        return pipeline + "-outcomes";
    }

    /** The topics that the lane reads, without prefix. */
    public static List<String> sources() {
        return OutcomesTopology.SOURCES.stream().map(Topic::name).toList();
    }

    /**
     * Joins the group and starts; returns before it is running. The topics that it reads must exist, with the same number
     * of partitions each.
     *
     * @param pipeline how the pipeline beside it is run; the lane takes its cluster, sizing and folder of state, under an
     *     application id of its own
     * @throws IllegalArgumentException where a source topic is wrong, naming it and what is allowed
     * @throws org.apache.kafka.common.KafkaException where the cluster does not answer
     */
    public static OutcomesLane start(
            PipelineSettings pipeline, OutcomesSettings settings, OutcomesServices services, MeterRegistry meters) {
        PipelineSettings.Cluster cluster = pipeline.cluster();
        PipelineSettings own = SourceTopics.check(
                pipeline.withCluster(cluster.withApplicationId(applicationIdOf(cluster.applicationId()))),
                sources().stream().map(name -> settings.topicPrefix() + name).toList(),
                "all that is known of a post meets by partition");
        if (cluster.groupProtocol() == PipelineSettings.GroupProtocol.STREAMS) {
            StreamsGroup.configure(own);
        }
        OutcomesLane lane = new OutcomesLane(
                new KafkaStreams(OutcomesTopology.build(settings, services), StreamsProperties.of(own)),
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
            LOG.info("the lane of outcomes is {}", now);
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
                    "the lane of outcomes is " + streams.state() + " after " + within + ", not RUNNING");
        }
        if (hasFailed()) {
            throw new IllegalStateException("the lane of outcomes has failed; the log says of what");
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
            LOG.warn("the lane of outcomes did not stop within {}; what was not committed is done again", CLOSE_WITHIN);
        }
        metrics.close();
        running.countDown();
    }
}
