package dev.sluice.topology.route;

import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.policy.Ruling;
import dev.sluice.topology.state.PostStanding;
import dev.sluice.topology.state.PostStanding.Measure;
import dev.sluice.topology.state.PostStanding.OpenCase;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.StrikeSettings;
import org.jspecify.annotations.Nullable;

/**
 * The difference that a decision makes to what is in force for its post.
 *
 * @param before what was in force
 * @param after what is in force now
 * @param measure what the platform is asked to do, {@code NONE} where it does that already or there is nothing to do
 * @param restores whether the platform is asked to lift what it was asked to do before
 * @param withdrawn the review case that no longer needs an answer
 * @param asked the case that brings casework the words of one that it has opened itself; not remembered here, so that
 *     nothing the author does ends a notice or an appeal
 * @param escalates whether legal is told; not twice of the same revision under the same category
 */
public record Settlement(
        PostStanding before,
        PostStanding after,
        Measure measure,
        boolean restores,
        @Nullable OpenCase withdrawn,
        @Nullable OpenCase asked,
        boolean escalates) {

    /**
     * Settles a decision.
     *
     * <p>A decision that a later one has overtaken on its way changes nothing that is in force; what it found for legal
     * is told nevertheless, because the later one may have judged other words. While a person is asked, what the
     * platform does stays as it is, and so do the strikes for it. A deletion restores nothing and forgives nothing: the
     * platform may have deleted the post because we asked for it, and an author cannot undo a strike by deleting. It
     * withdraws the case that waits for a person, since nothing is left to decide, but not that of a post that members
     * reported: they are owed an answer whether it stays up or not (DSA article 16(5)).
     */
    static Settlement of(PostStanding before, DecidedPost decided, StrikeSettings settings) {
        Answer answer =
                new Answer(decided.decision().getRevision(), decided.assessed().getNumber());
        String escalation = escalation(decided);
        boolean escalates = escalation != null && !escalation.equals(before.escalated());
        if (!before.last().before(answer)) {
            return new Settlement(before, before, Measure.NONE, false, null, null, escalates);
        }
        boolean ruled = decided.assessed().getRuling() != null;
        boolean deleted = !ruled && decided.assessed().getPost().getEvent() == PostEvent.DELETED;
        boolean sameWords = before.last().revision() == answer.revision();
        Measure now = deleted ? before.measure() : measure(decided, before.measure());
        boolean keepsStrikes = deleted || !acts(decided) || (sameWords && now == before.measure());
        OpenCase asked = ruled ? newCase(decided) : null;
        OpenCase openCase = asked == null ? openCase(before, decided, sameWords) : before.openCase();
        PostStanding after = new PostStanding(
                answer,
                now,
                openCase,
                keepsStrikes ? before.strikes() : strikes(now, settings),
                keepsStrikes
                        ? before.strikesAt()
                        : decided.assessed().getEventAt().toEpochMilli(),
                escalation == null ? before.escalated() : escalation);
        boolean toDo = !deleted && acts(decided) && (now != before.measure() || !sameWords);
        return new Settlement(
                before,
                after,
                toDo ? now : Measure.NONE,
                before.measure().restricts() && !now.restricts(),
                before.openCase() == null || before.openCase().equals(openCase) ? null : before.openCase(),
                asked,
                escalates);
    }

    /** The review case that the decision opens; null where it opens none, or one that is open already serves. */
    @Nullable
    OpenCase opened() {
        if (asked != null) {
            return asked;
        }
        OpenCase now = after.openCase();
        return now == null || now.equals(before.openCase()) ? null : now;
    }

    private static Measure measure(DecidedPost decided, Measure before) {
        return switch (decided.ruling().outcome()) {
            case ALLOW -> Measure.NONE;
            case NUDGE -> Measure.NUDGE;
            case LIMIT -> Measure.LIMIT;
            case REMOVE -> Measure.REMOVE;
            case REVIEW, UNKNOWN -> before;
        };
    }

    /** A decision to review waits for a person; any other is carried out at once, also where a person looks afterwards. */
    private static boolean acts(DecidedPost decided) {
        return switch (decided.ruling().outcome()) {
            case ALLOW, NUDGE, LIMIT, REMOVE -> true;
            case REVIEW, UNKNOWN -> false;
        };
    }

    /** Strikes are for what a decision did. */
    private static float strikes(Measure now, StrikeSettings settings) {
        return switch (now) {
            case NONE -> 0;
            case NUDGE -> settings.nudge();
            case LIMIT -> settings.limit();
            case REMOVE -> settings.remove();
        };
    }

    private static @Nullable OpenCase openCase(PostStanding before, DecidedPost decided, boolean sameWords) {
        boolean isDeletion = decided.assessed().getRuling() == null
                && decided.assessed().getPost().getEvent() == PostEvent.DELETED;
        if (isDeletion && decided.decision().getContext().getFlags() > 0) {
            return before.openCase();
        }
        Ruling.Review review = decided.ruling().review();
        OpenCase open = before.openCase();
        boolean serves =
                review != null && open != null && sameWords && open.queue().equals(review.queue());
        return serves ? open : newCase(decided);
    }

    private static @Nullable OpenCase newCase(DecidedPost decided) {
        Ruling.Review review = decided.ruling().review();
        if (review == null) {
            return null;
        }
        long now = decided.decision().getDecidedAt().toEpochMilli();
        return new OpenCase(
                decided.decision().getId(),
                review.queue(),
                decided.ruling().rule(),
                PostFacts.highest(decided.decision().getRisk()),
                now,
                now + review.deadline().toMillis());
    }

    private static @Nullable String escalation(DecidedPost decided) {
        Ruling.Escalate escalate = decided.ruling().escalate();
        return escalate == null
                ? null
                : escalate.category() + "/" + decided.decision().getRevision();
    }
}
