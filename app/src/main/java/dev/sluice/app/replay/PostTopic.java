package dev.sluice.app.replay;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The posts of a cluster, as far back as its topic keeps them. Records that are no posts are passed over: they became
 * dead letters, and no decision is about them.
 */
public final class PostTopic implements Posts, AutoCloseable {
    private final CommittedRecords records;
    private final AvroSerde<Post> serde;

    /**
     * The posts of this cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    public PostTopic(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        this.records = new CommittedRecords(TopicCatalogue.POSTS, client, prefix);
        this.serde = new AvroSerde<>(Post.class, registry, TopicCatalogue.POSTS.subject());
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        records.forEach(value -> {
            Post post = post(value);
            if (post != null) {
                taker.take(post);
            }
        });
    }

    private @Nullable Post post(byte[] value) {
        try {
            return serde.decode(value);
        } catch (DecodingException e) {
            return null;
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
