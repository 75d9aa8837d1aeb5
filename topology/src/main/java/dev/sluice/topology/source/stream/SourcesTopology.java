package dev.sluice.topology.source.stream;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.intake.UnreadableRecords;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.step.NamedStreams;
import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.jspecify.annotations.Nullable;

/**
 * The flow from topics in other formats to posts, top to bottom.
 *
 * <pre>
 * topics of sources ─► map ─► by-post ─► resolve ─► posts
 *                       │                   │
 *                       └───────────────────┴─► dead-letters
 * </pre>
 *
 * Edits and deletions of most platforms name their post alone; so events meet by post first, where its thread is
 * remembered, and go on by thread. Only what comes from sources pays for that hop.
 */
public final class SourcesTopology {
    private final SourcesSettings settings;
    private final SchemaRegistry registry;
    private final Clock clock;
    private final MeterRegistry meters;
    private final TimestampExtractor time;
    private final @Nullable Tracing tracing;
    private final Serde<byte[]> bytes = Serdes.ByteArray();

    /**
     * A flow.
     *
     * @param time tells the time of a record
     * @param tracing which records are traced; null for none
     */
    public SourcesTopology(
            SourcesSettings settings,
            SchemaRegistry registry,
            Clock clock,
            MeterRegistry meters,
            TimestampExtractor time,
            @Nullable Tracing tracing) {
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
        this.meters = meters;
        this.time = time;
        this.tracing = tracing;
    }

    /** Builds the flow; the same for tests and production. */
    public Topology build() {
        StreamsBuilder builder = NamedStreams.builder("sluice-sources", tracing);
        Stores stores = new Stores(settings.persistentStores(), TopicCatalogue.POSTS.maxMessageBytes());
        builder.addStateStore(stores.uncached(KnownPosts.STORE));
        SourceCounters counters = new SourceCounters(meters);
        UnreadableRecords unreadable = new UnreadableRecords(registry, clock);
        Map<String, Mapper> mappers = new HashMap<>();
        settings.mappings().forEach((topic, mapping) -> mappers.put(topic, new Mapper(mapping)));
        String postsTopic = settings.topicPrefix() + TopicCatalogue.POSTS.name();
        AvroSerde<Post> posts = new AvroSerde<>(Post.class, registry, TopicCatalogue.POSTS.subject());

        KStream<byte[], Object> mapped = builder.stream(
                        List.copyOf(settings.mappings().keySet()),
                        Consumed.with(bytes, bytes).withTimestampExtractor(time).withName("sources"))
                .process(() -> new MapProcessor(mappers, registry, unreadable, counters), Named.as("map"));
        deadLetters(mapped, MapProcessor.DEAD_LETTERS.node(), "dead-letters-of-map");
        KStream<byte[], Object> resolved = mapped.mapValues(Post.class::cast, Named.as(MapProcessor.MAPPED.node()))
                .repartition(Repartitioned.with(bytes, posts).withName("by-post"))
                .process(
                        () -> new ResolveProcessor(posts, postsTopic, settings.retention(), clock, counters),
                        Named.as("resolve"),
                        KnownPosts.STORE);
        deadLetters(resolved, ResolveProcessor.DEAD_LETTERS.node(), "dead-letters-of-resolve");
        resolved.mapValues(byte[].class::cast, Named.as(ResolveProcessor.POSTS.node()))
                .to(postsTopic, Produced.with(bytes, bytes).withName("posts"));
        return builder.build();
    }

    private void deadLetters(KStream<byte[], Object> from, String node, String sink) {
        Serde<DeadLetter> serde = new AvroSerde<>(DeadLetter.class, registry, TopicCatalogue.DEAD_LETTERS.subject());
        from.mapValues(DeadLetter.class::cast, Named.as(node))
                .to(
                        settings.topicPrefix() + TopicCatalogue.DEAD_LETTERS.name(),
                        Produced.with(bytes, serde).withName(sink));
    }
}
