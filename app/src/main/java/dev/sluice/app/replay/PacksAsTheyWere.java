package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Packs as they were when a decision was made: rules that were stopped in an emergency or parked by the breaker had no
 * say then. Under another version than the one that decided they have it again, for that is what is asked.
 */
final class PacksAsTheyWere {
    private static final String STOPPED = "stopped:";
    private static final String PARKED = "parked.";
    private static final int MOST = 1_000;

    private final Map<Key, PolicyPack> derived = new ConcurrentHashMap<>();

    private record Key(String sha256, List<String> stopped, List<String> parked) {}

    PolicyPack of(PolicyPack pack, Decision decision) {
        if (decision.getOtherRules().isEmpty() && !decision.getRule().startsWith(PARKED)) {
            return pack;
        }
        boolean same = pack.id().equals(decision.getPolicy()) && pack.version().equals(decision.getPolicyVersion());
        if (!same) {
            return pack;
        }
        List<String> stopped = named(decision, STOPPED);
        List<String> parked = named(decision, PARKED);
        if (stopped.isEmpty() && parked.isEmpty()) {
            return pack;
        }
        if (derived.size() >= MOST) {
            derived.clear();
        }
        Key key = new Key(pack.sha256(), stopped, parked);
        return derived.computeIfAbsent(key, unused -> pack.without(stopped, parked));
    }

    private static List<String> named(Decision decision, String prefix) {
        return Stream.concat(Stream.of(decision.getRule()), decision.getOtherRules().stream())
                .filter(rule -> !rule.equals(Ruling.DEFAULT_RULE) && rule.startsWith(prefix))
                .map(rule -> rule.substring(prefix.length()))
                .distinct()
                .sorted()
                .toList();
    }
}
