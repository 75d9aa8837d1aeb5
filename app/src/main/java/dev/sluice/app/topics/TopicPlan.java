package dev.sluice.app.topics;

import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;

/**
 * How a deployment lays the catalogue out.
 *
 * @param prefix put before every name; empty for none
 * @param replicationFactor replicas of each partition
 * @param partitions partitions by topic name without prefix, where they differ from the catalogue's
 * @param overrides topic configuration that replaces the catalogue's, for all topics
 */
public record TopicPlan(
        String prefix, short replicationFactor, Map<String, Integer> partitions, Map<String, String> overrides) {
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

    String nameOf(Topic<?> topic) {
        return prefix + topic.name();
    }

    int partitionsOf(Topic<?> topic) {
        Topic<?> model = model(topic);
        return partitions.getOrDefault(topic.name(), partitions.getOrDefault(model.name(), model.partitions()));
    }

    /**
     * The topic that another goes by where nobody says so: what second looks find, and people rule, meets the post's
     * state; what casework reads meets its cases.
     */
    private static Topic<?> model(Topic<?> topic) {
        if (topic.equals(TopicCatalogue.SECOND_ASSESSMENTS) || topic.equals(TopicCatalogue.RULINGS)) {
            return TopicCatalogue.POSTS;
        }
        boolean meetsCases = topic.equals(TopicCatalogue.ACTIONS)
                || topic.equals(TopicCatalogue.CASE_COMMANDS)
                || topic.equals(TopicCatalogue.CASE_EVENTS);
        return meetsCases ? TopicCatalogue.REVIEWS : topic;
    }

    Map<String, String> configurationOf(Topic<?> topic) {
        Map<String, String> configuration = new HashMap<>(topic.configuration());
        overrides.forEach((key, value) -> configuration.computeIfPresent(key, (k, old) -> value));
        return configuration;
    }
}
