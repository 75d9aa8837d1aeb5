package dev.sluice.topology.outcomes.feedback;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.step.Initializer;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads posts, and notes the partition that each was in, where a ruling about it has to go; a platform may use a
 * partitioner of its own. What cannot be read is passed over here, and answered where posts are taken in.
 */
public final class PostReader implements FixedKeyProcessor<byte[], byte[], Post> {
    /** Where it is not known which partition a post was in. */
    static final int UNKNOWN = -1;

    private static final String PARTITION = "sluice-partition";

    private final AvroSerde<Post> posts;

    private FixedKeyProcessorContext<byte[], Post> context;

    /** A reader for one task. */
    public PostReader(AvroSerde<Post> posts) {
        this.posts = posts;
    }

    @Override
    @Initializer
    public void init(FixedKeyProcessorContext<byte[], Post> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        Post post = readable(record.value());
        if (post == null) {
            return;
        }
        int partition = context.recordMetadata().map(RecordMetadata::partition).orElse(UNKNOWN);
        record.headers().remove(PARTITION);
        record.headers()
                .add(
                        PARTITION,
                        ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
        context.forward(record.withValue(post));
    }

    /** The partition that the post of a record was in; {@link #UNKNOWN} where the record does not say. */
    static int partition(Headers headers) {
        Header noted = headers.lastHeader(PARTITION);
        byte[] value = noted == null ? null : noted.value();
        return value == null || value.length != Integer.BYTES
                ? UNKNOWN
                : ByteBuffer.wrap(value).getInt();
    }

    private @Nullable Post readable(byte @Nullable [] value) {
        try {
            return posts.decode(value);
        } catch (DecodingException e) {
            return null;
        }
    }
}
