package dev.sluice.app.topics;

import dev.sluice.app.topics.TopicState.Standing;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Compares the catalogue with a cluster, and makes the cluster follow it. Does nothing where all is as planned. */
public final class TopicAdmin {
    private static final Duration LEADERS_LIMIT = Duration.ofSeconds(30);
    private static final Duration LEADERS_PAUSE = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicPlan plan;

    /** Works through this client, which stays open. */
    public TopicAdmin(Admin admin, TopicPlan plan) {
        this.admin = admin;
        this.plan = plan;
    }

    /**
     * Every topic of the catalogue as the cluster has it.
     *
     * @throws KafkaException where the cluster does not answer
     */
    public List<TopicState> describe() {
        List<Topic<?>> topics = TopicCatalogue.all();
        List<String> names = topics.stream().map(plan::nameOf).toList();
        Map<String, TopicDescription> found = found(names);
        Map<ConfigResource, Config> configurations = found.isEmpty()
                ? Map.of()
                : await(admin.describeConfigs(found.keySet().stream()
                                .map(TopicAdmin::resource)
                                .toList())
                        .all());
        List<TopicState> states = new ArrayList<>();
        for (Topic<?> topic : topics) {
            TopicDescription description = found.get(plan.nameOf(topic));
            states.add(
                    description == null
                            ? new TopicState(topic, plan.nameOf(topic), Standing.MISSING, 0, List.of())
                            : compare(topic, description, configurations.get(resource(plan.nameOf(topic)))));
        }
        return states;
    }

    /**
     * Creates what is missing and corrects configuration that differs. Partitions and replicas of a topic that is there
     * are left alone.
     *
     * @return what was found before anything was done
     * @throws KafkaException where the cluster does not answer or refuses
     */
    public List<TopicState> apply() {
        List<TopicState> states = describe();
        create(states.stream()
                .filter(state -> state.standing() == Standing.MISSING)
                .map(TopicState::topic)
                .toList());
        Map<ConfigResource, Collection<AlterConfigOp>> corrections = new HashMap<>();
        for (TopicState state : states) {
            if (state.standing() != Standing.MISSING && !state.differences().isEmpty()) {
                corrections.put(
                        resource(state.name()),
                        plan.configurationOf(state.topic()).entrySet().stream()
                                .map(e -> new AlterConfigOp(
                                        new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                                .toList());
            }
        }
        if (!corrections.isEmpty()) {
            await(admin.incrementalAlterConfigs(corrections).all());
        }
        return states;
    }

    private void create(List<? extends Topic<?>> missing) {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic<?> topic : missing) {
            topics.add(new NewTopic(plan.nameOf(topic), plan.partitionsOf(topic), plan.replicationFactor())
                    .configs(plan.configurationOf(topic)));
        }
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                await(created);
            } catch (TopicExistsException e) {
                // Somebody else has created it at the same moment.
            }
        }
        awaitLeaders(missing);
    }

    /**
     * Waits until each partition is served. A cluster says that a topic is created before the leaders of its partitions
     * have opened their logs. An idempotent producer whose first batch comes in between, and its second one after, can
     * never deliver the first (KAFKA-15591): it expires two minutes later. Asking each leader for an offset closes the
     * gap, since only an open log has one.
     *
     * @throws KafkaException where that takes over half a minute
     */
    private void awaitLeaders(List<? extends Topic<?>> created) {
        List<String> names = created.stream().map(plan::nameOf).toList();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?> topic : created) {
            for (int partition = 0; partition < plan.partitionsOf(topic); partition++) {
                ends.put(new TopicPartition(plan.nameOf(topic), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + LEADERS_LIMIT.toNanos();
        while (true) {
            try {
                await(admin.describeTopics(names).allTopicNames());
                await(admin.listOffsets(ends).all());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                // The broker that was asked has yet to hear of the topic.
                if (System.nanoTime() > deadline) {
                    throw new KafkaException(
                            "topics were created, but not all have a leader after " + LEADERS_LIMIT.toSeconds() + " s: "
                                    + e.getMessage(),
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LEADERS_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the cluster", e);
        }
    }

    private TopicState compare(Topic<?> topic, TopicDescription found, @Nullable Config configuration) {
        List<String> differences = new ArrayList<>();
        Standing standing = Standing.AS_PLANNED;
        for (Map.Entry<String, String> planned : new TreeMap<>(plan.configurationOf(topic)).entrySet()) {
            ConfigEntry entry = configuration == null ? null : configuration.get(planned.getKey());
            String value = entry == null ? null : entry.value();
            if (!planned.getValue().equals(value)) {
                standing = Standing.DIFFERS;
                differences.add(difference(planned.getKey(), value, planned.getValue()));
            }
        }
        int partitions = found.partitions().size();
        if (partitions != plan.partitionsOf(topic)) {
            standing = Standing.NEEDS_A_PERSON;
            differences.add(difference("partitions", partitions, plan.partitionsOf(topic)));
        }
        int replicas = found.partitions().getFirst().replicas().size();
        if (replicas != plan.replicationFactor()) {
            standing = Standing.NEEDS_A_PERSON;
            differences.add(difference("replicas", replicas, plan.replicationFactor()));
        }
        return new TopicState(topic, plan.nameOf(topic), standing, partitions, differences);
    }

    private Map<String, TopicDescription> found(List<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, answer) -> {
            try {
                found.put(name, await(answer));
            } catch (UnknownTopicOrPartitionException e) {
                // It is missing: the caller says so.
            } catch (TopicAuthorizationException e) {
                throw new KafkaException(
                        "the topic " + name + " may not be seen by whom kafka.properties logs on as; allowed: an"
                                + " administrator, or a principal with the role operator",
                        e);
            }
        });
        return found;
    }

    private static String difference(String key, @Nullable Object value, Object planned) {
        return key + " is " + value + "; planned: " + planned;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the cluster", e);
        }
    }
}
