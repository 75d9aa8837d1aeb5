package dev.sluice.escalation.log;

import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, as it is written there: recursive, over all leaves, without a thought for cost. */
final class NaiveTree implements NodeSource {
    private final List<byte[]> entries;

    private NaiveTree(List<byte[]> entries) {
        this.entries = entries;
    }

    static NaiveTree of(List<byte[]> entries) {
        return new NaiveTree(entries);
    }

    Hash leaf(int index) {
        return TreeHash.leaf(entries.get(index));
    }

    Frontier frontier() {
        Frontier frontier = new Frontier();
        entries.forEach(entry -> frontier.append(TreeHash.leaf(entry)));
        return frontier;
    }

    /** MTH(D[from:to]). */
    Hash root(int from, int to) {
        if (from == to) {
            return TreeHash.EMPTY;
        }
        if (to - from == 1) {
            return leaf(from);
        }
        int k = k(to - from);
        return TreeHash.node(root(from, from + k), root(from + k, to));
    }

    /** PATH(m, D[from:to]), with m counted from the first leaf of all. */
    List<Hash> path(int m, int from, int to) {
        List<Hash> path = new ArrayList<>();
        if (to - from > 1) {
            int k = k(to - from);
            boolean left = m < from + k;
            path.addAll(left ? path(m, from, from + k) : path(m, from + k, to));
            path.add(left ? root(from + k, to) : root(from, from + k));
        }
        return path;
    }

    /** SUBPROOF(m, D[from:to], b), with m counted from the first leaf of all. */
    List<Hash> subproof(int m, int from, int to, boolean b) {
        List<Hash> proof = new ArrayList<>();
        if (m == to) {
            if (!b) {
                proof.add(root(from, to));
            }
            return proof;
        }
        int k = k(to - from);
        if (m - from <= k) {
            proof.addAll(subproof(m, from, from + k, b));
            proof.add(root(from + k, to));
        } else {
            proof.addAll(subproof(m, from + k, to, false));
            proof.add(root(from, from + k));
        }
        return proof;
    }

    @Override
    public Hash node(int level, long index) {
        int leaves = 1 << level;
        return root((int) index * leaves, (int) (index + 1) * leaves);
    }

    /** The largest power of two that is smaller than n. */
    private static int k(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
