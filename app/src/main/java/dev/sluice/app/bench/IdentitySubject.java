package dev.sluice.app.bench;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.StreamsProperties;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The floor that the pipeline is measured against: reads posts, decodes them, encodes them and writes them, with the
 * pipeline's own serdes, partitions, guarantee and client settings.
 */
final class IdentitySubject implements Subject {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final LongAdder answered;

    private IdentitySubject(KafkaStreams streams, LongAdder answered) {
        this.streams = streams;
        this.answered = answered;
    }

    /** Starts it. */
    static IdentitySubject start(PipelineSettings settings, SchemaRegistry registry, String from, String to) {
        LongAdder answered = new LongAdder();
        KafkaStreams streams = new KafkaStreams(topology(registry, from, to, answered), StreamsProperties.of(settings));
        streams.start();
        return new IdentitySubject(streams, answered);
    }

    private static Topology topology(SchemaRegistry registry, String from, String to, LongAdder answered) {
        Serde<byte[]> keys = Serdes.ByteArray();
        Serde<Post> posts = new AvroSerde<>(Post.class, registry, "posts-value");
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(from, Consumed.with(keys, posts).withName("posts"))
                .peek((key, post) -> answered.increment(), Named.as("count"))
                .to(to, Produced.with(keys, posts).withName("copies"));
        return builder.build();
    }

    @Override
    public long answered() {
        return answered.sum();
    }

    @Override
    public void close() {
        boolean unused = streams.close(CLOSE_WITHIN);
        streams.cleanUp();
    }
}
