package dev.sluice.topology.source;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Post;

/** What a mapping makes of a record, or of one of its items. */
public sealed interface Mapped {
    /**
     * An event of a post. Thread and community are empty where the record does not tell them, as deletions rarely do;
     * see {@link KnownPost}.
     *
     * @param event the event's name in the mapping
     * @param post the post
     * @param leftOut code points of the original that are neither in the text nor markup
     */
    record Posted(String event, Post post, int leftOut) implements Mapped {
        /** Names the post and leaves out its text. */
        @Override
        public String toString() {
            return "Posted[" + event + ", " + post.getId() + "/" + post.getRevision() + "]";
        }
    }

    /**
     * No event of a post, as the mapping says.
     *
     * @param event the event's name in the mapping
     * @param because why, in the mapping's words
     */
    record Ignored(String event, String because) implements Mapped {}

    /**
     * Cannot be mapped.
     *
     * @param reason as dead letters have it
     * @param detail pointer, found type and what is allowed; quotes no value
     */
    record Refused(DeadLetterReason reason, String detail) implements Mapped {}
}
