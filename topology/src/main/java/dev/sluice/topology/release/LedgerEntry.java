package dev.sluice.topology.release;

import dev.sluice.topology.policy.PolicyPack;
import java.time.Instant;
import java.util.List;

/** Something that changes what is in force. */
sealed interface LedgerEntry {
    /** From when. */
    Instant from();

    /**
     * A new version of a pack.
     *
     * @param from from when it holds
     * @param pack the version
     */
    record Released(Instant from, PolicyPack pack) implements LedgerEntry {}

    /**
     * Rules switched off in an emergency.
     *
     * @param from from when
     * @param policy id of the pack
     * @param upTo the highest version that it holds for
     * @param rules ids of the rules
     */
    record Stopped(Instant from, String policy, String upTo, List<String> rules) implements LedgerEntry {}

    /**
     * A rule that was parked because it hit too often.
     *
     * @param from from when
     * @param policy id of the pack
     * @param version the version that it holds for
     * @param rule id of the rule
     */
    record Parked(Instant from, String policy, String version, String rule) implements LedgerEntry {}
}
