package dev.sluice.topology.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How the policies are doing: which rules hold, which are parked, which releases were taken over or refused.
 *
 * <p>In Prometheus: {@code sluice_rule_hits_total}, {@code sluice_rules_parked}, {@code sluice_policy_records_total},
 * {@code sluice_policy_refused}, {@code sluice_decisions_of_unknown_communities_total}. Thread-safe.
 */
public final class PolicyHealth {
    private static final int MOST_PROBLEMS = 100;

    private final MeterRegistry meters;
    private final Counter unknownCommunities;
    private final Map<String, Counter> hits = new ConcurrentHashMap<>();
    private final Map<Result, Counter> records = new ConcurrentHashMap<>();
    private final SortedMap<String, String> parked = new ConcurrentSkipListMap<>();
    private final SortedMap<String, String> refused = new ConcurrentSkipListMap<>();
    private final SortedMap<String, String> doubted = new ConcurrentSkipListMap<>();

    /** Registers counters and gauges. */
    public PolicyHealth(MeterRegistry meters) {
        this.meters = meters;
        this.unknownCommunities = Counter.builder("sluice.decisions.of.unknown.communities")
                .description("Decisions about posts of communities that no policy names.")
                .register(meters);
        for (Result result : Result.values()) {
            records.put(
                    result,
                    Counter.builder("sluice.policy.records")
                            .description("Records of the topics of policies and alerts, by what became of them.")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        Gauge.builder("sluice.rules.parked", parked, Map::size)
                .description("Rules that are parked, as far as this process knows.")
                .register(meters);
        Gauge.builder("sluice.policy.refused", refused, Map::size)
                .description("Policies whose newest release was refused; the last good one stays in force.")
                .register(meters);
    }

    /** What became of a record of the topics of policies and alerts. */
    public enum Result {
        /** It was taken over. */
        ACCEPTED,
        /** It is in force already. */
        KNOWN,
        /** It arrived after the instant from which it holds. */
        LATE,
        /** It was refused, and what was in force stays. */
        REFUSED
    }

    /** Counts a decision about a post of a community that a policy names, or of another. */
    public void decided(boolean communityKnown) {
        if (!communityKnown) {
            unknownCommunities.increment();
        }
    }

    /** Counts that a rule held. */
    public void hit(String policy, String rule, String how) {
        hits.computeIfAbsent(
                        policy + '\n' + rule + '\n' + how,
                        unused -> Counter.builder("sluice.rule.hits")
                                .description("Posts for which a rule held, by what came of it.")
                                .tag("policy", policy)
                                .tag("rule", rule)
                                .tag("how", how)
                                .register(meters))
                .increment();
    }

    /** How often a rule held so far, with this outcome. */
    public long hits(String policy, String rule, String how) {
        Counter counter = hits.get(policy + '\n' + rule + '\n' + how);
        return counter == null ? 0 : (long) counter.count();
    }

    /** Decisions so far about posts of communities that no policy names. */
    public long unknownCommunities() {
        return (long) unknownCommunities.count();
    }

    /** Counts a record of the topics of policies and alerts. */
    public void record(Result result) {
        Objects.requireNonNull(records.get(result)).increment();
    }

    /** How many records became this so far. */
    public long recorded(Result result) {
        return (long) Objects.requireNonNull(records.get(result)).count();
    }

    /** Says that a rule is parked under a version of its policy. */
    public void parked(String policy, String version, String rule) {
        if (parked.size() < MOST_PROBLEMS) {
            parked.put(policy + "/" + rule, version);
        }
    }

    /** Says that a release of a policy was refused, and why, in ids only. */
    public void refused(String policy, String reason) {
        if (refused.size() < MOST_PROBLEMS) {
            refused.put(policy, reason);
        }
    }

    /** Says that a version came into force before this process was there, and what its examples say against it today. */
    public void doubted(String policy, String reason) {
        if (doubted.size() < MOST_PROBLEMS) {
            doubted.put(policy, reason);
        }
    }

    /** Says that a new version of a policy was taken over: what was wrong before is over. */
    public void released(String policy, Set<String> policies) {
        confirmed(policy, policies);
        doubted.remove(policy);
        parked.keySet().removeIf(rule -> rule.startsWith(policy + "/"));
    }

    /**
     * Says that the version of a policy that is in force was read again: what was refused of it is over, and so is what
     * was refused of nobody knows which policy.
     *
     * @param policies all policies that there are
     */
    public void confirmed(String policy, Set<String> policies) {
        refused.remove(policy);
        refused.keySet().removeIf(other -> !policies.contains(other));
    }

    /** What a person should look at, a line each; empty where all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(parked)
                .forEach((rule, version) -> problems.add("rule " + rule + " is parked under version " + version));
        new TreeMap<>(refused)
                .forEach((policy, reason) -> problems.add("a release of policy " + policy + " is refused: " + reason));
        new TreeMap<>(doubted)
                .forEach((policy, reason) -> problems.add("policy " + policy + " is in force, but " + reason));
        return problems;
    }
}
