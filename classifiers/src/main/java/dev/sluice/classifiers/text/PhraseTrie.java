package dev.sluice.classifiers.text;

import java.util.Arrays;

/**
 * A trie whose edges are token hashes, in one open-addressed table of primitives: one probe a token where nothing
 * matches, whatever the number of phrases.
 */
public final class PhraseTrie {
    private static final int NONE = -1;

    /** Bits of a filter for first words: 8 KiB, which stay in the fastest cache. */
    private static final int FIRST_BITS = 1 << 16;

    private final long[] firsts = new long[FIRST_BITS / Long.SIZE];
    private long[] keys = new long[64];
    private int[] parents = new int[64];
    private int[] children = new int[64];
    private int edges;
    private int nodes = 1;
    private int[] values = new int[32];

    /** An empty trie; it is safe for use by many threads once nothing is added any more. */
    public PhraseTrie() {
        Arrays.fill(children, NONE);
        Arrays.fill(values, NONE);
    }

    /** Says which phrases count. */
    @FunctionalInterface
    public interface Condition {
        /** Whether the phrases with this value apply to the text at hand; those that do not are walked past. */
        boolean applies(FoldedText text, int value);
    }

    /**
     * Adds a phrase.
     *
     * @param phrase the folded phrase
     * @param value a number from 0
     * @return the value that the phrase had before; else {@code value}
     */
    public int add(FoldedText phrase, int value) {
        int node = 0;
        for (int token = 0; token < phrase.tokenCount; token++) {
            int child = child(node, phrase.tokenHashes[token]);
            if (child == NONE) {
                child = nodes++;
                if (child >= values.length) {
                    int old = values.length;
                    values = Arrays.copyOf(values, old * 2);
                    Arrays.fill(values, old, old * 2, NONE);
                }
                put(node, phrase.tokenHashes[token], child);
            }
            long squeezed = Folder.squeezedHash(phrase.chars, phrase.tokenStarts[token], phrase.tokenEnds[token]);
            if (child(node, squeezed) == NONE) {
                put(node, squeezed, child);
            }
            node = child;
        }
        if (values[node] == NONE) {
            values[node] = value;
        }
        return values[node];
    }

    /**
     * The longest phrase that begins at a token.
     *
     * @return its value in the low half and its length in tokens in the high half; -1 where there is none
     */
    public long longest(FoldedText text, int token, Condition condition) {
        return descend(text, token, token, 0, condition);
    }

    private long descend(FoldedText text, int first, int token, int node, Condition condition) {
        if (token == text.tokenCount) {
            return NONE;
        }
        if (node == 0 && !mayBegin(text.tokenHashes[token]) && !mayBegin(text.tokenAltHashes[token])) {
            return NONE;
        }
        long best = step(text, first, token, child(node, text.tokenHashes[token]), condition);
        if (text.tokenAltHashes[token] != 0) {
            int other = child(node, text.tokenAltHashes[token]);
            best = Math.max(best, step(text, first, token, other, condition));
        }
        return best;
    }

    private long step(FoldedText text, int first, int token, int child, Condition condition) {
        if (child == NONE) {
            return NONE;
        }
        long deeper = descend(text, first, token + 1, child, condition);
        if (deeper != NONE) {
            return deeper;
        }
        int value = values[child];
        return value != NONE && condition.applies(text, value) ? (long) (token + 1 - first) << 32 | value : NONE;
    }

    /** Whether a phrase may begin with this hash: of a hundred words that none begins with, it tells some 95. */
    private boolean mayBegin(long hash) {
        int bit = bit(hash);
        return (firsts[bit / Long.SIZE] & 1L << bit % Long.SIZE) != 0;
    }

    private static int bit(long hash) {
        return (int) (hash * 0x9e3779b97f4a7c15L >>> 48);
    }

    private int child(int parent, long key) {
        int mask = keys.length - 1;
        int slot = slot(parent, key, mask);
        while (children[slot] != NONE) {
            if (keys[slot] == key && parents[slot] == parent) {
                return children[slot];
            }
            slot = slot + 1 & mask;
        }
        return NONE;
    }

    private void put(int parent, long key, int child) {
        if (parent == 0) {
            int bit = bit(key);
            firsts[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
        }
        if (++edges * 2 > keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int slot = slot(parent, key, mask);
        while (children[slot] != NONE) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        parents[slot] = parent;
        children[slot] = child;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldParents = parents;
        int[] oldChildren = children;
        int size = oldKeys.length * 2;
        keys = new long[size];
        parents = new int[size];
        children = new int[size];
        Arrays.fill(children, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldChildren[i] != NONE) {
                int slot = slot(oldParents[i], oldKeys[i], size - 1);
                while (children[slot] != NONE) {
                    slot = slot + 1 & size - 1;
                }
                keys[slot] = oldKeys[i];
                parents[slot] = oldParents[i];
                children[slot] = oldChildren[i];
            }
        }
    }

    private static int slot(int parent, long key, int mask) {
        long h = (key ^ parent * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        return (int) (h >>> 32) & mask;
    }
}
