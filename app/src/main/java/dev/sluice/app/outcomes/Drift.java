package dev.sluice.app.outcomes;

import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.Label;
import dev.sluice.topology.outcomes.reports.Counts;
import dev.sluice.topology.outcomes.statistics.PopulationStability;
import dev.sluice.topology.outcomes.statistics.Proportion;
import dev.sluice.topology.outcomes.statistics.TwoProportions;
import dev.sluice.topology.policy.OutcomeBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Looks for what has changed between the last days and those before them. */
public final class Drift {
    private final OutcomeBounds.Drift bounds;
    private final OutcomeData current;
    private final OutcomeData reference;

    /**
     * An alarm.
     *
     * @param what what has changed: {@code precision}, {@code hit rate} or {@code scores}
     * @param of of which rule, models or category
     * @param detail from what to what, in plain words
     */
    public record Alarm(String what, String of, String detail) {}

    private Drift(OutcomeBounds.Drift bounds, OutcomeData current, OutcomeData reference) {
        this.bounds = bounds;
        this.current = current;
        this.reference = reference;
    }

    /**
     * The alarms, those of precision first.
     *
     * @param until the end of the current window
     */
    public static List<Alarm> alarms(OutcomeData data, Instant until, OutcomeBounds.Drift bounds) {
        Instant start = until.minus(Duration.ofDays(bounds.currentDays()));
        Instant before = start.minus(Duration.ofDays(bounds.referenceDays()));
        Drift drift = new Drift(bounds, data.within(start, until, null), data.within(before, start, null));
        List<Alarm> alarms = new ArrayList<>();
        drift.precision("rule ", Label::getRule, alarms);
        drift.precision("models ", Label::getModels, alarms);
        drift.hitRates(alarms);
        drift.scores(alarms);
        return alarms;
    }

    /** A fall alone is an alarm: that people agree more often needs no attention. */
    private void precision(String what, Function<Label, String> part, List<Alarm> alarms) {
        Map<String, Proportion> before = Feedback.by(reference.labels(), part);
        Feedback.by(current.labels(), part).forEach((key, now) -> {
            Proportion then = before.getOrDefault(key, Proportion.NONE);
            if (isEnough(then, now)
                    && now.rate() < then.rate()
                    && TwoProportions.pValue(then, now) < bounds.significance()) {
                alarms.add(new Alarm("precision", what + key, from(then, now)));
            }
        });
    }

    private void hitRates(List<Alarm> alarms) {
        Map<String, Long> hits = current.tallies().below(Counts.RULE);
        Map<String, Long> hitsBefore = reference.tallies().below(Counts.RULE);
        long posts = current.tallies().of(Counts.POSTS);
        long postsBefore = reference.tallies().of(Counts.POSTS);
        Map<String, Long> rules = new TreeMap<>(hits);
        hitsBefore.forEach(rules::putIfAbsent);
        for (String rule : rules.keySet()) {
            Proportion now = of(hits.getOrDefault(rule, 0L), posts);
            Proportion then = of(hitsBefore.getOrDefault(rule, 0L), postsBefore);
            boolean many = now.successes() + then.successes() >= bounds.leastCases() && isEnough(then, now);
            if (many && isFarApart(then, now) && TwoProportions.pValue(then, now) < bounds.significance()) {
                alarms.add(new Alarm("hit rate", "rule " + rule, from(then, now)));
            }
        }
    }

    private boolean isFarApart(Proportion then, Proportion now) {
        double low = Math.min(then.rate(), now.rate());
        double high = Math.max(then.rate(), now.rate());
        return high > 0 && low * bounds.hitRateRatio() <= high;
    }

    private void scores(List<Alarm> alarms) {
        for (String category : RiskValues.CATEGORIES) {
            long[] now = bins(current.tallies(), category);
            long[] then = bins(reference.tallies(), category);
            if (sum(now) < bounds.leastCases() || sum(then) < bounds.leastCases()) {
                continue;
            }
            double index = PopulationStability.index(then, now);
            if (index >= bounds.stability()) {
                alarms.add(new Alarm(
                        "scores",
                        "category " + category,
                        String.format(
                                Locale.ROOT,
                                "population stability index %.2f, bound %.2f",
                                index,
                                bounds.stability())));
            }
        }
    }

    /** Posts by twentieth of their probability; the lowest twentieth is all that is not counted elsewhere. */
    static long[] bins(Tallies tallies, String category) {
        long[] bins = new long[Counts.RISK_BINS];
        long rest = tallies.of(Counts.POSTS);
        for (int bin = 1; bin < bins.length; bin++) {
            bins[bin] = Math.max(0, tallies.of(Counts.RISK + category + "." + bin));
            rest -= bins[bin];
        }
        bins[0] = Math.max(0, rest);
        return bins;
    }

    private boolean isEnough(Proportion then, Proportion now) {
        return then.cases() >= bounds.leastCases() && now.cases() >= bounds.leastCases();
    }

    private static Proportion of(long hits, long posts) {
        long cases = Math.max(0, posts);
        return Proportion.of(Math.max(0, Math.min(hits, cases)), cases);
    }

    private static String from(Proportion then, Proportion now) {
        return String.format(
                Locale.ROOT,
                "from %.4f (%d of %d) to %.4f (%d of %d)",
                then.rate(),
                then.successes(),
                then.cases(),
                now.rate(),
                now.successes(),
                now.cases());
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The end of the last day that something was counted on; the epoch where nothing was. */
    public static Instant end(OutcomeData data) {
        return data.days().stream()
                .map(CommunityReport::getEndAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
