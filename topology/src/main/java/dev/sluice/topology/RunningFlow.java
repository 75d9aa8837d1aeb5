package dev.sluice.topology;

import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.health.Parts.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topology that runs beside the pipeline: its threads and metrics, where it stands, and how it ends. */
final class RunningFlow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningFlow.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final String name;
    private final KafkaStreams streams;
    private final CloseOptions ending;
    private final KafkaStreamsMetrics metrics;
    private final CountDownLatch running = new CountDownLatch(1);

    private RunningFlow(String name, KafkaStreams streams, CloseOptions ending) {
        this.name = name;
        this.streams = streams;
        this.ending = ending;
        this.metrics = new KafkaStreamsMetrics(streams);
    }

    /**
     * Joins the group and starts; returns before it is running.
     *
     * @param name what the log calls it
     * @param settings how it is run: with its own application id, and with source topics that have been checked
     */
    static RunningFlow start(
            String name, Topology topology, PipelineSettings settings, Clock clock, MeterRegistry meters) {
        if (settings.cluster().groupProtocol() == GroupProtocol.STREAMS) {
            StreamsGroup.configure(settings);
        }
        RunningFlow flow = new RunningFlow(
                name,
                new KafkaStreams(topology, StreamsProperties.of(settings)),
                Membership.ending(settings.cluster(), CLOSE_WITHIN));
        try {
            flow.begin(clock, meters);
        } catch (RuntimeException e) {
            flow.close();
            throw e;
        }
        return flow;
    }

    private void begin(Clock clock, MeterRegistry meters) {
        metrics.bindTo(meters);
        streams.setUncaughtExceptionHandler(new ThreadFailures(clock, Thread::sleep));
        streams.setStateListener((now, before) -> changed(now));
        streams.start();
    }

    private void changed(State now) {
        LOG.info("{} is {}", name, now);
        if (now == State.RUNNING || now == State.ERROR || now == State.NOT_RUNNING) {
            running.countDown();
        }
    }

    String name() {
        return name;
    }

    /**
     * Waits until every partition is assigned and restored.
     *
     * @throws TimeoutException where that takes longer
     * @throws IllegalStateException where it has failed
     */
    void awaitRunning(Duration within) throws InterruptedException, TimeoutException {
        if (!running.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException(name + " is " + streams.state() + " after " + within + ", not RUNNING");
        }
        if (hasFailed()) {
            throw new IllegalStateException(name + " has failed; the log says of what");
        }
    }

    /** Where it stands. */
    Standing standing() {
        return new Standing(streams.state() == State.RUNNING, streams.state().name());
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
        running.countDown();
    }
}
