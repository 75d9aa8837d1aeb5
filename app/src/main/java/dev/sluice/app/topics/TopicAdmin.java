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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
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
        return look().states;
    }

    /**
     * What {@link #apply} would find and do. Asks the cluster whether it would create what is missing, which it refuses
     * as it would in earnest, where a limit or a policy of its own forbids it.
     *
     * @throws KafkaException where the cluster does not answer or would refuse
     */
    public List<TopicState> rehearse() {
        Looked looked = look();
        List<NewTopic> topics = topics(looked);
        if (!topics.isEmpty()) {
            await(admin.createTopics(topics, new CreateTopicsOptions().validateOnly(true))
                    .all());
        }
        return looked.states;
    }

    /**
     * Creates what is missing and corrects configuration that differs. Partitions and replicas of a topic that is there
     * are left alone, and so is everything that is as planned.
     *
     * @return what was found before anything was done
     * @throws KafkaException where the cluster does not answer or refuses
     */
    public List<TopicState> apply() {
        Looked looked = look();
        create(looked);
        Map<ConfigResource, Collection<AlterConfigOp>> corrections = new HashMap<>();
        for (TopicState state : looked.states) {
            if (!state.corrections().isEmpty()) {
                corrections.put(
                        resource(state.name()),
                        state.corrections().entrySet().stream()
                                .map(e -> new AlterConfigOp(
                                        new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                                .toList());
            }
        }
        if (!corrections.isEmpty()) {
            await(admin.incrementalAlterConfigs(corrections).all());
        }
        return looked.states;
    }

    /**
     * What was seen, and what was planned in view of it.
     *
     * @param plan with the partitions of topics that were there
     * @param states every topic
     */
    private record Looked(TopicPlan plan, List<TopicState> states) {}

    private Looked look() {
        List<Topic<?>> topics = TopicCatalogue.all();
        Map<String, TopicDescription> found =
                found(topics.stream().map(plan::nameOf).toList());
        Map<ConfigResource, Config> configurations = found.isEmpty()
                ? Map.of()
                : await(admin.describeConfigs(found.keySet().stream()
                                .map(TopicAdmin::resource)
                                .toList())
                        .all());
        Map<String, Integer> partitions = new HashMap<>();
        for (Topic<?> topic : topics) {
            TopicDescription description = found.get(plan.nameOf(topic));
            if (description != null) {
                partitions.put(topic.name(), description.partitions().size());
            }
        }
        TopicPlan own = plan.adopting(partitions);
        List<TopicState> states = new ArrayList<>();
        for (Topic<?> topic : topics) {
            TopicDescription description = found.get(own.nameOf(topic));
            states.add(
                    description == null
                            ? missing(topic, own)
                            : compare(
                                    topic,
                                    own,
                                    description,
                                    configurations.get(resource(own.nameOf(topic))),
                                    apart(topic, partitions)));
        }
        return new Looked(own, states);
    }

    /** Where a topic has not as many partitions as those that it meets: what to say of that. */
    private List<String> apart(Topic<?> topic, Map<String, Integer> partitions) {
        return Stream.of(CoPartitioned.PIPELINE, CoPartitioned.CASEWORK)
                .filter(together -> together.topics().contains(topic))
                .flatMap(together -> together.trouble(partitions, plan.prefix()).stream())
                .toList();
    }

    private static List<NewTopic> topics(Looked looked) {
        return looked.states.stream()
                .filter(state -> state.standing() == Standing.MISSING)
                .map(TopicState::topic)
                .map(topic -> new NewTopic(
                                looked.plan.nameOf(topic),
                                looked.plan.partitionsOf(topic),
                                looked.plan.replicationFactor())
                        .configs(looked.plan.configurationOf(topic)))
                .toList();
    }

    private void create(Looked looked) {
        List<NewTopic> topics = topics(looked);
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                await(created);
            } catch (TopicExistsException e) {
                // Somebody else has created it at the same moment.
            }
        }
        awaitLeaders(topics);
    }

    /**
     * Waits until each partition is served. A cluster says that a topic is created before the leaders of its partitions
     * have opened their logs. An idempotent producer whose first batch comes in between, and its second one after, can
     * never deliver the first (KAFKA-15591): it expires two minutes later. Asking each leader for an offset closes the
     * gap, since only an open log has one.
     *
     * @throws KafkaException where that takes over half a minute
     */
    private void awaitLeaders(List<NewTopic> created) {
        List<String> names = created.stream().map(NewTopic::name).toList();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
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

    private static TopicState missing(Topic<?> topic, TopicPlan plan) {
        List<String> made = new ArrayList<>(
                List.of("partitions " + plan.partitionsOf(topic), "replicas " + plan.replicationFactor()));
        new TreeMap<>(plan.configurationOf(topic)).forEach((key, value) -> made.add(key + " " + value));
        return new TopicState(topic, plan.nameOf(topic), Standing.MISSING, 0, made, Map.of());
    }

    private static TopicState compare(
            Topic<?> topic,
            TopicPlan plan,
            TopicDescription found,
            @Nullable Config configuration,
            List<String> apart) {
        List<String> differences = new ArrayList<>();
        Map<String, String> corrections = new HashMap<>();
        Standing standing = Standing.AS_PLANNED;
        int replicas = found.partitions().getFirst().replicas().size();
        for (Map.Entry<String, String> planned : new TreeMap<>(plan.configurationOf(topic, replicas)).entrySet()) {
            ConfigEntry entry = configuration == null ? null : configuration.get(planned.getKey());
            String value = entry == null ? null : entry.value();
            if (!planned.getValue().equals(value)) {
                standing = Standing.DIFFERS;
                differences.add(difference(planned.getKey(), value, planned.getValue()));
                corrections.put(planned.getKey(), planned.getValue());
            }
        }
        int partitions = found.partitions().size();
        if (partitions != plan.partitionsOf(topic)) {
            standing = Standing.NEEDS_A_PERSON;
            differences.add(difference("partitions", partitions, plan.partitionsOf(topic)));
        }
        if (replicas != plan.replicationFactor()) {
            standing = Standing.NEEDS_A_PERSON;
            differences.add(difference("replicas", replicas, plan.replicationFactor()));
        }
        if (!apart.isEmpty()) {
            standing = Standing.NEEDS_A_PERSON;
            differences.addAll(apart);
        }
        return new TopicState(topic, plan.nameOf(topic), standing, partitions, differences, corrections);
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
