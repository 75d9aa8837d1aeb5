package dev.sluice.topology.surroundings;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Surroundings;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.intake.RawRecords;
import dev.sluice.topology.state.EarlierRevisions;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.ThreadState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Reads what lies around a post out of what is remembered of posts and threads. Not for use by several threads. */
final class SurroundingsReader {
    private final AvroSerde<Post> posts;
    private final String postsTopic;
    private final ReadOnlyKeyValueStore<String, byte[]> seen;
    private final ReadOnlyKeyValueStore<String, byte[]> threads;

    SurroundingsReader(
            AvroSerde<Post> posts,
            String postsTopic,
            ReadOnlyKeyValueStore<String, byte[]> seen,
            ReadOnlyKeyValueStore<String, byte[]> threads) {
        this.posts = posts;
        this.postsTopic = postsTopic;
        this.seen = seen;
        this.threads = threads;
    }

    /** What lies around a post, and what of it is not to be had. */
    Surroundings around(Post post) {
        List<String> notCollected = new ArrayList<>();
        return Surroundings.newBuilder()
                .setRevisions(revisions(post, notCollected))
                .setThread(new ThreadReader(posts, postsTopic, this::seen)
                        .around(post, ThreadState.of(threads.get(post.getThread())), notCollected))
                .setNotCollected(notCollected)
                .build();
    }

    private List<RawRecord> revisions(Post post, List<String> notCollected) {
        PostState state = seen(post.getId());
        EarlierRevisions earlier = state == null ? EarlierRevisions.NONE : state.earlier();
        byte[] key = post.getThread().getBytes(StandardCharsets.UTF_8);
        if (earlier.dropped() > 0) {
            notCollected.add(String.format(
                    Locale.ROOT,
                    "The %d oldest revisions that are known of: at most %d of a post are kept, with %d bytes together.",
                    earlier.dropped(),
                    EarlierRevisions.MAX_REVISIONS,
                    EarlierRevisions.MAX_BYTES));
        }
        int known = earlier.kept().size() + earlier.dropped();
        int unknown = post.getRevision() - 1 - known;
        if (unknown > 0) {
            notCollected.add(String.format(
                    Locale.ROOT,
                    "Earlier revisions: this is revision %d and %d earlier ones are known here; the others never came,"
                            + " came before they were kept, or were deleted.",
                    post.getRevision(),
                    known));
        }
        return earlier.kept().stream()
                .map(origin -> RawRecords.of(postsTopic, key, origin))
                .toList();
    }

    private @Nullable PostState seen(String post) {
        byte[] bytes = seen.get(post);
        return bytes == null ? null : PostState.of(bytes);
    }
}
