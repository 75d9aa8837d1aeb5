package dev.sluice.app.posts;

import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import java.time.Instant;

/** One good line of a file of posts: an event of a post, or a member's flag. */
public sealed interface PostLine {
    /** The thread of the post: the key that its record is published under. */
    String thread();

    /** When it happened. */
    Instant createdAt();

    /** A post was published, edited or deleted. */
    record Posted(Post post) implements PostLine {
        @Override
        public String thread() {
            return post.getThread();
        }

        @Override
        public Instant createdAt() {
            return post.getCreatedAt();
        }

        /** Names the post and leaves out its text. */
        @Override
        public String toString() {
            return "Posted[" + post.getId() + "/" + post.getRevision() + "]";
        }
    }

    /** A member reported a post. */
    record Flagged(Flag flag) implements PostLine {
        @Override
        public String thread() {
            return flag.getThread();
        }

        @Override
        public Instant createdAt() {
            return flag.getCreatedAt();
        }

        /** Names the post and leaves out the reporter's words. */
        @Override
        public String toString() {
            return "Flagged[" + flag.getPost() + "]";
        }
    }
}
