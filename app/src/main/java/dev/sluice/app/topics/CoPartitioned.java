package dev.sluice.app.topics;

import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.OutcomesLane;
import dev.sluice.topology.casework.desk.DeskInput;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Topics whose records meet by partition, so that they need the same number of them: Kafka Streams joins partition by
 * partition, and the part that reads them refuses to start where they differ.
 *
 * @param topics the topics
 * @param reader who reads them
 * @param because why they must have the same number
 */
public record CoPartitioned(List<Topic<?>> topics, String reader, String because) {
    /** What the pipeline reads; {@code second-assessments} only where it looks twice. */
    public static final CoPartitioned PIPELINE = new CoPartitioned(
            Stream.concat(Stream.of(TopicCatalogue.POSTS), TopicCatalogue.MEETING_POSTS.stream())
                    .toList(),
            "the pipeline",
            "flags, rulings and second looks meet their posts by partition");

    /** What casework reads. */
    public static final CoPartitioned CASEWORK =
            new CoPartitioned(DeskInput.TOPICS, "casework", "everything about a case meets by partition");

    /** What the lane of outcomes reads. */
    public static final CoPartitioned OUTCOMES = new CoPartitioned(
            OutcomesLane.sources().stream()
                    .<Topic<?>>map(name -> Objects.requireNonNull(TopicCatalogue.find(name)))
                    .toList(),
            "the lane of outcomes",
            "all that is known of a post meets by partition");

    /** Copies the topics. */
    public CoPartitioned {
        topics = List.copyOf(topics);
    }

    /** All of them. */
    public static List<CoPartitioned> all() {
        return List.of(PIPELINE, CASEWORK, OUTCOMES);
    }

    /**
     * What is wrong with these numbers of partitions, in one line; empty where they fit. A topic that is not there says
     * nothing.
     *
     * @param partitions how many there are, by the catalogue's name
     * @param prefix put before every name in the line
     */
    public Optional<String> trouble(Map<String, Integer> partitions, String prefix) {
        List<Topic<?>> there = topics.stream()
                .filter(topic -> partitions.containsKey(topic.name()))
                .toList();
        if (new HashSet<>(there.stream()
                                .map(topic -> partitions.get(topic.name()))
                                .toList())
                        .size()
                < 2) {
            return Optional.empty();
        }
        String counts = there.stream()
                .map(topic -> prefix + topic.name() + " " + partitions.get(topic.name()))
                .collect(Collectors.joining(", "));
        return Optional.of("the topics of " + reader + " have partitions " + counts
                + "; allowed: the same number each, because " + because);
    }
}
