package dev.sluice.topology.upgrade;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;

/**
 * What of a topology a rolling upgrade must leave alone: which sub-topology, by its number, has which stores, reads which
 * topics and writes which internal ones. Tasks, folders of state and internal topics are named after these, and instances
 * of two releases in one group take them for the same.
 */
public final class Shape {
    /** What somebody does about a change that breaks it. */
    public static final String WHAT_TO_DO =
            "Instances of both releases work in one group during a rolling upgrade, and take up each other's state: keep"
                    + " the name and the sub-topology. Where that cannot be, the release needs another"
                    + " pipeline.applicationId or a stop of all instances: say so in docs/deploy.md under \"Upgrades\""
                    + " and in CHANGELOG.md, and take the old lines out of the frozen file in the same change.";

    private static final String REPARTITION = "-repartition";

    private Shape() {}

    /** A line for each store and topic: the number of the sub-topology, what it is, its name. */
    public static Set<String> of(TopologyDescription topology) {
        Set<String> lines = new TreeSet<>();
        topology.subtopologies()
                .forEach(part -> part.nodes().forEach(node -> {
                    switch (node) {
                        case TopologyDescription.Processor processor ->
                            processor.stores().forEach(store -> lines.add(part.id() + " store " + store));
                        case TopologyDescription.Source source ->
                            source.topicSet().forEach(topic -> lines.add(part.id() + " reads " + topic));
                        case TopologyDescription.Sink sink -> {
                            if (String.valueOf(sink.topic()).endsWith(REPARTITION)) {
                                lines.add(part.id() + " writes " + sink.topic());
                            }
                        }
                        default -> throw new AssertionError(node.name() + " is of no known kind");
                    }
                }));
        return lines;
    }

    /** Lines of a release that are gone; additions are allowed. */
    public static Set<String> lost(Set<String> frozen, Set<String> now) {
        return frozen.stream().filter(line -> !now.contains(line)).collect(Collectors.toCollection(TreeSet::new));
    }
}
