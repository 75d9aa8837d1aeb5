package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import org.jspecify.annotations.Nullable;

/**
 * The words of rules by the second hashes that tokens may have: drawn-out and spaced-out spellings of them. An
 * open-addressed table of primitives, because it is asked for every token with such a hash.
 */
final class Aliases {
    private static final int FEWEST = 16;

    /** 0 where a slot is free; at most half of the slots are taken. */
    private long[] seconds = new long[FEWEST];

    private long[] hashes = new long[FEWEST];
    private @Nullable String[] words = new String[FEWEST];
    private int size;

    /** Makes a word known; of two words that are drawn out alike, the first one counts. */
    void add(String word) {
        char[] chars = word.toCharArray();
        long hash = hash(word);
        put(Folder.squeezedHash(chars, 0, chars.length), hash, word);
        put(hash, hash, word);
    }

    /** The word of a rule that a token stands for by its second hash; null where it stands for itself. */
    @Nullable
    String word(FoldedText text, int token) {
        long second = text.tokenAltHashes[token];
        return second == 0 ? null : words[slot(second)];
    }

    /** The hash of the word that a token stands for. */
    long hash(FoldedText text, int token) {
        long second = text.tokenAltHashes[token];
        if (second != 0) {
            int slot = slot(second);
            if (seconds[slot] != 0) {
                return hashes[slot];
            }
        }
        return text.tokenHashes[token];
    }

    /** The hash of a folded word. */
    static long hash(String word) {
        return Folder.hash(word.toCharArray(), 0, word.length());
    }

    private void put(long second, long hash, @Nullable String word) {
        if (size * 2 >= seconds.length) {
            grow();
        }
        int slot = slot(second);
        if (second != 0 && seconds[slot] == 0) {
            seconds[slot] = second;
            hashes[slot] = hash;
            words[slot] = word;
            size++;
        }
    }

    private void grow() {
        long[] oldSeconds = seconds;
        long[] oldHashes = hashes;
        @Nullable String[] oldWords = words;
        seconds = new long[oldSeconds.length * 2];
        hashes = new long[seconds.length];
        words = new String[seconds.length];
        size = 0;
        for (int i = 0; i < oldSeconds.length; i++) {
            put(oldSeconds[i], oldHashes[i], oldWords[i]);
        }
    }

    /** Where a second hash is, or else the free place for it. */
    private int slot(long second) {
        int slot = (int) (second * 0x9e3779b97f4a7c15L >>> 40) & seconds.length - 1;
        while (seconds[slot] != 0 && seconds[slot] != second) {
            slot = slot + 1 & seconds.length - 1;
        }
        return slot;
    }
}
