package dev.sluice.topology.release;

import dev.sluice.topology.policy.PoliciesInForce;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which version of each policy decides on this instance: {@code sluice_policy_info} by {@code policy} and {@code version},
 * which is 1. Instances that disagree for longer than a moment are worth a look. Ask {@link #refresh} before each scrape.
 */
public final class PolicyGauges {
    private final MultiGauge versions;
    private final PoliciesInForce policies;
    private final Clock clock;
    private Map<String, String> told = Map.of();

    /** Gauges of these policies. */
    public PolicyGauges(MeterRegistry meters, PoliciesInForce policies, Clock clock) {
        this.versions = MultiGauge.builder("sluice.policy.info")
                .description("1 for the version of each policy that decides on this instance.")
                .register(meters);
        this.policies = policies;
        this.clock = clock;
        refresh();
    }

    /** Says what is in force now; a version that is over is no longer said. */
    public synchronized void refresh() {
        Map<String, String> now = new TreeMap<>();
        policies.at(clock.instant()).packs().forEach(pack -> now.put(pack.id(), pack.version()));
        if (now.equals(told)) {
            return;
        }
        List<Row<?>> rows = new ArrayList<>();
        now.forEach((policy, version) -> rows.add(Row.of(Tags.of("policy", policy, "version", version), 1)));
        versions.register(rows, true);
        told = now;
    }
}
