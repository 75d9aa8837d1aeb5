package dev.sluice.app.topics;

import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a deployment lays the catalogue out.
 *
 * @param prefix put before every name; empty for none
 * @param replicationFactor replicas of each partition
 * @param partitions partitions by topic name without prefix, where they differ from the catalogue's
 * @param overrides topic configuration that replaces the catalogue's, or ours for replicas in sync, for all topics;
 *     {@code max.message.bytes} only where it is smaller
 */
public record TopicPlan(
        String prefix, short replicationFactor, Map<String, Integer> partitions, Map<String, String> overrides) {
    /** Replicas of each partition where nobody says how many. */
    public static final short REPLICAS = 3;
    /** The topic configuration that says how many replicas must have a record before it is acknowledged. */
    public static final String MIN_IN_SYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

    private static final String LARGEST = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;

    /** Copies the maps. */
    public TopicPlan {
        partitions = Map.copyOf(partitions);
        overrides = Map.copyOf(overrides);
    }

    /**
     * For one broker that lives as long as one command: one replica, and nothing is deleted for its age, for the
     * posts of a file may be years old.
     */
    public static TopicPlan embedded() {
        return new TopicPlan("", (short) 1, Map.of(), Map.of("retention.ms", "-1"));
    }

    /** The name of a topic on the cluster. */
    public String nameOf(Topic<?> topic) {
        return prefix + topic.name();
    }

    /** How many partitions a topic is to have. */
    public int partitionsOf(Topic<?> topic) {
        Topic<?> model = model(topic);
        return partitions.getOrDefault(topic.name(), partitions.getOrDefault(model.name(), model.partitions()));
    }

    /**
     * The topic that another goes by where nobody says so: flags, what second looks find, and what people rule meet the
     * post's state; what casework reads meets its cases.
     */
    private static Topic<?> model(Topic<?> topic) {
        if (TopicCatalogue.MEETING_POSTS.contains(topic)) {
            return TopicCatalogue.POSTS;
        }
        boolean meetsCases = topic.equals(TopicCatalogue.ACTIONS)
                || topic.equals(TopicCatalogue.CASE_COMMANDS)
                || topic.equals(TopicCatalogue.CASE_EVENTS);
        return meetsCases ? TopicCatalogue.REVIEWS : topic;
    }

    /** The configuration that a topic is to have. */
    public Map<String, String> configurationOf(Topic<?> topic) {
        Map<String, String> configuration = new HashMap<>(topic.configuration());
        // One broker may go, and what was acknowledged is still there twice. With two replicas in all, it could not go.
        if (replicationFactor >= REPLICAS) {
            configuration.put(MIN_IN_SYNC, "2");
        }
        overrides.forEach((key, value) -> {
            if (key.equals(MIN_IN_SYNC)) {
                configuration.put(key, value);
            } else {
                configuration.computeIfPresent(key, (k, old) -> key.equals(LARGEST) ? smaller(old, value) : value);
            }
        });
        return configuration;
    }

    /**
     * The configuration that a topic is to have that is there already. Its replicas are for people to change, and until
     * there are as many as planned it asks for no more of them in sync than it can spare one of: it would take no
     * record any more, or none while one broker is down.
     *
     * @param replicas how many it has
     */
    Map<String, String> configurationOf(Topic<?> topic, int replicas) {
        Map<String, String> configuration = configurationOf(topic);
        if (replicas < replicationFactor) {
            configuration.computeIfPresent(
                    MIN_IN_SYNC, (key, planned) -> Integer.parseInt(planned) < Math.max(2, replicas) ? planned : null);
        }
        return configuration;
    }

    /** Whether somebody has said how many partitions the topic is to have, or their order leaves no choice. */
    public boolean fixes(Topic<?> topic) {
        return partitions.containsKey(topic.name())
                || partitions.containsKey(model(topic).name())
                || topic.partitions() == 1;
    }

    /**
     * The plan for a cluster that has some of the topics already. Where nobody has said how many partitions a topic is to
     * have, it keeps those that it has; one that is missing gets as many as those that it meets.
     *
     * @param existing how many partitions there are of each that exists, by the catalogue's name
     */
    TopicPlan adopting(Map<String, Integer> existing) {
        Map<String, Integer> adopted = new HashMap<>(partitions);
        Map<String, Integer> known = new HashMap<>(existing);
        for (Topic<?> topic : TopicCatalogue.all()) {
            Integer own = existing.get(topic.name());
            if (own != null && !fixes(topic)) {
                adopted.put(topic.name(), own);
            }
        }
        for (CoPartitioned together : CoPartitioned.all()) {
            Optional<Integer> there = together.topics().stream()
                    .map(topic -> known.get(topic.name()))
                    .filter(Objects::nonNull)
                    .findFirst();
            for (Topic<?> topic : together.topics()) {
                if (there.isPresent() && !known.containsKey(topic.name()) && !fixes(topic)) {
                    adopted.put(topic.name(), there.get());
                    known.put(topic.name(), there.get());
                }
            }
        }
        return new TopicPlan(prefix, replicationFactor, adopted, overrides);
    }

    private static String smaller(String one, String other) {
        return Long.parseLong(one) <= Long.parseLong(other) ? one : other;
    }
}
