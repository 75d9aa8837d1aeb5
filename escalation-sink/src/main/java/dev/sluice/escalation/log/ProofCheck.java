package dev.sluice.escalation.log;

import java.util.List;

/** Checks proofs against roots, with the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
public final class ProofCheck {
    /** No tree of 2^62 leaves needs a longer proof. */
    static final int MOST_HASHES = 64;

    private ProofCheck() {}

    /** Whether the proof shows that this leaf is the one at {@code index} of the tree with this size and root. */
    public static boolean included(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size || proof.size() > MOST_HASHES) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.node(sibling, hash);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                hash = TreeHash.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the proof shows that the tree with the first size and root is the start of the one with the second. */
    public static boolean consistent(long oldSize, Hash oldRoot, long size, Hash root, List<Hash> proof) {
        if (oldSize < 0 || oldSize > size || proof.size() > MOST_HASHES) {
            return false;
        }
        if (oldSize == size) {
            return proof.isEmpty() && oldRoot.equals(root);
        }
        if (oldSize == 0) {
            return proof.isEmpty() && oldRoot.equals(TreeHash.EMPTY);
        }
        return climb(oldSize, oldRoot, size, root, proof);
    }

    private static boolean climb(long oldSize, Hash oldRoot, long size, Hash root, List<Hash> proof) {
        // A tree whose size is a power of two is a node of the larger one, and need not be in the proof.
        boolean perfect = Long.bitCount(oldSize) == 1;
        if (!perfect && proof.isEmpty()) {
            return false;
        }
        int shift = Long.numberOfTrailingZeros(oldSize);
        long node = oldSize - 1 >>> shift;
        long last = size - 1 >>> shift;
        Hash old = perfect ? oldRoot : proof.get(0);
        Hash now = old;
        for (Hash hash : perfect ? proof : proof.subList(1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = TreeHash.node(hash, old);
                now = TreeHash.node(hash, now);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                now = TreeHash.node(now, hash);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && old.equals(oldRoot) && now.equals(root);
    }
}
