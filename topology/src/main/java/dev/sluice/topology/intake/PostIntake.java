package dev.sluice.topology.intake;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.intake.Accepted.Known;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.PostState.Flags;
import dev.sluice.topology.state.PostState.Members;
import dev.sluice.topology.state.PostState.Origin;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes in posts, edits and deletions.
 *
 * <p>A revision that is not higher than the last one seen is a duplicate; the same revision with other words is none and
 * is refused, because nobody would ever have judged those. A deletion counts once, whatever its revision, because it
 * must never be overlooked.
 *
 * <p>Ids of posts must be unique over all communities and threads, and a post stays where it was published: what calls
 * itself by the id of a post of another thread or community is refused.
 */
final class PostIntake {
    private final AvroSerde<Post> posts;
    private final EventRules rules;
    private final String topic;

    PostIntake(AvroSerde<Post> posts, EventRules rules, String topic) {
        this.posts = posts;
        this.rules = rules;
        this.topic = topic;
    }

    /** The record that a post was read from, which has the same key as a record about it. */
    RawRecord source(ReadRecord about, PostState known) {
        return RawRecords.of(topic, about.key(), known.origin());
    }

    /**
     * The event in a record.
     *
     * @param seen what is remembered of a post, by its id
     * @return the event and what is to be remembered now; null for a duplicate
     * @throws RefusedException where the record cannot be taken in
     */
    @Nullable
    Taken take(ReadRecord record, Function<String, PostState> seen) {
        Post post = decode(record.value());
        rules.check(post, record.key());
        PostState known = seen.apply(post.getId());
        if (known != null && Arrays.equals(known.origin().value(), record.value())) {
            return null;
        }
        if (known != null) {
            rules.checkSamePost(post, known, decode(known.origin().value()));
        }
        if (post.getEvent() == PostEvent.DELETED) {
            return known != null && known.deleted() ? null : deletion(record, post, known);
        }
        if (known == null) {
            return taken(record, post, null, new Answer(post.getRevision(), 1));
        }
        boolean isNew = post.getRevision() > known.last().revision();
        return isNew ? taken(record, post, known, new Answer(post.getRevision(), 1)) : null;
    }

    /**
     * The post in a record's value.
     *
     * @throws RefusedException where there is none
     */
    Post decode(byte @Nullable [] value) {
        try {
            return posts.decode(value);
        } catch (DecodingException e) {
            throw new RefusedException(e);
        }
    }

    private static Taken deletion(ReadRecord record, Post post, @Nullable PostState known) {
        Answer answer = new Answer(post.getRevision(), 1);
        if (known != null && post.getRevision() <= known.last().revision()) {
            answer = known.last().next();
            post.setRevision(answer.revision());
        }
        return taken(record, post, known, answer);
    }

    private static Taken taken(ReadRecord record, Post post, @Nullable PostState known, Answer answer) {
        boolean deleted = post.getEvent() == PostEvent.DELETED;
        PostState event = new PostState(
                record.streamTime(),
                answer,
                deleted,
                new Members(absentIfEmpty(post.getAuthor()), absentIfEmpty(post.getTarget())),
                Flags.NONE,
                new Origin(record.partition(), record.offset(), record.timestamp(), record.valueOrEmpty()),
                null,
                null);
        PostState now = known == null ? event : known.revised(answer, deleted, event);
        post.setAuthor(now.members().author());
        post.setTarget(now.members().target());
        Occasion occasion = new Occasion(
                trigger(post.getEvent(), known != null),
                record.eventTime(post.getCreatedAt()),
                answer,
                known == null ? null : known.last().decisionId(post.getId()),
                now.flags());
        RawRecord source = record.raw();
        return new Taken(new Accepted(source, post, occasion, Known.NOTHING), now);
    }

    private static Trigger trigger(PostEvent event, boolean known) {
        return switch (event) {
            case DELETED -> Trigger.DELETE;
            case EDITED -> Trigger.EDIT;
            case CREATED, UNKNOWN -> known ? Trigger.EDIT : Trigger.POST;
        };
    }

    private static @Nullable String absentIfEmpty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * An event and what is to be remembered of its post.
     *
     * @param accepted the event
     * @param state the post's new state
     */
    record Taken(Accepted accepted, PostState state) {}
}
