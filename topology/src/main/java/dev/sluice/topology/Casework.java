package dev.sluice.topology;

import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.PipelineSettings.Cluster;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import dev.sluice.topology.PipelineSettings.Sizing;
import dev.sluice.topology.casework.CaseworkServices;
import dev.sluice.topology.casework.CaseworkSettings;
import dev.sluice.topology.casework.CaseworkTopology;
import dev.sluice.topology.casework.desk.DeskInput;
import dev.sluice.topology.policy.CaseworkRules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow of cases, running beside the pipeline: a group of its own, exactly once like the pipeline, and one thread an
 * instance, for it goes at the pace of people.
 */
public final class Casework implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Casework.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);
    private static final int THREADS = 1;

    private final KafkaStreams streams;
    private final CountDownLatch running = new CountDownLatch(1);

    private Casework(KafkaStreams streams) {
        this.streams = streams;
    }

    /** The group of casework beside a pipeline with this application id. */
    public static String groupOf(String applicationId) {
        return applicationId + "-casework";
    }

    /**
     * Joins the group and starts; returns before it is running.
     *
     * @throws IllegalArgumentException where a topic is missing, or topics that meet have different partitions
     */
    static Casework start(PipelineSettings pipeline, Services services, CaseworkRules rules) {
        PipelineSettings settings = settings(pipeline);
        String prefix = pipeline.topology().topicPrefix();
        List<String> topics =
                DeskInput.TOPICS.stream().map(topic -> prefix + topic.name()).toList();
        SourceTopics.check(settings, topics, "everything about a case meets by partition");
        if (settings.cluster().groupProtocol() == GroupProtocol.STREAMS) {
            StreamsGroup.configure(settings);
        }
        CaseworkSettings built = new CaseworkSettings(
                prefix,
                pipeline.topology().persistentStores(),
                pipeline.topology().retention());
        KafkaStreams streams = new KafkaStreams(
                CaseworkTopology.build(built, new CaseworkServices(rules, services.registry(), services.clock())),
                StreamsProperties.of(settings));
        Casework casework = new Casework(streams);
        streams.setUncaughtExceptionHandler(new ThreadFailures(services.clock(), Thread::sleep));
        streams.setStateListener((now, before) -> casework.changed(now));
        streams.start();
        LOG.info("casework {} follows {}", rules.version(), prefix + TopicCatalogue.REVIEWS.name());
        return casework;
    }

    /** Waits until every partition is assigned and restored. */
    void awaitRunning(Duration within) throws InterruptedException, TimeoutException {
        if (!running.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("casework is " + streams.state() + " after " + within + ", not RUNNING");
        }
    }

    /** Whether it has given up. */
    boolean hasFailed() {
        return streams.state() == State.ERROR || streams.state() == State.PENDING_ERROR;
    }

    /** Commits what is done and leaves the group. */
    @Override
    public void close() {
        boolean clean = streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN));
        if (!clean) {
            LOG.warn("casework did not stop within {}; what was not committed is done again", CLOSE_WITHIN);
        }
    }

    private void changed(State now) {
        LOG.info("casework is {}", now);
        if (now == State.RUNNING || now == State.ERROR || now == State.NOT_RUNNING) {
            running.countDown();
        }
    }

    private static PipelineSettings settings(PipelineSettings pipeline) {
        Cluster cluster = pipeline.cluster();
        Sizing sizing = pipeline.sizing();
        return pipeline.withCluster(new Cluster(
                        cluster.bootstrapServers(),
                        groupOf(cluster.applicationId()),
                        cluster.replicationFactor(),
                        cluster.groupProtocol(),
                        cluster.properties()))
                .withSizing(new Sizing(THREADS, sizing.standbyReplicas(), 0, sizing.commitInterval()));
    }
}
