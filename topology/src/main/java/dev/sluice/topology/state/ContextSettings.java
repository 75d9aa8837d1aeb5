package dev.sluice.topology.state;

import java.time.Duration;

/**
 * Windows and half-lives of the context, all in event time.
 *
 * @param thread how a thread is watched
 * @param targetWindow how long a risky post counts towards a pile-on
 * @param author how an author's conduct is remembered
 */
public record ContextSettings(ThreadSettings thread, Duration targetWindow, AuthorSettings author) {
    /** Refuses a window that is not positive. */
    public ContextSettings {
        positive("context.target.window", targetWindow);
    }

    /**
     * What suits a busy forum: a thread's heat halves in 30 minutes and its posts count for an hour; a mediator is
     * called once in six hours; a pile-on counts for an hour; an author's risky posts for a day, strikes halve in 30
     * days.
     */
    public static ContextSettings defaults() {
        return new ContextSettings(
                new ThreadSettings(Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofHours(6)),
                Duration.ofHours(1),
                new AuthorSettings(Duration.ofDays(1), Duration.ofDays(30), 0.25f, 0.5f, 1));
    }

    private static void positive(String key, Duration value) {
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
     */
    public record ThreadSettings(Duration window, Duration heatHalfLife, Duration mediationWindow) {
        /** Refuses a window that is not positive. */
        public ThreadSettings {
            positive("context.thread.window", window);
            positive("context.thread.heatHalfLife", heatHalfLife);
            positive("context.thread.mediationWindow", mediationWindow);
        }
    }

    /**
     * How an author's conduct is remembered.
     *
     * @param window how long a risky post counts
     * @param strikesHalfLife after this time half of a strike is left
     * @param nudge strikes for a nudged post
     * @param limit strikes for a limited post
     * @param remove strikes for a removed post
     */
    public record AuthorSettings(Duration window, Duration strikesHalfLife, float nudge, float limit, float remove) {
        /** Refuses a window that is not positive and strikes outside 0 to 10. */
        public AuthorSettings {
            positive("context.author.window", window);
            positive("context.author.strikesHalfLife", strikesHalfLife);
            strikes("nudge", nudge);
            strikes("limit", limit);
            strikes("remove", remove);
        }

        private static void strikes(String outcome, float value) {
            if (!(value >= 0 && value <= 10)) {
                throw new IllegalArgumentException(
                        "context.author.strikes." + outcome + " is " + value + "; allowed: 0 to 10");
            }
        }
    }
}
