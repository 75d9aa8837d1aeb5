package dev.sluice.app.topics;

import dev.sluice.schemas.topics.Topic;
import java.util.List;
import java.util.Map;

/**
 * One topic of the catalogue beside what the cluster has.
 *
 * @param topic the catalogue's topic
 * @param name its name on the cluster
 * @param standing how the two compare
 * @param partitions partitions on the cluster; 0 where it is missing
 * @param differences what differs, each as {@code key is value; planned: value}; what a missing one is made with
 * @param corrections the configuration that is to be set, which is what differs
 */
public record TopicState(
        Topic<?> topic,
        String name,
        Standing standing,
        int partitions,
        List<String> differences,
        Map<String, String> corrections) {
    /** Copies differences and corrections. */
    public TopicState {
        differences = List.copyOf(differences);
        corrections = Map.copyOf(corrections);
    }

    /** How a topic compares with the catalogue. */
    public enum Standing {
        /** It is as planned. */
        AS_PLANNED,
        /** It is not there. */
        MISSING,
        /** Its configuration differs, which can be put right. */
        DIFFERS,
        /** Its partitions or replicas differ, which only people can put right: keys would move to other partitions. */
        NEEDS_A_PERSON
    }
}
