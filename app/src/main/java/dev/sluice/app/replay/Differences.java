package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.topology.policy.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is different. Safe for use by several threads: a decision that came out the same costs a counter, and
 * nearly all do.
 */
final class Differences {
    private final Verdicts verdicts;
    private final int samples;
    private final @Nullable String models;
    private final Map<Change, Long> changes = new EnumMap<>(Change.class);
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> rules = new TreeMap<>();
    private final Map<String, Map<Change, Long>> communities = new TreeMap<>();
    private final Map<Change, NavigableSet<ReplayReport.Sample>> sampled = new EnumMap<>(Change.class);
    private final ReplayReport.Agreement.Counter agreement = new ReplayReport.Agreement.Counter();
    private long decided;
    private long kept;
    private long withoutFacts;
    private @Nullable String firstWithoutFacts;
    private long withoutText;
    private long secondLooks;
    private long secondLooksNow;
    private long casesBefore;
    private long casesNow;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    /**
     * No differences yet.
     *
     * @param samples how many posts are named for each kind of change
     * @param models version of the models that the posts were assessed again with; null where they were not
     */
    Differences(Verdicts verdicts, int samples, @Nullable String models) {
        this.verdicts = verdicts;
        this.samples = samples;
        this.models = models;
    }

    synchronized void kept(Decision decision) {
        seen(decision);
        kept++;
    }

    synchronized void withoutFacts(Decision decision) {
        withoutFacts++;
        String id = decision.getId();
        if (firstWithoutFacts == null || id.compareTo(firstWithoutFacts) < 0) {
            firstWithoutFacts = id;
        }
    }

    synchronized void withoutText(Decision decision) {
        seen(decision);
        withoutText++;
    }

    synchronized void secondLook(boolean was, boolean wouldBe) {
        secondLooks += was ? 1 : 0;
        secondLooksNow += wouldBe ? 1 : 0;
    }

    synchronized void decided(Decision before, Ruling now) {
        seen(before);
        decided++;
        Change change = Change.of(before, now);
        changes.merge(change, 1L, Long::sum);
        if (verdicts.isInForce(before)) {
            casesBefore += before.getOutcome() == Outcome.REVIEW ? 1 : 0;
            casesNow += now.outcome() == Outcome.REVIEW ? 1 : 0;
        }
        Outcome ruled = verdicts.of(before.getPost());
        if (ruled != null) {
            agreement.add(before.getOutcome(), now.outcome(), ruled);
        }
        if (change != Change.NONE) {
            changed(change, before, now);
        }
    }

    private void changed(Change change, Decision before, Ruling now) {
        outcomes.merge(words(before.getOutcome()) + " -> " + words(now.outcome()), 1L, Long::sum);
        rules.merge(before.getRule() + " -> " + now.rule(), 1L, Long::sum);
        communities
                .computeIfAbsent(before.getCommunity(), name -> new EnumMap<>(Change.class))
                .merge(change, 1L, Long::sum);
        NavigableSet<ReplayReport.Sample> some = sampled.computeIfAbsent(change, name -> new TreeSet<>());
        some.add(ReplayReport.Sample.of(before, now));
        if (some.size() > samples) {
            some.pollLast();
        }
    }

    private void seen(Decision decision) {
        Instant at = decision.getPostCreatedAt();
        first = at.isBefore(first) ? at : first;
        last = at.isAfter(last) ? at : last;
    }

    synchronized ReplayReport report() {
        if (decided + kept == 0 && withoutFacts > 0) {
            throw new ReplayException("decision " + firstWithoutFacts
                    + " and all others were recorded without their facts; needed: decisions of a newer version");
        }
        if (decided == 0 && withoutText > 0) {
            throw new ReplayException("none of the " + withoutText
                    + " decisions is about one of the posts given; needed: the posts that the history is about");
        }
        Map<Change, List<ReplayReport.Sample>> some = new EnumMap<>(Change.class);
        sampled.forEach((change, of) -> some.put(change, new ArrayList<>(of)));
        return new ReplayReport(
                decided,
                kept,
                withoutFacts,
                new ReplayReport.Counts(changes, outcomes, rules, communities),
                some,
                agreement.total(),
                ReplayReport.Load.of(casesBefore, casesNow, first, last),
                models == null ? null : new ReplayReport.Assessed(models, withoutText, secondLooks, secondLooksNow));
    }

    static String words(Outcome outcome) {
        return outcome.name().toLowerCase(java.util.Locale.ROOT);
    }
}
