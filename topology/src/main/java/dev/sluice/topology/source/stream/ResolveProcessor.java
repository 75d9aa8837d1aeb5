package dev.sluice.topology.source.stream;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostOrigin;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.source.KnownPost;
import dev.sluice.topology.source.RefusedEventException;
import dev.sluice.topology.source.stream.SourceCounters.Result;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Fills in what is known of a post, and sends its event to the topic of posts under the post's thread. */
final class ResolveProcessor implements Processor<byte[], Post, byte[], Object> {
    /** Events of posts, as that topic has them. */
    static final Outlet<byte[]> POSTS = new Outlet<>("resolved");

    /** Events that do not go with what is known. */
    static final Outlet<DeadLetter> DEAD_LETTERS = new Outlet<>("unresolved");

    /** Room for the wire format, key and batch header beside the value. */
    private static final int OVERHEAD_BYTES = 4_096;

    private final AvroSerde<Post> posts;
    private final String topic;
    private final Retention retention;
    private final Clock clock;
    private final SourceCounters counters;

    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<String, byte[]> known;

    ResolveProcessor(AvroSerde<Post> posts, String topic, Retention retention, Clock clock, SourceCounters counters) {
        this.posts = posts;
        this.topic = topic;
        this.retention = retention;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        known = processorContext.getStateStore(KnownPosts.STORE);
        Sweep.schedule(processorContext, known, retention.posts(), retention);
    }

    @Override
    public void process(Record<byte[], Post> record) {
        Post post = record.value();
        PostOrigin origin = Objects.requireNonNull(post.getOrigin());
        KnownPost now;
        try {
            now = KnownPost.complete(post, KnownPosts.of(known.get(post.getId())), answered(record));
        } catch (RefusedEventException e) {
            refuse(record, origin, e.reason(), e.detail());
            return;
        }
        byte[] value = posts.encode(topic, post);
        int most = TopicCatalogue.POSTS.maxMessageBytes() - OVERHEAD_BYTES;
        if (value.length > most) {
            refuse(
                    record,
                    origin,
                    DeadLetterReason.INVALID_FIELD,
                    "the post has " + value.length + " bytes as a record, with what was posted; allowed: at most "
                            + most);
            return;
        }
        known.put(post.getId(), KnownPosts.toBytes(now, context.currentStreamTimeMs()));
        counters.count(origin.getSource(), Result.POSTED);
        long at = Math.max(0, Math.min(post.getCreatedAt().toEpochMilli(), record.timestamp()));
        POSTS.send(context, at, post.getThread().getBytes(StandardCharsets.UTF_8), value);
    }

    /** Where events meet by something wider than their post, the post that this one answers is known here too. */
    private @Nullable KnownPost answered(Record<byte[], Post> record) {
        Post post = record.value();
        String parent = post.getParent();
        boolean byPost = Arrays.equals(record.key(), post.getId().getBytes(StandardCharsets.UTF_8));
        return byPost || parent == null || parent.isEmpty() ? null : KnownPosts.of(known.get(parent));
    }

    private void refuse(Record<byte[], Post> record, PostOrigin origin, DeadLetterReason reason, String detail) {
        RawRecord raw = origin.getRecord();
        counters.count(origin.getSource(), Result.REFUSED);
        DeadLetter letter = DeadLetter.newBuilder()
                .setSource(raw)
                .setReason(reason)
                .setDetail(detail)
                .setFailedAt(clock.instant())
                .build();
        DEAD_LETTERS.send(context, record.timestamp(), key(raw), letter);
    }

    private static byte[] key(RawRecord raw) {
        ByteBuffer key = raw.getKey();
        if (key == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        return bytes;
    }
}
