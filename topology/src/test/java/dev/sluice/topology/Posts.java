package dev.sluice.topology;

import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts and flags for tests. */
final class Posts {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Posts() {}

    static Post post(String id, String text) {
        return post(id, "thread-1", "ada", null, text);
    }

    static Post post(String id, String thread, @Nullable String author, @Nullable String target, String text) {
        Post post = new Post();
        post.setId(id);
        post.setRevision(1);
        post.setEvent(PostEvent.CREATED);
        post.setCommunity("garden");
        post.setThread(thread);
        post.setAuthor(author);
        post.setTarget(target);
        post.setText(text);
        post.setCreatedAt(START);
        post.setLabels(Map.of());
        return post;
    }

    static Post edit(Post of, int revision, String text) {
        Post edit = Post.newBuilder(of).build();
        edit.setRevision(revision);
        edit.setEvent(PostEvent.EDITED);
        edit.setText(text);
        return edit;
    }

    static Post deletion(Post of) {
        Post deletion = Post.newBuilder(of).build();
        deletion.setEvent(PostEvent.DELETED);
        deletion.setText("");
        return deletion;
    }

    static Flag flag(Post post, String reporter) {
        return new Flag(post.getId(), post.getThread(), reporter, "rude", START, null);
    }
}
