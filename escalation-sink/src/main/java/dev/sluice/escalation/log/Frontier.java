package dev.sluice.escalation.log;

import org.jspecify.annotations.Nullable;

/**
 * The right edge of a growing tree: the roots of the perfect subtrees that its leaves fall into, one for each bit of
 * its size. Enough to append a leaf and to tell the root, in memory that grows with the logarithm of the size.
 */
public final class Frontier {
    private static final int MOST_LEVELS = 63;

    private final @Nullable Hash[] subtrees = new Hash[MOST_LEVELS];
    private long size;

    /** The frontier of a tree without leaves. */
    public Frontier() {}

    /** The frontier of a tree of this size, whose perfect subtrees are asked for. */
    static Frontier of(long size, NodeSource nodes) {
        Frontier frontier = new Frontier();
        frontier.size = size;
        for (int level = 0; level < MOST_LEVELS; level++) {
            if ((size >>> level & 1) == 1) {
                frontier.subtrees[level] = nodes.node(level, (size >>> level) - 1);
            }
        }
        return frontier;
    }

    /** Adds a leaf. */
    public void append(Hash leaf) {
        Hash hash = leaf;
        int level = 0;
        for (Hash left = subtrees[0]; left != null; left = subtrees[level]) {
            hash = TreeHash.node(left, hash);
            subtrees[level] = null;
            level++;
        }
        subtrees[level] = hash;
        size++;
    }

    /** How many leaves there are. */
    public long size() {
        return size;
    }

    /** The root of the tree. */
    public Hash root() {
        Hash root = null;
        for (Hash subtree : subtrees) {
            if (subtree != null) {
                root = root == null ? subtree : TreeHash.node(subtree, root);
            }
        }
        return root == null ? TreeHash.EMPTY : root;
    }
}
