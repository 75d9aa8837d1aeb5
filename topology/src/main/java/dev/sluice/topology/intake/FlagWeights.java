package dev.sluice.topology.intake;

/** What a flag counts, by how far its reporter's earlier flags were upheld. */
@FunctionalInterface
public interface FlagWeights {
    /** What the flag of a member counts of whom nothing is known. */
    float NEUTRAL = 1;

    /** What the flag of this member counts, from 0 to 2. */
    float weightOf(String reporter);
}
