package dev.sluice.topology;

import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.PipelineSettings.Sizing;
import dev.sluice.topology.health.Parts.Standing;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A flow at the pace of people, running beside the pipeline: a group of its own, exactly once like the pipeline, and one
 * thread an instance.
 */
final class SideFlow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SideFlow.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);
    private static final int THREADS = 1;

    private final String name;
    private final KafkaStreams streams;
    private final CloseOptions ending;
    private final KafkaStreamsMetrics metrics;
    private final CountDownLatch running = new CountDownLatch(1);

    private SideFlow(String name, KafkaStreams streams, CloseOptions ending) {
        this.name = name;
        this.streams = streams;
        this.ending = ending;
        this.metrics = new KafkaStreamsMetrics(streams);
    }

    String name() {
        return name;
    }

    /** Where it stands. */
    Standing standing() {
        return new Standing(streams.state() == State.RUNNING, streams.state().name());
    }

    /** The group of a flow beside a pipeline with this application id. */
    static String groupOf(String applicationId, String name) {
        return applicationId + "-" + name;
    }

    /**
     * Joins the group and starts; returns before it is running.
     *
     * @param services the clock, and where its metrics go
     * @param name names the flow in its group and in the log
     * @param sources topics that it reads and that must exist, with as many partitions each
     * @param because why they must have the same number of partitions
     * @throws IllegalArgumentException where a topic is missing, or topics that meet have different partitions
     */
    static SideFlow start(
            PipelineSettings pipeline,
            Services services,
            String name,
            Topology topology,
            List<String> sources,
            String because) {
        PipelineSettings settings = SourceTopics.check(settings(pipeline, name), sources, because);
        if (settings.cluster().groupProtocol() == GroupProtocol.STREAMS) {
            StreamsGroup.configure(settings);
        }
        KafkaStreams streams = new KafkaStreams(topology, StreamsProperties.of(settings));
        SideFlow flow = new SideFlow(name, streams, Membership.ending(settings.cluster(), CLOSE_WITHIN));
        streams.setUncaughtExceptionHandler(new ThreadFailures(services.clock(), Thread::sleep));
        streams.setStateListener((now, before) -> flow.changed(now));
        flow.metrics.bindTo(services.telemetry().meters());
        streams.start();
        return flow;
    }

    /** Waits until every partition is assigned and restored. */
    void awaitRunning(Duration within) throws InterruptedException, TimeoutException {
        if (!running.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException(name + " is " + streams.state() + " after " + within + ", not RUNNING");
        }
    }

    /** Whether it has given up. */
    boolean hasFailed() {
        return streams.state() == State.ERROR || streams.state() == State.PENDING_ERROR;
    }

    /** Commits what is done and leaves the group, unless this instance has a name and is waited for. */
    @Override
    public void close() {
        boolean clean = streams.close(ending);
        if (!clean) {
            LOG.warn("{} did not stop within {}; what was not committed is done again", name, CLOSE_WITHIN);
        }
        metrics.close();
    }

    private void changed(State now) {
        LOG.info("{} is {}", name, now);
        if (now == State.RUNNING || now == State.ERROR || now == State.NOT_RUNNING) {
            running.countDown();
        }
    }

    private static PipelineSettings settings(PipelineSettings pipeline, String name) {
        Cluster cluster = pipeline.cluster();
        Sizing sizing = pipeline.sizing();
        return pipeline.withCluster(cluster.withApplicationId(groupOf(cluster.applicationId(), name)))
                .withSizing(new Sizing(THREADS, sizing.standbyReplicas(), 0, sizing.commitInterval()));
    }
}
