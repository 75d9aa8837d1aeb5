package dev.sluice.topology.release;

import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The packs as released, and which of their rules are stopped or parked. Immutable. Bounded by packs and their rules:
 * what holds for no version any more is dropped.
 *
 * @param packs by id, whole
 * @param stops by pack and rule, the highest version that the stop holds for
 * @param parks by pack and rule, the version that the rule is parked for
 * @param made packs as curtailed, by hash of the whole pack and the rules that are out
 */
record Curtailed(
        Map<String, PolicyPack> packs,
        Map<Named, String> stops,
        Map<Named, String> parks,
        Map<String, PolicyPack> made) {
    private static final int MOST_MADE = 64;

    /** A rule of a pack. */
    record Named(String policy, String rule) {}

    static Curtailed of(PolicyBook book) {
        Map<String, PolicyPack> packs = new HashMap<>();
        book.packs().forEach(pack -> packs.put(pack.id(), pack));
        return new Curtailed(packs, Map.of(), Map.of(), new HashMap<>());
    }

    @Nullable
    PolicyPack pack(String id) {
        return packs.get(id);
    }

    boolean isParked(String policy, String version, String rule) {
        return version.equals(parks.get(new Named(policy, rule)));
    }

    Curtailed after(LedgerEntry entry) {
        Map<String, PolicyPack> nextPacks = new HashMap<>(packs);
        Map<Named, String> nextStops = new HashMap<>(stops);
        Map<Named, String> nextParks = new HashMap<>(parks);
        switch (entry) {
            case LedgerEntry.Released released -> {
                PolicyPack pack = released.pack();
                nextPacks.put(pack.id(), pack);
                nextStops
                        .entrySet()
                        .removeIf(stop -> stop.getKey().policy().equals(pack.id())
                                && PolicyVersion.rises(stop.getValue(), pack.version()));
                nextParks
                        .entrySet()
                        .removeIf(park -> park.getKey().policy().equals(pack.id())
                                && !park.getValue().equals(pack.version()));
            }
            case LedgerEntry.Stopped stopped ->
                stopped.rules()
                        .forEach(rule ->
                                nextStops.merge(new Named(stopped.policy(), rule), stopped.upTo(), Curtailed::higher));
            case LedgerEntry.Parked parked -> {
                PolicyPack pack = packs.get(parked.policy());
                boolean outdated = pack != null && PolicyVersion.rises(parked.version(), pack.version());
                boolean unknown = pack == null || !pack.rulesInForce().contains(parked.rule());
                if (!outdated && !unknown) {
                    nextParks.put(new Named(parked.policy(), parked.rule()), parked.version());
                }
            }
        }
        return new Curtailed(nextPacks, nextStops, nextParks, made);
    }

    private static String higher(String one, String other) {
        return PolicyVersion.rises(one, other) ? other : one;
    }

    /** The book that is in force. */
    PolicyBook book() {
        List<PolicyPack> inForce = new ArrayList<>();
        for (PolicyPack pack : packs.values()) {
            Set<String> stopped = new TreeSet<>();
            stops.forEach((rule, upTo) -> {
                if (rule.policy().equals(pack.id()) && !PolicyVersion.rises(upTo, pack.version())) {
                    stopped.add(rule.rule());
                }
            });
            Set<String> parked = new TreeSet<>();
            parks.forEach((rule, version) -> {
                if (rule.policy().equals(pack.id()) && version.equals(pack.version())) {
                    parked.add(rule.rule());
                }
            });
            inForce.add(curtailed(pack, stopped, parked));
        }
        return PolicyBook.of(inForce);
    }

    /** Compiling costs milliseconds, and a ledger asks often. */
    private PolicyPack curtailed(PolicyPack pack, Set<String> stopped, Set<String> parked) {
        if (stopped.isEmpty() && parked.isEmpty()) {
            return pack;
        }
        if (made.size() >= MOST_MADE) {
            made.clear();
        }
        return made.computeIfAbsent(pack.sha256() + stopped + parked, unused -> pack.without(stopped, parked));
    }
}
