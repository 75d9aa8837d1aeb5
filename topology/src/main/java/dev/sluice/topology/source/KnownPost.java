package dev.sluice.topology.source;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a post, because edits and deletions of most platforms name the post alone.
 *
 * @param thread where it was published
 * @param community in which community
 * @param author by whom; null where nobody has told
 */
public record KnownPost(
        String thread, String community, @Nullable String author) {
    /**
     * Completes an event with what is known of its post. A post stays where it was published first, whatever later events
     * say.
     *
     * @param event what the mapping made of the record; its missing fields are filled in
     * @param known what is known; null for nothing
     * @param answered what is known of the post that it answers; null for nothing, and where that is not looked for
     * @return what is known now
     * @throws RefusedEventException where somebody else than the author edits, which no platform allows and a forged
     *     event would try
     */
    public static KnownPost complete(Post event, @Nullable KnownPost known, @Nullable KnownPost answered) {
        if (known == null) {
            if (event.getThread().isEmpty()) {
                event.setThread(thread(event, answered));
            }
            if (event.getCommunity().isEmpty()) {
                event.setCommunity(
                        event.getOrigin() == null
                                ? "default"
                                : event.getOrigin().getSource());
            }
            return new KnownPost(event.getThread(), event.getCommunity(), event.getAuthor());
        }
        String author = event.getAuthor();
        if (event.getEvent() != PostEvent.DELETED
                && author != null
                && known.author != null
                && !author.equals(known.author)) {
            throw new RefusedEventException(
                    DeadLetterReason.INVALID_FIELD, "author is another than the post's; allowed: edits by the author");
        }
        event.setThread(known.thread);
        event.setCommunity(known.community);
        if (known.author != null) {
            event.setAuthor(known.author);
        }
        return new KnownPost(known.thread, known.community, known.author == null ? author : known.author);
    }

    private static String thread(Post event, @Nullable KnownPost answered) {
        String parent = event.getParent();
        if (parent == null || parent.isEmpty()) {
            return event.getId();
        }
        return answered == null ? parent : answered.thread;
    }
}
