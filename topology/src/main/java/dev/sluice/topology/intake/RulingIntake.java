package dev.sluice.topology.intake;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.health.Rulings.Result;
import dev.sluice.topology.intake.Accepted.Known;
import dev.sluice.topology.intake.PostIntake.Taken;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.PostState.Flags;
import dev.sluice.topology.state.PostState.Members;
import dev.sluice.topology.state.PostState.Origin;
import dev.sluice.topology.state.PostState.Ruled;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what people ruled: the post is decided once more, by them. An edit that came meanwhile wins, since they
 * judged other words. A deletion ends a verdict, but not about a post that members reported, and never an appeal or a
 * notice: reporters are owed an answer, what was held against the author is still to be lifted, and a platform may have
 * deleted the post because we asked for it.
 *
 * <p>A post that is no longer remembered can still be ruled about, since a decision can be contested for longer than
 * posts are kept: then there are no words, and what is in force is remembered where its author is.
 */
final class RulingIntake {
    /** What the id of a case begins with that a notice opened. */
    private static final String NOTICE_CASE = "notice/";

    /** Begins the key of a mark; no id of a post has a control character. */
    private static final String RULED = "\0ruled/";

    private final AvroSerde<CaseRuling> rulings;
    private final EventRules rules;
    private final PostIntake posts;

    RulingIntake(AvroSerde<CaseRuling> rulings, EventRules rules, PostIntake posts) {
        this.rulings = rulings;
        this.rules = rules;
        this.posts = posts;
    }

    /**
     * What became of a ruling.
     *
     * @param result what became of it
     * @param accepted the event, where the post is to be decided again
     * @param key under which it is remembered
     * @param state what is to be remembered now; null where nothing changes
     */
    record Answered(
            Result result,
            @Nullable Accepted accepted,
            String key,
            @Nullable PostState state) {
        private static Answered without(Result result) {
            return new Answered(result, null, "", null);
        }

        private static Answered decided(Taken taken) {
            return new Answered(
                    Result.DECIDED, taken.accepted(), taken.accepted().post().getId(), taken.state());
        }
    }

    /**
     * What the ruling in a record leads to.
     *
     * @param seen what is remembered of a post, by its id
     * @throws RefusedException where the record cannot be taken in
     */
    Answered take(ReadRecord record, Function<String, @Nullable PostState> seen) {
        CaseRuling ruling = decode(record.value());
        rules.check(ruling, record.key());
        PostState known = seen.apply(ruling.getPost());
        if (known == null) {
            return isFinal(ruling) ? forgotten(record, ruling, seen) : Answered.without(Result.STALE);
        }
        if (isStale(ruling, known)) {
            return Answered.without(Result.STALE);
        }
        CaseRuling before = remembered(known);
        if (before != null && before.getId().equals(ruling.getId())) {
            return Answered.without(Result.REPEATED);
        }
        Post post = posts.decode(known.origin().value());
        if (!post.getThread().equals(ruling.getThread())) {
            return Answered.without(Result.STALE);
        }
        return Answered.decided(taken(record, ruling, known, post));
    }

    private Taken taken(ReadRecord record, CaseRuling ruling, PostState known, Post post) {
        PostState now = isFinal(ruling)
                ? known.ruled(new Ruled(record.valueOrEmpty()), record.streamTime())
                : known.askedAbout(record.streamTime());
        post.setRevision(now.last().revision());
        post.setAuthor(now.members().author());
        post.setTarget(now.members().target());
        Occasion occasion = new Occasion(
                trigger(ruling),
                record.eventTime(ruling.getRuledAt()),
                now.last(),
                known.last().decisionId(post.getId()),
                now.flags());
        return new Taken(new Accepted(posts.source(record, known), post, occasion, new Known(null, ruling)), now);
    }

    /**
     * Number and revision of the decision are then found where it is known what is in force. There is no post to remember
     * the ruling with, so a mark of its own tells it from one that arrives again, for as long as posts are kept.
     */
    private static Answered forgotten(
            ReadRecord record, CaseRuling ruling, Function<String, @Nullable PostState> seen) {
        String mark = RULED + ruling.getId();
        if (seen.apply(mark) != null) {
            return Answered.without(Result.REPEATED);
        }
        Post post = new Post();
        post.setId(ruling.getPost());
        post.setRevision(Math.max(1, ruling.getRevision()));
        post.setEvent(PostEvent.DELETED);
        post.setCommunity(ruling.getCommunity());
        post.setThread(ruling.getThread());
        post.setAuthor(ruling.getAuthor());
        post.setTarget(ruling.getTarget());
        post.setText("");
        post.setCreatedAt(ruling.getRuledAt());
        post.setLabels(Map.of());
        Occasion occasion = new Occasion(
                trigger(ruling),
                record.eventTime(ruling.getRuledAt()),
                new Answer(post.getRevision(), Answer.FORGOTTEN),
                null,
                Flags.NONE);
        Accepted accepted = new Accepted(record.raw(), post, occasion, new Known(null, ruling));
        return new Answered(Result.DECIDED, accepted, mark, mark(record, occasion.answer()));
    }

    /** That a ruling was heard, without the ruling. */
    private static PostState mark(ReadRecord record, Answer answer) {
        return new PostState(
                record.streamTime(),
                answer,
                true,
                new Members(null, null),
                Flags.NONE,
                new Origin(record.partition(), record.offset(), record.timestamp(), new byte[0]),
                null,
                null);
    }

    /**
     * What people ruled about the words of a post before; null where they did not, or where the record can no longer be
     * read, which must keep no flag from being heard.
     */
    @Nullable
    CaseRuling remembered(PostState known) {
        Ruled ruled = known.ruling();
        try {
            return ruled == null ? null : rulings.decode(ruled.value());
        } catch (DecodingException e) {
            return null;
        }
    }

    private static boolean isStale(CaseRuling ruling, PostState known) {
        if (known.deleted()) {
            return ruling.getKind() == RulingKind.VERDICT
                    && !isAboutNotice(ruling)
                    && known.flags().reporters().isEmpty();
        }
        return ruling.getRevision() > 0 && ruling.getRevision() < known.last().revision();
    }

    /** Cases of the pipeline begin with their post; casework names those of a notice after the notice. */
    private static boolean isAboutNotice(CaseRuling ruling) {
        return ruling.getCase$().startsWith(NOTICE_CASE);
    }

    private static boolean isFinal(CaseRuling ruling) {
        return switch (ruling.getKind()) {
            case VERDICT, APPEAL -> true;
            case NOTICE, COMPLAINT, UNKNOWN -> false;
        };
    }

    private static Trigger trigger(CaseRuling ruling) {
        return switch (ruling.getKind()) {
            case VERDICT -> Trigger.VERDICT;
            case APPEAL, COMPLAINT -> Trigger.APPEAL;
            case NOTICE, UNKNOWN -> Trigger.NOTICE;
        };
    }

    private CaseRuling decode(byte @Nullable [] value) {
        try {
            return rulings.decode(value);
        } catch (DecodingException e) {
            throw new RefusedException(e);
        }
    }
}
