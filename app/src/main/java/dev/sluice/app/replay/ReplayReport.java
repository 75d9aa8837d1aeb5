package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.topology.policy.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to.
 *
 * @param decided decisions that were decided again
 * @param kept decisions that no policy was asked about
 * @param withoutFacts decisions that were recorded without what they were made from
 * @param counts how many of which kind are different
 * @param samples for each kind of change some posts, a fair sample: by their place in a hash of their ids
 * @param agreement with what people ruled
 * @param load how many cases reviewers would have had
 * @param assessed what came of assessing the posts again; null where they were not
 */
public record ReplayReport(
        long decided,
        long kept,
        long withoutFacts,
        Counts counts,
        Map<Change, List<Sample>> samples,
        Agreement agreement,
        Load load,
        @Nullable Assessed assessed) {

    /** How many decisions came out another way. */
    public long differences() {
        return decided - counts.changes().getOrDefault(Change.NONE, 0L);
    }

    /**
     * How many decisions changed.
     *
     * @param changes by kind of change, those without any included
     * @param outcomes by outcome before and now
     * @param rules by rule before and now
     * @param communities by community and kind of change
     */
    public record Counts(
            Map<Change, Long> changes,
            Map<String, Long> outcomes,
            Map<String, Long> rules,
            Map<String, Map<Change, Long>> communities) {}

    /**
     * A post whose decision changed.
     *
     * @param order hash of the decision's id
     * @param decision id of the recorded decision
     * @param post id of the post
     * @param community its community
     * @param before outcome and rule as recorded
     * @param now outcome and rule under the other policy
     */
    public record Sample(long order, String decision, String post, String community, String before, String now)
            implements Comparable<Sample> {
        private static final Comparator<Sample> BY_HASH =
                Comparator.comparingLong(Sample::order).thenComparing(Sample::decision);

        static Sample of(Decision before, Ruling now) {
            return new Sample(
                    hash(before.getId()),
                    before.getId(),
                    before.getPost(),
                    before.getCommunity(),
                    Differences.words(before.getOutcome()) + " by " + before.getRule(),
                    Differences.words(now.outcome()) + " by " + now.rule());
        }

        /** FNV-1a, 64 bits: ids that count up must not make the sample of one hour. */
        private static long hash(String id) {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < id.length(); i++) {
                hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
            }
            return hash ^ hash >>> 32;
        }

        @Override
        public int compareTo(Sample other) {
            return BY_HASH.compare(this, other);
        }
    }

    /**
     * How often the outcome is the one that a person chose, for posts that somebody ruled on.
     *
     * @param ruled decisions about such posts
     * @param before how many of them agreed with the person as recorded
     * @param now how many agree under the other policy
     */
    public record Agreement(long ruled, long before, long now) {
        static final class Counter {
            private long ruled;
            private long before;
            private long now;

            void add(Outcome was, Outcome is, Outcome person) {
                ruled++;
                before += was == person ? 1 : 0;
                now += is == person ? 1 : 0;
            }

            Agreement total() {
                return new Agreement(ruled, before, now);
            }
        }
    }

    /**
     * The posts were assessed again.
     *
     * @param models version of the models
     * @param withoutText decisions that were left out, because the words of their posts are missing
     * @param secondLooks decisions that a second look led to, as recorded
     * @param secondLooksNow posts that a second look would be asked for
     */
    public record Assessed(String models, long withoutText, long secondLooks, long secondLooksNow) {}

    /**
     * What reviewers would have had to look at, of the decisions in force at the end.
     *
     * @param casesBefore cases as recorded
     * @param casesNow cases under the other policy
     * @param span from the first to the last post, an hour at least
     */
    public record Load(long casesBefore, long casesNow, Duration span) {
        static Load of(long before, long now, Instant first, Instant last) {
            return new Load(before, now, first.isAfter(last) ? Duration.ofHours(1) : Scope.spanned(first, last));
        }

        /** So many cases are how many a day. */
        public double perDay(long cases) {
            return cases / (span.toMillis() / (double) Duration.ofDays(1).toMillis());
        }
    }
}
