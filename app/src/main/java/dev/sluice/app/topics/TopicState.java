package dev.sluice.app.topics;

import dev.sluice.schemas.topics.Topic;
import java.util.List;

/**
 * One topic of the catalogue beside what the cluster has.
 *
 * @param topic the catalogue's topic
 * @param name its name on the cluster
 * @param standing how the two compare
 * @param partitions partitions on the cluster; 0 where it is missing
 * @param differences what differs, each as {@code key is value; planned: value}
 */
public record TopicState(Topic<?> topic, String name, Standing standing, int partitions, List<String> differences) {
    /** Copies the differences. */
    public TopicState {
        differences = List.copyOf(differences);
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
