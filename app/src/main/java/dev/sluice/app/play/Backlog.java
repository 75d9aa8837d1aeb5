package dev.sluice.app.play;

import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.OutcomesLane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is still on its way through the pipeline, as the cluster tells it: what the pipeline has not taken in for good,
 * and what it has put out and nobody has read.
 *
 * <p>Nothing is on its way once the committed offsets of pipeline and second look, and then the reader's positions, have reached the ends
 * of their partitions as read afterwards. For under exactly once an input's offset is committed together with all that
 * was made of it, so that the ends read later have that in them. Ends count records of open transactions too, which the
 * reader cannot pass until they are settled. Work that a failure has undone is thus never taken for done, and work that
 * is done twice is not counted twice.
 */
public final class Backlog implements AutoCloseable {
    private static final String REPARTITION = "-repartition";

    private final Admin admin;
    private final Map<String, Set<TopicPartition>> inputs = new HashMap<>();

    /**
     * The consumer groups of a pipeline.
     *
     * @param pipeline the group that its internal topics are named after
     * @param secondLook the group of its lane of second looks; null where it has none
     * @param casework the group of the work of people; null where it has none
     * @param outcomes the group of the lane of outcomes beside it; null where there is none
     */
    public record Groups(
            String pipeline,
            @Nullable String secondLook,
            @Nullable String casework,
            @Nullable String outcomes) {}

    /**
     * The backlog of a pipeline that is running, so that its internal topics exist.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param groups the pipeline's consumer groups
     * @param prefix what the deployment puts before topic names
     * @throws KafkaException where the cluster does not answer
     */
    public Backlog(Map<String, Object> client, Groups groups, String prefix) {
        this.admin = Admin.create(client);
        try {
            find(groups, prefix);
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    /**
     * Offsets still to go, by topic; empty where nothing is on its way. Ends of transactions have offsets of their own,
     * so that these are more than records.
     *
     * @param read where the reader of the outputs is
     * @throws KafkaException where the cluster does not answer
     */
    public Map<String, Long> behind(Map<TopicPartition, Long> read) {
        Map<TopicPartition, Long> reached = new HashMap<>(committed());
        reached.putAll(read);
        return behind(reached, ends(reached.keySet()));
    }

    /** How far each topic's end is from where its reader is; topics that are read to their end are left out. */
    static Map<String, Long> behind(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> ends) {
        Map<String, Long> behind = new TreeMap<>();
        ends.forEach((partition, end) -> {
            long missing = end - reached.getOrDefault(partition, 0L);
            if (missing > 0) {
                behind.merge(partition.topic(), missing, Long::sum);
            }
        });
        return behind;
    }

    @Override
    public void close() {
        admin.close();
    }

    private void find(Groups groups, String prefix) {
        List<String> topics =
                new ArrayList<>(List.of(prefix + TopicCatalogue.POSTS.name(), prefix + TopicCatalogue.FLAGS.name()));
        Set<String> all = answer(admin.listTopics().names());
        String casework = groups.casework();
        String outcomes = groups.outcomes();
        internal(groups.pipeline(), all)
                .filter(name -> casework == null || !name.startsWith(casework + "-"))
                .filter(name -> outcomes == null || !name.startsWith(outcomes + "-"))
                .forEach(topics::add);
        if (casework != null) {
            inputs.put(casework, partitions(caseworkInputs(casework, all, prefix)));
        }
        if (outcomes != null) {
            inputs.put(outcomes, partitions(outcomesInputs(outcomes, all, prefix)));
        }
        String secondLook = groups.secondLook();
        if (secondLook != null) {
            topics.add(prefix + TopicCatalogue.SECOND_ASSESSMENTS.name());
            inputs.put(secondLook, partitions(List.of(prefix + TopicCatalogue.SECOND_LOOKS.name())));
        }
        inputs.put(groups.pipeline(), partitions(topics));
    }

    private static List<String> caseworkInputs(String casework, Set<String> all, String prefix) {
        List<String> topics = new ArrayList<>(List.of(
                prefix + TopicCatalogue.REVIEWS.name(),
                prefix + TopicCatalogue.ACTIONS.name(),
                prefix + TopicCatalogue.FLAGS.name(),
                prefix + TopicCatalogue.CASE_EVENTS.name()));
        internal(casework, all).forEach(topics::add);
        return topics;
    }

    private static List<String> outcomesInputs(String outcomes, Set<String> all, String prefix) {
        List<String> topics = new ArrayList<>();
        OutcomesLane.sources().forEach(name -> topics.add(prefix + name));
        internal(outcomes, all).forEach(topics::add);
        return topics;
    }

    private static Stream<String> internal(String group, Set<String> all) {
        return all.stream().filter(name -> name.startsWith(group + "-") && name.endsWith(REPARTITION));
    }

    private Set<TopicPartition> partitions(List<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (TopicDescription topic :
                answer(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        inputs.forEach((group, partitions) -> {
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            for (TopicPartition input : partitions) {
                OffsetAndMetadata offset = offsets.get(input);
                committed.put(input, offset == null ? 0 : offset.offset());
            }
        });
        return committed;
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the cluster", e);
        }
    }
}
