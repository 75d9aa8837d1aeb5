package dev.sluice.app.play;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;

/** Makes records of events of posts, as a platform would publish them. Safe for use by many threads. */
public final class PostRecords {
    /** Room for the wire format, key and batch header beside the value, well above what they take. */
    private static final int OVERHEAD_BYTES = 4096;

    private final AvroSerde<Post> posts;
    private final AvroSerde<Flag> flags;

    /** Records whose schemas are in this registry. */
    public PostRecords(SchemaRegistry registry) {
        this.posts = new AvroSerde<>(Post.class, registry, TopicCatalogue.POSTS.subject());
        this.flags = new AvroSerde<>(Flag.class, registry, TopicCatalogue.FLAGS.subject());
    }

    /** A record that is ready to be published. */
    public record Prepared(Topic<?> topic, String key, Instant at, byte[] value) {
        /** Names topic and size. */
        @Override
        public String toString() {
            return "Prepared[" + topic.name() + ", " + value.length + " bytes]";
        }
    }

    /**
     * The record of an event.
     *
     * @throws BadLineException where it cannot be a record, or is larger than its topic takes
     */
    public Prepared prepare(PostLine line) throws BadLineException {
        Prepared prepared;
        try {
            prepared = encoded(line);
        } catch (SerializationException e) {
            throw new BadLineException("cannot be made a record: " + e.getMessage());
        }
        int most = prepared.topic().maxMessageBytes() - OVERHEAD_BYTES;
        int size = prepared.value().length + prepared.key().length();
        if (size > most) {
            throw new BadLineException("is " + size + " bytes as a record; allowed: up to " + most);
        }
        return prepared;
    }

    /** The time of an event as a record may carry it: brokers refuse what is negative, or ahead of their clock. */
    public static long timestamp(Instant at, Instant now) {
        if (at.isAfter(now)) {
            return now.toEpochMilli();
        }
        return at.isBefore(Instant.EPOCH) ? 0 : at.toEpochMilli();
    }

    private Prepared encoded(PostLine line) {
        return switch (line) {
            case PostLine.Posted(Post post) ->
                new Prepared(
                        TopicCatalogue.POSTS,
                        line.thread(),
                        post.getCreatedAt(),
                        posts.encode(TopicCatalogue.POSTS.name(), post));
            case PostLine.Flagged(Flag flag) ->
                new Prepared(
                        TopicCatalogue.FLAGS,
                        line.thread(),
                        flag.getCreatedAt(),
                        flags.encode(TopicCatalogue.FLAGS.name(), flag));
        };
    }
}
