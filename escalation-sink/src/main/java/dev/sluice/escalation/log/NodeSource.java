package dev.sluice.escalation.log;

/** Tells the roots of perfect subtrees. */
@FunctionalInterface
public interface NodeSource {
    /**
     * The root of the subtree over the leaves from {@code index * 2^level} up to, and without, {@code (index + 1) *
     * 2^level}.
     *
     * @throws LogException where it is not known
     */
    Hash node(int level, long index);
}
