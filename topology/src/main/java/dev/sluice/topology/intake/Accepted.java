package dev.sluice.topology.intake;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that is valid and new.
 *
 * @param source the post's record as it was read
 * @param post the post; author and target are those known from earlier events where this one leaves them out
 * @param occasion why it is to be decided
 * @param known what is known of these words already
 */
public record Accepted(RawRecord source, Post post, Occasion occasion, Known known) {
    /** Prints ids, no text. */
    @Override
    public String toString() {
        return "Accepted[" + occasion.answer().decisionId(post.getId()) + "]";
    }

    /**
     * What is known of the words of a post before they are judged.
     *
     * @param secondLook what a second look at them found, which is what counts from then on; null where there was none,
     *     and the post is to be assessed
     * @param ruling what people ruled about them, which is what is decided; null where the policy decides
     */
    public record Known(
            @Nullable Assessment secondLook, @Nullable CaseRuling ruling) {
        /** Nothing: as for all posts but the few that were looked at twice, or by people. */
        public static final Known NOTHING = new Known(null, null);
    }
}
