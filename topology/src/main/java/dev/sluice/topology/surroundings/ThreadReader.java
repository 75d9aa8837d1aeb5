package dev.sluice.topology.surroundings;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.ThreadPost;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.ThreadState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The posts before and after a post in its thread, in the order in which they came. Words are those of the post's own
 * author alone; others have a number in place of their pseudonym, and a length in place of words.
 */
final class ThreadReader {
    /** So many before and so many after. */
    static final int REACH = 5;

    /** Words of the author's other posts together, in UTF-16 units, so that no record grows beyond its topic. */
    static final int MAX_WORDS = 64_000;

    private static final String AUTHOR = "author";

    private final AvroSerde<Post> posts;
    private final String postsTopic;
    private final Function<String, @Nullable PostState> seen;

    ThreadReader(AvroSerde<Post> posts, String postsTopic, Function<String, @Nullable PostState> seen) {
        this.posts = posts;
        this.postsTopic = postsTopic;
        this.seen = seen;
    }

    /** The posts around a post; what is missing is added to what is not collected. */
    List<ThreadPost> around(Post post, ThreadState thread, List<String> notCollected) {
        List<String> ids = thread.recentPosts();
        int at = ids.lastIndexOf(post.getId());
        if (at < 0) {
            notCollected.add("Posts around it in its thread: too many have come since, or nothing is remembered of the"
                    + " thread.");
            return List.of();
        }
        List<ThreadPost> found = new ArrayList<>();
        Masks masks = new Masks(post.getAuthor());
        int missing = 0;
        int cut = 0;
        int words = 0;
        for (int i = Math.max(0, at - REACH); i <= Math.min(ids.size() - 1, at + REACH); i++) {
            ThreadPost one = i == at ? null : read(ids.get(i), i - at, masks);
            if (one == null) {
                missing += i == at ? 0 : 1;
                continue;
            }
            String text = one.getText();
            if (text != null && words + text.length() > MAX_WORDS) {
                one.setText(null);
                cut++;
            } else if (text != null) {
                words += text.length();
            }
            found.add(one);
        }
        if (at < REACH && !thread.remembersAllPosts()) {
            missing += REACH - at;
        }
        note(missing, cut, Math.min(REACH, ids.size() - 1 - at), notCollected);
        return found;
    }

    private static void note(int missing, int cut, int after, List<String> notCollected) {
        if (missing > 0) {
            notCollected.add(String.format(
                    Locale.ROOT,
                    "Up to %d posts around it in its thread: they are no longer remembered, or cannot be read.",
                    missing));
        }
        if (cut > 0) {
            notCollected.add(String.format(
                    Locale.ROOT,
                    "The words of %d other posts of the author in the thread: they are longer than %d characters"
                            + " together.",
                    cut,
                    MAX_WORDS));
        }
        if (after < REACH) {
            notCollected.add(String.format(
                    Locale.ROOT,
                    "Posts after it in its thread, beyond the %d that had come when it was decided: what comes later is"
                            + " not waited for.",
                    after));
        }
    }

    private @Nullable ThreadPost read(String id, int position, Masks masks) {
        PostState state = seen.apply(id);
        if (state == null) {
            return null;
        }
        Post post;
        try {
            post = posts.decode(state.origin().value());
        } catch (DecodingException e) {
            return null;
        }
        String author = state.members().author();
        boolean words = masks.isOwn(author) && !state.deleted();
        return ThreadPost.newBuilder()
                .setPosition(position)
                .setPost(id)
                .setRevision(state.last().revision())
                .setParent(post.getParent())
                .setAuthor(masks.of(author))
                .setText(words ? post.getText() : null)
                .setTextLength(post.getText().codePointCount(0, post.getText().length()))
                .setTopic(postsTopic)
                .setPartition(state.origin().partition())
                .setOffset(state.origin().offset())
                .setCreatedAt(post.getCreatedAt())
                .build();
    }

    /** Names for authors that say who is the same and not who it is. */
    private static final class Masks {
        private final @Nullable String own;
        private final Map<String, String> others = new HashMap<>();

        Masks(@Nullable String own) {
            this.own = own;
        }

        boolean isOwn(@Nullable String author) {
            return author != null && author.equals(own);
        }

        @Nullable
        String of(@Nullable String author) {
            if (author == null) {
                return null;
            }
            return isOwn(author) ? AUTHOR : others.computeIfAbsent(author, unused -> "other-" + (others.size() + 1));
        }
    }
}
