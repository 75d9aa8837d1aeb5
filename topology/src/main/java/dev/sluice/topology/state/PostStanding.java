package dev.sluice.topology.state;

import dev.sluice.topology.state.PostState.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for a post that was decided with its context: what a later decision about it may have to lift.
 *
 * @param last the newest decision about the post
 * @param measure what the platform was last asked to do with this revision or an earlier one, and still does
 * @param openCase the review case that is open, if one is
 * @param strikes strikes that the decision in force gave the author
 * @param strikesAt event time of those strikes
 * @param escalated legal category and revision that were last handed to legal, as {@code CATEGORY/revision}
 */
public record PostStanding(
        Answer last,
        Measure measure,
        @Nullable OpenCase openCase,
        float strikes,
        long strikesAt,
        @Nullable String escalated) {
    /** Nothing was ever decided. */
    public static final PostStanding NONE = new PostStanding(new Answer(0, 0), Measure.NONE, null, 0, 0, null);

    private static final int VERSION = 1;

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION)
                .time(touchedAt)
                .uint(last.revision())
                .uint(last.number())
                .uint(measure.code)
                .float32(strikes)
                .time(strikesAt)
                .string(escalated)
                .string(openCase == null ? null : openCase.decision);
        if (openCase != null) {
            out.string(openCase.queue)
                    .string(openCase.rule)
                    .float32(openCase.priority)
                    .time(openCase.openedAt)
                    .time(openCase.dueAt);
        }
        return out.toBytes();
    }

    /** Reads the compact form; {@link #NONE} where there is none. */
    public static PostStanding of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        StateReader in = new StateReader(Stores.POSTS_IN_FORCE, bytes, VERSION);
        in.time();
        Answer last = new Answer(in.uint32(), in.uint32());
        Measure measure = Measure.of(in.uint32());
        float strikes = in.float32();
        long strikesAt = in.time();
        String escalated = in.string();
        String decision = in.string();
        OpenCase openCase = decision == null
                ? null
                : new OpenCase(decision, in.text(), in.text(), in.float32(), in.time(), in.time());
        return new PostStanding(last, measure, openCase, strikes, strikesAt, escalated);
    }

    /** What the platform does with a post. */
    public enum Measure {
        /** Nothing. */
        NONE(0),
        /** Its author was told, and everybody sees it. */
        NUDGE(1),
        /** It is shown to fewer. */
        LIMIT(2),
        /** It is taken down. */
        REMOVE(3);

        private final int code;

        Measure(int code) {
            this.code = code;
        }

        /** Whether it keeps the post from being seen as others are. */
        public boolean restricts() {
            return this == LIMIT || this == REMOVE;
        }

        private static Measure of(int code) {
            for (Measure measure : values()) {
                if (measure.code == code) {
                    return measure;
                }
            }
            throw new IllegalStateException("measure " + code + " is unknown; allowed: 0 to 3");
        }
    }

    /**
     * A review case that is open.
     *
     * @param decision id of the decision that opened it
     * @param queue the queue that it waits in
     * @param rule the policy rule that asked for it
     * @param priority harm, between 0 and 1
     * @param openedAt when, in milliseconds since 1970
     * @param dueAt when it should be decided, in milliseconds since 1970
     */
    public record OpenCase(String decision, String queue, String rule, float priority, long openedAt, long dueAt) {}
}
