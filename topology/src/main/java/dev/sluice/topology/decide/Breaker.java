package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.topology.policy.BreakerPolicy;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.PolicyVersion;
import dev.sluice.topology.state.PackHits;
import dev.sluice.topology.state.RuleHits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Decides posts and parks rules that hit too often after a change of their policy. Counts in event time, in the
 * partition that it works for, only what is decided with context: a post that leaves at the first gate hits no rule and
 * costs nothing here. A rule parks at once where it passes its bound, with the very post that passes it; elsewhere when
 * the alert arrives. One instance a task.
 */
final class Breaker {
    private static final int MOST_DERIVED = 32;

    private final Decider decider;
    private final Clock clock;
    private final KeyValueStore<String, byte[]> store;
    private final Map<String, PolicyPack> derived = new LinkedHashMap<>();

    /** A breaker over the store {@code rule-hits}. */
    Breaker(Decider decider, Clock clock, KeyValueStore<String, byte[]> store) {
        this.decider = decider;
        this.clock = clock;
        this.store = store;
    }

    /**
     * A post as decided.
     *
     * @param decided the decision
     * @param alerts the rules that were parked by it
     */
    record Judged(DecidedPost decided, List<RuleAlert> alerts) {}

    /**
     * Where an event is decided.
     *
     * @param streamTime how far the partition has come, in milliseconds since 1970
     * @param partition its number
     */
    record Place(long streamTime, int partition) {}

    /** Decides a post, and anew where that parks a rule. */
    Judged decide(AssessedPost assessed, Place place) {
        PolicyPack pack = decider.packOf(assessed);
        BreakerPolicy policy = pack.breaker();
        boolean isAsked = assessed.getRuling() == null && assessed.getPost().getEvent() != PostEvent.DELETED;
        if (policy == null || !isAsked) {
            return new Judged(decider.decide(assessed, pack), List.of());
        }
        PackHits hits = PackHits.of(store.get(pack.id()));
        long at = assessed.getEventAt().toEpochMilli();
        hits.add(at, policy.window(), policy.baseline());
        if (isHigher(pack.version(), hits.version())) {
            hits.change(pack.version(), at);
            begin(pack, hits, policy, place);
        }
        boolean current = pack.version().equals(hits.version());
        DecidedPost decided = decider.decide(assessed, current ? without(pack, hits.parked()) : pack);
        List<RuleAlert> alerts = count(decided, hits, policy, place);
        if (!alerts.isEmpty()) {
            decided = decider.decide(assessed, without(pack, hits.parked()));
        }
        store.put(pack.id(), hits.toBytes(place.streamTime()));
        return new Judged(decided, alerts);
    }

    private static boolean isHigher(String version, String than) {
        return than.isEmpty() || PolicyVersion.rises(than, version);
    }

    /** A rule has a baseline from when it is first there, not from its first hit: never before is a rate too. */
    private void begin(PolicyPack pack, PackHits hits, BreakerPolicy policy, Place place) {
        for (String rule : pack.rulesInForce()) {
            if (store.get(key(pack, rule)) == null) {
                store.put(
                        key(pack, rule), RuleHits.begin(hits, policy.baseline()).toBytes(place.streamTime()));
            }
        }
    }

    private List<RuleAlert> count(DecidedPost decided, PackHits pack, BreakerPolicy policy, Place place) {
        long at = decided.assessed().getEventAt().toEpochMilli();
        boolean watched = decided.pack().version().equals(pack.version()) && pack.changedWithin(policy.watch());
        List<RuleAlert> alerts = new ArrayList<>();
        for (RuleHit hit : RuleHit.of(decided.ruling())) {
            String key = key(decided.pack(), hit.rule());
            byte[] known = store.get(key);
            RuleHits rule = known == null ? RuleHits.begin(pack, policy.baseline()) : RuleHits.of(known);
            rule.add(at, policy.window(), policy.baseline());
            store.put(key, rule.toBytes(place.streamTime()));
            String cause = watched && hit.how() == RuleHit.How.ACTED ? cause(pack, rule, policy) : null;
            if (cause != null) {
                pack.park(hit.rule());
                alerts.add(alert(decided, hit.rule(), cause, new Measured(pack, rule, policy), place));
            }
        }
        return alerts;
    }

    private static @Nullable String cause(PackHits pack, RuleHits rule, BreakerPolicy policy) {
        Duration window = policy.window();
        int hits = rule.within(pack, window);
        if (hits < policy.atLeast()) {
            return null;
        }
        double share = hits / (double) Math.max(hits, pack.within(window));
        Double most = policy.share();
        if (most != null && share > most) {
            return String.format(Locale.ROOT, "%.3f of the posts in %s, more than %.3f", share, window, most);
        }
        Double factor = policy.factor();
        Double before = rule.baseline(pack, policy.baseline(), window);
        return factor != null && before != null && share > factor * before
                ? String.format(
                        Locale.ROOT,
                        "%.3f of the posts in %s, more than %.1f times the %.4f before",
                        share,
                        window,
                        factor,
                        before)
                : null;
    }

    private record Measured(PackHits pack, RuleHits rule, BreakerPolicy policy) {}

    private RuleAlert alert(DecidedPost decided, String rule, String cause, Measured measured, Place place) {
        PolicyPack pack = decided.pack();
        BreakerPolicy policy = measured.policy();
        RuleAlert alert = new RuleAlert();
        alert.setPolicy(pack.id());
        alert.setVersion(pack.version());
        alert.setSha256(pack.sha256());
        alert.setRule(rule);
        alert.setOwner(pack.ownerOf(rule));
        alert.setCause(cause);
        alert.setHits(measured.rule().within(measured.pack(), policy.window()));
        alert.setPosts(measured.pack().within(policy.window()));
        alert.setBaseline(measured.rule().baseline(measured.pack(), policy.baseline(), policy.window()));
        alert.setQueue(policy.review().queue());
        alert.setDecision(decided.decision().getId());
        alert.setPartition(place.partition());
        alert.setAt(decided.assessed().getEventAt());
        alert.setParkedAt(Instant.ofEpochMilli(clock.millis()));
        return alert;
    }

    /** Compiling a pack anew costs milliseconds, so what is parked here is compiled once. */
    private PolicyPack without(PolicyPack pack, List<String> parked) {
        if (parked.isEmpty()) {
            return pack;
        }
        if (derived.size() >= MOST_DERIVED) {
            derived.clear();
        }
        return derived.computeIfAbsent(pack.sha256() + parked, unused -> pack.without(List.of(), parked));
    }

    private static String key(PolicyPack pack, String rule) {
        return pack.id() + "/" + rule;
    }
}
