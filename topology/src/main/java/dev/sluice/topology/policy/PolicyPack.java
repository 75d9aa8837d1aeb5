package dev.sluice.topology.policy;

import java.nio.file.Path;
import java.util.List;

/** A compiled policy pack: the rules of some communities, ready to judge facts. Immutable. */
public final class PolicyPack {
    private PolicyPack() {}

    /**
     * Loads a pack.
     *
     * @param policyYaml the pack's {@code policy.yaml}
     * @throws PolicyException naming file, line, key, value and what is allowed
     */
    public static PolicyPack load(Path policyYaml) {
        throw new UnsupportedOperationException(policyYaml.toString());
    }

    /** Compiles a pack from its text, as it came over the topic {@code policies}; {@code source} names it in errors. */
    public static PolicyPack parse(String source, String text) {
        throw new UnsupportedOperationException(source + text);
    }

    /** Judges. Never throws: a condition that cannot be evaluated holds the post for a person. */
    public Ruling decide(Facts facts) {
        throw new UnsupportedOperationException(facts.post());
    }

    /**
     * Whether the post needs no more context: its highest risk is below the risk floor, nobody flagged it, no signal that
     * a rule names was found, every category was answered for, and whatever the context of author, target and thread may
     * be, {@link #decide} would say {@code default}. Of the context only the flags are looked at.
     */
    public boolean leavesAtFirstGate(Facts facts) {
        throw new UnsupportedOperationException(facts.post());
    }

    /** Whether the thread is to be offered to a mediator. Never throws. */
    public boolean mediates(Facts facts) {
        throw new UnsupportedOperationException(facts.post());
    }

    /** What a mediator is advised to do, mildest first; empty where the pack has no mediation. */
    public List<String> mediationSteps() {
        return List.of();
    }

    /** Id of the pack. */
    public String id() {
        return "";
    }

    /** Version of the pack. */
    public String version() {
        return "";
    }

    /** What the pack is for. */
    public String description() {
        return "";
    }

    /** Who answers for the pack. */
    public String owner() {
        return "";
    }

    /** The communities that the pack covers; {@code *} for all that no other pack names. */
    public List<String> communities() {
        return List.of();
    }

    /** The jurisdictions whose law the pack minds, such as {@code GB-EAW}. */
    public List<String> jurisdictions() {
        return List.of();
    }

    /** The clauses shown to members, in the pack's order. */
    public List<Guideline> guidelines() {
        return List.of();
    }

    /** SHA-256 of the file's bytes, lower-case hex. */
    public String sha256() {
        return "";
    }

    /** The pack's YAML, byte for byte. */
    public String text() {
        return "";
    }

    /** Below this highest risk a post without flags and named signals leaves at the first gate. */
    public double riskFloor() {
        return 0;
    }
}
