package dev.sluice.topology.casework.desk;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.intake.UnreadableRecords;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads the records of the topics that meet at the desk. Shared by all tasks. */
public final class DeskInput {
    /** The topics that meet at the desk; they have as many partitions each, and the thread for key. */
    public static final List<Topic<?>> TOPICS = List.of(
            TopicCatalogue.REVIEWS, TopicCatalogue.ACTIONS, TopicCatalogue.CASE_COMMANDS, TopicCatalogue.CASE_EVENTS);

    private final SchemaRegistry registry;
    private final UnreadableRecords unreadable;
    private final Map<String, AvroSerde<? extends SpecificRecord>> serdes = new HashMap<>();

    /**
     * Reads with the schemas of a registry.
     *
     * @param topicPrefix put before the names of topics
     */
    public DeskInput(String topicPrefix, SchemaRegistry registry, Clock clock) {
        this.registry = registry;
        this.unreadable = new UnreadableRecords(registry, clock);
        serdes.put(topicPrefix + TopicCatalogue.REVIEWS.name(), new AvroSerde<>(ReviewCase.class, registry));
        serdes.put(topicPrefix + TopicCatalogue.ACTIONS.name(), new AvroSerde<>(Action.class, registry));
        serdes.put(topicPrefix + TopicCatalogue.CASE_COMMANDS.name(), new AvroSerde<>(CaseCommand.class, registry));
        serdes.put(topicPrefix + TopicCatalogue.CASE_EVENTS.name(), new AvroSerde<>(CaseEvent.class, registry));
    }

    SchemaRegistry registry() {
        return registry;
    }

    UnreadableRecords unreadable() {
        return unreadable;
    }

    /**
     * The record of a topic.
     *
     * @throws dev.sluice.schemas.serde.DecodingException where there is none in these bytes
     */
    SpecificRecord read(String topic, byte @Nullable [] value) {
        AvroSerde<? extends SpecificRecord> serde = serdes.get(topic);
        if (serde == null) {
            throw new IllegalStateException("topic " + topic + " does not meet at the desk");
        }
        return serde.decode(value);
    }
}
