package dev.sluice.topology.intake;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.health.SecondLooks.Result;
import dev.sluice.topology.intake.Accepted.Known;
import dev.sluice.topology.intake.PostIntake.Taken;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.PostState.SecondLook;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what second looks found: the post is decided once more, from the record it was read from. An edit or a
 * deletion that came meanwhile wins, and a second look at the same revision counts once. Flags that came meanwhile
 * change nothing: they were about the same words, and the decision to come counts them.
 */
final class SecondLookIntake {
    private final AvroSerde<SecondAssessment> answers;
    private final EventRules rules;
    private final PostIntake posts;

    SecondLookIntake(AvroSerde<SecondAssessment> answers, EventRules rules, PostIntake posts) {
        this.answers = answers;
        this.rules = rules;
        this.posts = posts;
    }

    /**
     * What became of a second look.
     *
     * @param result what became of it
     * @param taken the event and what is to be remembered now, where the post is to be decided again
     */
    record Answered(Result result, @Nullable Taken taken) {}

    /**
     * What the answer in a record leads to.
     *
     * @param seen what is remembered of a post, by its id
     * @throws RefusedException where the record cannot be taken in
     */
    Answered take(ReadRecord record, Function<String, @Nullable PostState> seen) {
        SecondAssessment answer = decode(record.value());
        rules.check(answer, record.key());
        PostState known = seen.apply(answer.getPost());
        if (known == null || known.deleted() || known.last().revision() != answer.getRevision()) {
            return new Answered(Result.STALE, null);
        }
        if (known.secondLook() != null) {
            return new Answered(Result.REPEATED, null);
        }
        if (known.ruling() != null) {
            // People have decided about these words, and no machine overrides them.
            return new Answered(Result.KEPT, null);
        }
        Assessment assessment = answer.getAssessment();
        if (assessment == null) {
            return new Answered(Result.KEPT, null);
        }
        Post post = posts.decode(known.origin().value());
        if (!post.getThread().equals(answer.getThread())) {
            return new Answered(Result.STALE, null);
        }
        return new Answered(Result.DECIDED, taken(record, known, post, assessment));
    }

    private Taken taken(ReadRecord record, PostState known, Post post, Assessment assessment) {
        PostState now = known.lookedAtAgain(new SecondLook(record.valueOrEmpty()), record.streamTime());
        post.setAuthor(now.members().author());
        post.setTarget(now.members().target());
        Occasion occasion = new Occasion(
                Trigger.SECOND_LOOK,
                record.eventTime(post.getCreatedAt()),
                now.last(),
                known.last().decisionId(post.getId()),
                now.flags());
        return new Taken(new Accepted(posts.source(record, known), post, occasion, new Known(assessment, null)), now);
    }

    /**
     * What a second look at the post found before; null where there was none, or where its record can no longer be read,
     * which must keep no flag from being heard.
     */
    @Nullable
    Assessment remembered(PostState known) {
        SecondLook secondLook = known.secondLook();
        try {
            return secondLook == null
                    ? null
                    : answers.decode(secondLook.value()).getAssessment();
        } catch (DecodingException e) {
            return null;
        }
    }

    private SecondAssessment decode(byte @Nullable [] value) {
        try {
            return answers.decode(value);
        } catch (DecodingException e) {
            throw new RefusedException(e);
        }
    }
}
