package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.intake.Accepted.Known;
import dev.sluice.topology.intake.PostIntake.Taken;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.PostState.WeighedFlag;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes in members' reports: each makes the post it names be judged again, from the record it was read from, and by what
 * a second look found where there was one. What people have ruled stands, and the flag is answered by it.
 */
final class FlagIntake {
    private final AvroSerde<Flag> flags;
    private final EventRules rules;
    private final PostIntake posts;
    private final SecondLookIntake secondLooks;
    private final RulingIntake rulings;
    private final IntakeSettings settings;

    FlagIntake(
            AvroSerde<Flag> flags,
            EventRules rules,
            PostIntake posts,
            SecondLookIntake secondLooks,
            RulingIntake rulings,
            IntakeSettings settings) {
        this.flags = flags;
        this.rules = rules;
        this.posts = posts;
        this.secondLooks = secondLooks;
        this.rulings = rulings;
        this.settings = settings;
    }

    /**
     * The event in a record.
     *
     * @param seen what is remembered of a post, by its id
     * @param weights what a flag counts, by its reporter
     * @return the event and what is to be remembered now; null where this reporter has flagged the post before
     * @throws RefusedException where the record cannot be taken in, or names a post that is not known
     */
    @Nullable
    Taken take(ReadRecord record, Function<String, PostState> seen, FlagWeights weights) {
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
        Instant at = record.eventTime(flag.getCreatedAt());
        WeighedFlag weighed =
                new WeighedFlag(flag.getReporter(), at.toEpochMilli(), weight(flag, weights), settings.flagSpacing());
        PostState now = known.flaggedBy(weighed, record.streamTime());
        post.setRevision(now.last().revision());
        post.setAuthor(now.members().author());
        post.setTarget(now.members().target());
        Occasion occasion =
                new Occasion(Trigger.FLAG, at, now.last(), known.last().decisionId(post.getId()), now.flags());
        Accepted accepted = new Accepted(
                posts.source(record, known),
                post,
                occasion,
                new Known(secondLooks.remembered(known), rulings.remembered(known)));
        return new Taken(accepted, now);
    }

    /** What the platform states wins over what casework has learned: it may know its members for longer. */
    private static float weight(Flag flag, FlagWeights weights) {
        Float stated = flag.getWeight();
        return stated == null ? weights.weightOf(flag.getReporter()) : stated;
    }

    private Flag decode(byte @Nullable [] value) {
        try {
            return flags.decode(value);
        } catch (DecodingException e) {
            throw new RefusedException(e);
        }
    }
}
