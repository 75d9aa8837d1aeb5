package dev.sluice.topology.outcomes.reports;

import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.StateReader;
import dev.sluice.topology.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a post that was counted: enough to count it otherwise when it is decided anew.
 *
 * @param last the newest decision that was taken in
 * @param firstAt event time of its first event, in milliseconds since 1970: the window that it counts in
 * @param outcome the outcome that it counts as
 * @param rule the rule that it counts under; null where it was let through
 * @param automatic whether no person had a part in what is in force
 * @param acted whether a time to action was counted already
 * @param bins the bins of its six probabilities
 */
public record CountedPost(
        Answer last,
        long firstAt,
        Outcome outcome,
        @Nullable String rule,
        boolean automatic,
        boolean acted,
        Bins bins) {
    private static final int VERSION = 1;

    /**
     * The bins of a post's probabilities.
     *
     * @param packed five bits each: abuse, insult, threat, profanity, hate, defamation
     */
    public record Bins(int packed) {
        private static final int BITS = 5;
        private static final String[] CATEGORIES = {"abuse", "insult", "threat", "profanity", "hate", "defamation"};

        static Bins of(Risk risk) {
            float[] probabilities = {
                risk.getAbuse(),
                risk.getInsult(),
                risk.getThreat(),
                risk.getProfanity(),
                risk.getHate(),
                risk.getDefamation()
            };
            int packed = 0;
            for (int i = 0; i < probabilities.length; i++) {
                packed |= Counts.riskBin(probabilities[i]) << (BITS * i);
            }
            return new Bins(packed);
        }

        void addTo(Counts counts, int by) {
            for (int i = 0; i < CATEGORIES.length; i++) {
                int bin = (packed >>> (BITS * i)) & ((1 << BITS) - 1);
                if (bin > 0) {
                    counts.add(Counts.RISK + CATEGORIES[i] + "." + bin, by);
                }
            }
        }
    }

    /** Adds the post to counts, or takes it back. */
    void addTo(Counts counts, int by) {
        counts.add(Counts.POSTS, by).add(Counts.OUTCOME + Counts.id(outcome), by);
        if (rule != null) {
            counts.add(Counts.RULE + Counts.part(rule), by);
        }
        if (outcome == Outcome.LIMIT || outcome == Outcome.REMOVE) {
            counts.add(Counts.RESTRICTED + (automatic ? "automatic" : "person"), by);
        }
        bins.addTo(counts, by);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    byte[] toBytes(long touchedAt) {
        return new StateWriter(VERSION)
                .time(touchedAt)
                .uint(last.revision())
                .uint(last.number())
                .time(firstAt)
                .uint(outcome.ordinal())
                .uint((automatic ? 1 : 0) | (acted ? 2 : 0))
                .uint(bins.packed())
                .string(rule)
                .toBytes();
    }

    /** Reads the compact form; null where there is none. */
    public static @Nullable CountedPost of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        StateReader in = new StateReader(OutcomeStores.COUNTED, bytes, VERSION);
        in.time();
        Answer last = new Answer(in.uint32(), in.uint32());
        long firstAt = in.time();
        Outcome outcome = Outcome.values()[in.uint32()];
        int flags = in.uint32();
        Bins bins = new Bins(in.uint32());
        return new CountedPost(last, firstAt, outcome, in.string(), (flags & 1) != 0, (flags & 2) != 0, bins);
    }
}
