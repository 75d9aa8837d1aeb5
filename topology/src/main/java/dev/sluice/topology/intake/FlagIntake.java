package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.intake.PostIntake.Taken;
import dev.sluice.topology.state.PostState;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes in members' reports: each makes the post it names be judged again, from the record it was read from, and by what
 * a second look found where there was one.
 */
final class FlagIntake {
    private final AvroSerde<Flag> flags;
    private final EventRules rules;
    private final PostIntake posts;
    private final SecondLookIntake secondLooks;
    private final String postsTopic;

    FlagIntake(
            AvroSerde<Flag> flags,
            EventRules rules,
            PostIntake posts,
            SecondLookIntake secondLooks,
            String postsTopic) {
        this.flags = flags;
        this.rules = rules;
        this.posts = posts;
        this.secondLooks = secondLooks;
        this.postsTopic = postsTopic;
    }

    /**
     * The event in a record.
     *
     * @param seen what is remembered of a post, by its id
     * @return the event and what is to be remembered now; null where this reporter has flagged the post before
     * @throws RefusedException where the record cannot be taken in, or names a post that is not known
     */
    @Nullable
    Taken take(ReadRecord record, Function<String, PostState> seen) {
        Flag flag = decode(record.value());
        rules.check(flag, record.key());
        PostState known = seen.apply(flag.getPost());
        Post post = known == null ? null : posts.decode(known.origin().value());
        if (known == null || post == null || !post.getThread().equals(flag.getThread())) {
            throw new RefusedException(
                    DeadLetterReason.UNKNOWN_POST,
                    "post names no post seen in this thread; allowed: one seen within the retention of posts");
        }
        if (known.knowsReporter(flag.getReporter())) {
            return null;
        }
        PostState now = known.flaggedBy(flag.getReporter(), weight(flag), record.streamTime());
        post.setRevision(now.last().revision());
        post.setAuthor(now.members().author());
        post.setTarget(now.members().target());
        Occasion occasion = new Occasion(
                Trigger.FLAG,
                record.eventTime(flag.getCreatedAt()),
                now.last(),
                known.last().decisionId(post.getId()),
                now.reporters().size(),
                now.flagWeight());
        Accepted accepted = new Accepted(
                RawRecords.of(postsTopic, record.key(), known.origin()), post, occasion, secondLooks.remembered(known));
        return new Taken(accepted, now);
    }

    private static float weight(Flag flag) {
        return flag.getWeight() == null ? 1 : flag.getWeight();
    }

    private Flag decode(byte @Nullable [] value) {
        try {
            return flags.decode(value);
        } catch (DecodingException e) {
            throw new RefusedException(e);
        }
    }
}
