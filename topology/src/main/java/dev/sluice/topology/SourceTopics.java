package dev.sluice.topology;

import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
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
     * @throws IllegalArgumentException where a topic is missing or their partitions differ
     * @throws KafkaException where the cluster does not answer in time
     */
    static void check(PipelineSettings settings, boolean secondLook) {
        check(settings, topics(settings, secondLook), "flags, rulings and second looks meet their posts by partition");
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
     * @throws IllegalArgumentException where a topic is missing or their partitions differ
     * @throws KafkaException where the cluster does not answer in time
     */
    static void check(PipelineSettings settings, List<String> topics, String because) {
        StreamsConfig config = new StreamsConfig(StreamsProperties.of(settings));
        Map<String, Object> properties =
                config.getAdminConfigs(settings.cluster().applicationId() + "-source-topics");
        try (Admin admin = Admin.create(properties)) {
            Map<String, Integer> partitions = partitions(admin, topics);
            for (int look = 1; look < LOOKS && !partitions.keySet().containsAll(topics); look++) {
                Thread.sleep(BETWEEN_LOOKS_MS);
                partitions = partitions(admin, topics);
            }
            check(topics, partitions, because);
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

    private static Map<String, Integer> partitions(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
        Map<String, Integer> partitions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                TopicDescription found = topic.getValue().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                partitions.put(topic.getKey(), found.partitions().size());
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
        return partitions;
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
