package dev.sluice.topology;

import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.PipelineSettings.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Looks at the source topics before anything runs. Kafka Streams would find the same mistakes, but later, and as the
 * death of a thread.
 */
final class SourceTopics {
    private static final long WITHIN_SECONDS = 30;

    /** A topic made a moment ago may not be known to every broker yet. */
    private static final int LOOKS = 20;

    private static final long BETWEEN_LOOKS_MS = 250;

    private SourceTopics() {}

    /**
     * Refuses a cluster without the source topics.
     *
     * @param secondLook whether what second looks find is read too
     * @return the settings, with as many replicas of internal topics as the source topics have, where they do not say
     * @throws IllegalArgumentException where a topic is missing or their partitions differ
     * @throws KafkaException where the cluster does not answer in time
     */
    static PipelineSettings check(PipelineSettings settings, boolean secondLook) {
        return check(
                settings,
                topics(settings, secondLook),
                "flags, rulings and second looks meet their posts by partition");
    }

    private static List<String> topics(PipelineSettings settings, boolean secondLook) {
        String prefix = settings.topology().topicPrefix();
        List<String> topics = new ArrayList<>(List.of(
                prefix + TopicCatalogue.POSTS.name(),
                prefix + TopicCatalogue.FLAGS.name(),
                prefix + TopicCatalogue.RULINGS.name()));
        if (secondLook) {
            topics.add(prefix + TopicCatalogue.SECOND_ASSESSMENTS.name());
        }
        return topics;
    }

    /**
     * Refuses a cluster without these topics.
     *
     * @param because why they must have the same number of partitions
     * @return the settings, with as many replicas of internal topics as these have, where they do not say
     * @throws IllegalArgumentException where a topic is missing or their partitions differ
     * @throws KafkaException where the cluster does not answer in time
     */
    static PipelineSettings check(PipelineSettings settings, List<String> topics, String because) {
        StreamsConfig config = new StreamsConfig(StreamsProperties.of(settings));
        Map<String, Object> properties =
                config.getAdminConfigs(settings.cluster().applicationId() + "-source-topics");
        try (Admin admin = Admin.create(properties)) {
            Map<String, TopicDescription> found = describe(admin, topics);
            for (int look = 1; look < LOOKS && !found.keySet().containsAll(topics); look++) {
                Thread.sleep(BETWEEN_LOOKS_MS);
                found = describe(admin, topics);
            }
            Map<String, Integer> partitions = new HashMap<>();
            found.forEach(
                    (name, topic) -> partitions.put(name, topic.partitions().size()));
            check(topics, partitions, because);
            return withReplicas(settings, found.values());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while looking at the topics " + String.join(", ", topics), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(
                    "the topics " + String.join(", ", topics) + " cannot be looked at within " + WITHIN_SECONDS
                            + " s at " + settings.cluster().bootstrapServers(),
                    e);
        }
    }

    private static Map<String, TopicDescription> describe(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                found.put(topic.getKey(), topic.getValue().get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    throw new KafkaException(
                            "the topic " + topic.getKey() + " may not be seen by whom kafka.properties logs on as;"
                                    + " allowed: a principal with the role scorer",
                            e);
                }
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    /** What is kept of posts must outlive a broker as posts do. */
    private static PipelineSettings withReplicas(PipelineSettings settings, Collection<TopicDescription> sources) {
        Cluster cluster = settings.cluster();
        if (cluster.replicationFactor() != Cluster.AS_SOURCES) {
            return settings;
        }
        int most = sources.stream()
                .mapToInt(topic -> topic.partitions().getFirst().replicas().size())
                .max()
                .orElse(Cluster.AS_SOURCES);
        return settings.withCluster(cluster.withReplicationFactor(most));
    }

    /**
     * Refuses topics that are missing or differ.
     *
     * @param topics the topics that are read
     * @param partitions how many partitions there are of each that exists
     * @param because why they must be the same
     */
    static void check(List<String> topics, Map<String, Integer> partitions, String because) {
        List<String> missing =
                topics.stream().filter(topic -> !partitions.containsKey(topic)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the topics " + String.join(", ", missing)
                    + " are missing; allowed: topics that were set up before the pipeline starts");
        }
        if (new HashSet<>(partitions.values()).size() > 1) {
            List<String> counts = topics.stream()
                    .map(topic -> topic + ": " + partitions.get(topic))
                    .toList();
            throw new IllegalArgumentException("the topics have partitions " + String.join(", ", counts)
                    + "; allowed: the same number each, because " + because);
        }
    }
}
