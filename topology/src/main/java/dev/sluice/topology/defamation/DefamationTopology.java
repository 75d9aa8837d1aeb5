package dev.sluice.topology.defamation;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.EventTime;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.step.NamedStreams;
import dev.sluice.topology.step.Outlet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The flow of notices of defamation, top to bottom.
 *
 * <pre>
 *                                       ┌─► defamation-notices      where each notice stands
 *                                       ├─► letters-out             drafts, to be sent
 * defamation-commands ──► notice-desk ──┼─► defamation-alerts       duties that are nearly late, or are
 *                              ▲        ├─► defamation-refusals     what was not done
 *                            clock      ├─► rulings ──► (pipeline)  removals that a person asked for
 *                                       └─► supplements ──► (sink)  notice and letters, for sealed evidence
 * </pre>
 *
 * Everything about a notice meets at one place, keyed by its id.
 */
public final class DefamationTopology {
    private final DefamationSettings settings;
    private final DefamationServices services;
    private final Serde<byte[]> bytes = Serdes.ByteArray();
    private final StreamsBuilder builder;

    private DefamationTopology(DefamationSettings settings, DefamationServices services) {
        this.settings = settings;
        this.services = services;
        this.builder = NamedStreams.builder("sluice-defamation", services.tracing());
    }

    /** Builds the flow; the same for tests and production. */
    public static Topology build(DefamationSettings settings, DefamationServices services) {
        return new DefamationTopology(settings, services).build();
    }

    private Topology build() {
        Stores stores = new Stores(settings.persistentStores(), TopicCatalogue.largestMessageBytes());
        builder.addStateStore(stores.uncached(Stores.DEFAMATION_FILES));
        builder.addStateStore(stores.uncached(Stores.DEFAMATION_TIMERS));
        KStream<byte[], Object> desk = builder.stream(
                        topic(TopicCatalogue.DEFAMATION_COMMANDS),
                        Consumed.with(bytes, bytes)
                                .withTimestampExtractor(new EventTime(services.clock()))
                                .withName("defamation-commands"))
                .process(
                        () -> new DefamationProcessor(services),
                        Named.as("notice-desk"),
                        Stores.DEFAMATION_FILES,
                        Stores.DEFAMATION_TIMERS);
        sink(desk, Outlets.NOTICES, TopicCatalogue.DEFAMATION_NOTICES);
        sink(desk, Outlets.LETTERS, TopicCatalogue.LETTERS_OUT);
        sink(desk, Outlets.ALERTS, TopicCatalogue.DEFAMATION_ALERTS);
        sink(desk, Outlets.REFUSALS, TopicCatalogue.DEFAMATION_REFUSALS);
        sink(desk, Outlets.SUPPLEMENTS, TopicCatalogue.SUPPLEMENTS);
        sink(desk, Outlets.DEAD_LETTERS, TopicCatalogue.DEAD_LETTERS);
        rulings(desk);
        return builder.build();
    }

    /** A ruling goes to the partition of its post's record, which is where the pipeline's state of the post is. */
    private void rulings(KStream<byte[], Object> desk) {
        KStream<byte[], CaseRuling> rulings = typed(desk);
        Topic<CaseRuling> topic = TopicCatalogue.RULINGS;
        rulings.to(
                topic(topic),
                Produced.with(bytes, serde(topic))
                        .withName(Outlets.RULINGS.node())
                        .withStreamPartitioner((name, key, ruling, partitions) -> partition(ruling, partitions)));
    }

    private static Optional<Set<Integer>> partition(CaseRuling ruling, int partitions) {
        int partition = ruling.getPartition();
        return partition >= 0 && partition < partitions ? Optional.of(Set.of(partition)) : Optional.empty();
    }

    private <T extends SpecificRecord> void sink(KStream<byte[], Object> from, Outlet<T> outlet, Topic<T> topic) {
        KStream<byte[], T> records = typed(from);
        records.to(topic(topic), Produced.with(bytes, serde(topic)).withName(outlet.node()));
    }

    private <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
        return new AvroSerde<>(topic.valueType(), services.registry(), topic.subject());
    }

    private String topic(Topic<?> topic) {
        return settings.topicPrefix() + topic.name();
    }

    /** The records that reach one node of those behind a processor: outlets name one node and its type. */
    @SuppressWarnings("unchecked")
    private static <V> KStream<byte[], V> typed(KStream<byte[], Object> stream) {
        return (KStream<byte[], V>) (KStream<?, ?>) stream;
    }
}
