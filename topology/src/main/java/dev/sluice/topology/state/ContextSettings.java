package dev.sluice.topology.state;

import java.time.Duration;

/**
 * Windows and half-lives of the context, all in event time.
 *
 * @param thread how a thread is watched
 * @param target how a member whom risky posts address is watched
 * @param author how an author's conduct is remembered
 * @param copiesWindow how long a post counts as one of several in nearly the same words
 */
public record ContextSettings(
        ThreadSettings thread, TargetSettings target, AuthorSettings author, Duration copiesWindow) {
    /** Refuses a window that is not positive. */
    public ContextSettings {
        positive("context.copies.window", copiesWindow);
    }

    /**
     * What suits a busy forum: a thread's heat halves in 30 minutes and its posts count for an hour; a mediator is
     * called once in six hours, and it is looked again after one whether it helped; a pile-on counts for an hour, and
     * what is usual for its target is told from two weeks; an author's risky posts count for a day and for ten
     * minutes, strikes halve in 30 days and expire after 90; an account is new for a week; a nudge has a day to work;
     * copies count for six hours.
     */
    public static ContextSettings defaults() {
        return new ContextSettings(
                new ThreadSettings(
                        Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofHours(1)),
                new TargetSettings(Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofDays(14)),
                new AuthorSettings(
                        Duration.ofDays(1),
                        Duration.ofMinutes(10),
                        Duration.ofDays(7),
                        Duration.ofDays(1),
                        new StrikeSettings(Duration.ofDays(30), Duration.ofDays(90), 0.25f, 0.5f, 1)),
                Duration.ofHours(6));
    }

    static void positive(String key, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(key + " is " + value + "; allowed: a duration of at least PT0.001S");
        }
    }

    /**
     * How a thread is watched.
     *
     * @param window how long a post counts
     * @param heatHalfLife after this time half of the heat is left
     * @param mediationWindow a thread is offered to a mediator at most once in this time
     * @param followUp how long after that it is looked at again; shorter than that
     */
    public record ThreadSettings(Duration window, Duration heatHalfLife, Duration mediationWindow, Duration followUp) {
        /** Refuses a window that is not positive, and a follow-up that would come after the next offer. */
        public ThreadSettings {
            positive("context.thread.window", window);
            positive("context.thread.heatHalfLife", heatHalfLife);
            positive("context.thread.mediationWindow", mediationWindow);
            positive("context.thread.followUp", followUp);
            if (followUp.compareTo(mediationWindow) > 0) {
                throw new IllegalArgumentException("context.thread.followUp is " + followUp
                        + "; allowed: at most context.thread.mediationWindow, " + mediationWindow);
            }
        }
    }

    /**
     * How a member whom risky posts address is watched.
     *
     * @param window how long a risky post counts towards a pile-on
     * @param heatHalfLife after this time half of the risk that was aimed at the member is left
     * @param usualHalfLife how fast is forgotten how much is usual
     */
    public record TargetSettings(Duration window, Duration heatHalfLife, Duration usualHalfLife) {
        /** Refuses a duration that is not positive. */
        public TargetSettings {
            positive("context.target.window", window);
            positive("context.target.heatHalfLife", heatHalfLife);
            positive("context.target.usualHalfLife", usualHalfLife);
        }
    }

    /**
     * How an author's conduct is remembered.
     *
     * @param window how long a risky post counts
     * @param velocityWindow how long a post counts towards the author's velocity
     * @param newAccount how long an account is new after it was opened
     * @param followUp how long after a nudge it is asked whether the author was calmer
     * @param strikes what decisions cost
     */
    public record AuthorSettings(
            Duration window, Duration velocityWindow, Duration newAccount, Duration followUp, StrikeSettings strikes) {
        /** Refuses a duration that is not positive. */
        public AuthorSettings {
            positive("context.author.window", window);
            positive("context.author.velocityWindow", velocityWindow);
            positive("context.author.newAccount", newAccount);
            positive("context.author.followUp", followUp);
        }
    }
}
