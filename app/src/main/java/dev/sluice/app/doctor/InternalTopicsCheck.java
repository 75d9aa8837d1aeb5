package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Whether the pipeline may make its internal topics: the cluster is asked whether it would, and makes none. They are made
 * by the pipeline itself, so that a cluster that makes none on the spot suits it.
 */
record InternalTopicsCheck() implements Check {
    private static final short CLUSTER_DEFAULT = -1;

    @Override
    public String name() {
        return "internal topics";
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        SluiceConfig config = patient.config();
        SluiceConfig.Pipeline pipeline = config.pipeline();
        if (pipeline == null) {
            return List.of(Remark.ok("no part of this configuration makes any"));
        }
        String name = Groups.transactionalPrefix(config) + "doctor-changelog";
        short replicas = pipeline.replicationFactor() == null
                ? asSources(patient)
                : pipeline.replicationFactor().shortValue();
        String largest = largest(config);
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.of(replicas))
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        largest));
        try {
            Answers.of(patient.admin()
                    .createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                    .all());
        } catch (KafkaException e) {
            return List.of(refusal(e, config, replicas, largest));
        }
        return List.of(
                Remark.ok("the pipeline may make its own, which begin with " + Groups.transactionalPrefix(config)));
    }

    /** As many as posts have, which the pipeline gives them; where there are no posts yet, the cluster's own number. */
    private static short asSources(Patient patient) throws InterruptedException {
        String posts = patient.topic(TopicCatalogue.POSTS.name());
        TopicDescription found = TopicsCheck.found(patient.admin(), List.of(posts), new TreeSet<>(), new TreeSet<>())
                .get(posts);
        return found == null
                ? CLUSTER_DEFAULT
                : (short) found.partitions().getFirst().replicas().size();
    }

    /** What internal topics are to take at most. */
    static String largest(SluiceConfig config) {
        Map<String, String> properties = config.kafka().properties();
        String given = properties == null ? null : properties.get("topic." + TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (given != null) {
            return given;
        }
        Integer most = config.topics() == null ? null : config.topics().maxMessageBytes();
        int largest = TopicCatalogue.largestMessageBytes();
        return Integer.toString(most == null ? largest : Math.min(most, largest));
    }

    private static Remark refusal(KafkaException failure, SluiceConfig config, short replicas, String largest) {
        return switch (failure) {
            case TopicAuthorizationException e -> lacking(config);
            case ClusterAuthorizationException e -> lacking(config);
            case InvalidReplicationFactorException e ->
                Remark.fail(
                        "pipeline.replicationFactor is "
                                + (replicas < 0 ? "that of the brokers" : Short.toString(replicas)) + ": "
                                + e.getMessage(),
                        "lower it, or start more brokers");
            case InvalidConfigurationException e ->
                Remark.fail(
                        "the cluster allows no topic with max.message.bytes " + largest + ": " + e.getMessage(),
                        "set topics.maxMessageBytes to what it allows");
            case PolicyViolationException e ->
                Remark.fail(
                        "a policy of the cluster forbids the pipeline's internal topics: " + e.getMessage(),
                        "set pipeline.replicationFactor and topics.maxMessageBytes to what it allows, or have the policy"
                                + " except names that begin with " + Groups.transactionalPrefix(config));
            default -> Symptoms.of(failure);
        };
    }

    private static Remark lacking(SluiceConfig config) {
        return Remark.fail(
                "whom kafka.properties logs on as may not create topics that begin with "
                        + Groups.transactionalPrefix(config) + "; allowed: a principal with the role scorer",
                "./sluice topics apply with a section access that gives this principal the role");
    }
}
