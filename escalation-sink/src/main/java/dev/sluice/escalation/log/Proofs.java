package dev.sluice.escalation.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes proofs. An inclusion proof shows that an entry is in a tree (RFC 6962, section 2.1.1), a consistency proof that
 * a tree is the start of a larger one (section 2.1.2). Both have at most 63 hashes or so, however large the tree.
 */
public final class Proofs {
    private Proofs() {}

    /**
     * The proof that the leaf at {@code index} is in the tree of {@code size} leaves.
     *
     * @throws LogException where it has no such leaf, or a node of it is not known
     */
    public static List<Hash> inclusion(long index, long size, NodeSource nodes) {
        if (index < 0 || index >= size) {
            throw new LogException(
                    "leaf " + index + " is not in a tree of " + size + " leaves; allowed: 0 to size - 1");
        }
        List<Hash> proof = new ArrayList<>();
        path(index, 0, size, nodes, proof);
        return List.copyOf(proof);
    }

    /**
     * The proof that the tree of the first {@code oldSize} leaves is the start of the tree of {@code size} leaves; empty
     * where both are the same or the first has none.
     *
     * @throws LogException where the sizes are no such pair, or a node is not known
     */
    public static List<Hash> consistency(long oldSize, long size, NodeSource nodes) {
        if (oldSize < 0 || oldSize > size) {
            throw new LogException("a tree of " + oldSize + " leaves is not the start of one of " + size
                    + "; allowed: the smaller one first");
        }
        List<Hash> proof = new ArrayList<>();
        if (oldSize > 0) {
            subproof(oldSize, new Range(0, size), true, nodes, proof);
        }
        return List.copyOf(proof);
    }

    /** The root over the leaves from {@code from} up to, and without, {@code to}. */
    private static Hash root(long from, long to, NodeSource nodes) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            return nodes.node(Long.numberOfTrailingZeros(leaves), from / leaves);
        }
        long split = from + split(leaves);
        return TreeHash.node(root(from, split, nodes), root(split, to, nodes));
    }

    private static void path(long index, long from, long to, NodeSource nodes, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        long split = from + split(to - from);
        if (index < split) {
            path(index, from, split, nodes, proof);
            proof.add(root(split, to, nodes));
        } else {
            path(index, split, to, nodes, proof);
            proof.add(root(from, split, nodes));
        }
    }

    private static void subproof(long oldSize, Range range, boolean whole, NodeSource nodes, List<Hash> proof) {
        if (oldSize == range.to()) {
            if (!whole) {
                proof.add(root(range.from(), range.to(), nodes));
            }
            return;
        }
        long split = range.from() + split(range.to() - range.from());
        if (oldSize <= split) {
            subproof(oldSize, new Range(range.from(), split), whole, nodes, proof);
            proof.add(root(split, range.to(), nodes));
        } else {
            subproof(oldSize, new Range(split, range.to()), false, nodes, proof);
            proof.add(root(range.from(), split, nodes));
        }
    }

    /** The largest power of two below a number of leaves that is more than one. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    private record Range(long from, long to) {}
}
