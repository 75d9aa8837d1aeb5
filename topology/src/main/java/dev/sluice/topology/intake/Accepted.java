package dev.sluice.topology.intake;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that is valid and new.
 *
 * @param source the post's record as it was read
 * @param post the post; author and target are those known from earlier events where this one leaves them out
 * @param occasion why it is to be decided
 * @param secondLook what a second look at these words found, which is what counts from then on; null where there was
 *     none, and the post is to be assessed
 */
public record Accepted(
        RawRecord source,
        Post post,
        Occasion occasion,
        @Nullable Assessment secondLook) {
    /** Prints ids, no text. */
    @Override
    public String toString() {
        return "Accepted[" + occasion.answer().decisionId(post.getId()) + "]";
    }
}
