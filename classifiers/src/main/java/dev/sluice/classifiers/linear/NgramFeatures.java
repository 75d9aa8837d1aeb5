package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.text.FoldedText;

/**
 * The features of a text, as 32-bit hashes: character 3- to 5-grams, then words, word pairs and pairs with one word
 * between. One instance per thread; nothing is allocated once the buffer has grown to the longest text.
 *
 * <p>The order is regular, so that a feature's place in the text follows from its number: {@link #PER_CHARACTER}
 * features
 * for each folded character (n-grams that start one before it), then {@link #PER_TOKEN} for each token. Beyond both
 * ends
 * of the text lie spaces. Changing anything here makes every trained model void: raise {@link #REVISION}.
 */
public final class NgramFeatures {
    /** Written into model files; a model is used only with the features that it was trained on. */
    public static final int REVISION = 1;

    /** Features for each folded character. */
    public static final int PER_CHARACTER = 3;

    /** Features for each token. */
    public static final int PER_TOKEN = 3;

    private static final int C1 = 0x9E3779B1;
    private static final int C2 = 0x85EBCA77;
    private static final int C3 = 0xC2B2AE3D;
    private static final int C4 = 0x27D4EB2F;
    private static final int C5 = 0x165667B1;
    private static final int FOUR = 0x51ED270B;
    private static final int FIVE = 0x2545F491;
    private static final int WORD = 0x6C8E9CF5;
    private static final int PAIR = 0x1B873593;
    private static final int GAPPED_PAIR = 0x7FEB352D;

    private int[] hashes = new int[2048];
    private int count;

    /** Replaces the features by those of this text. */
    public void extract(FoldedText text) {
        int needed = text.length * PER_CHARACTER + text.tokenCount * PER_TOKEN;
        if (hashes.length < needed) {
            hashes = new int[Math.max(needed, hashes.length * 2)];
        }
        count = 0;
        characters(text.chars, text.length);
        words(text.tokenHashes, text.tokenCount);
    }

    /** How many features the text has. */
    public int count() {
        return count;
    }

    /** The features; only the first {@link #count} count. Not a copy: they must not be changed. */
    public int[] hashes() {
        return hashes;
    }

    /** A copy of the features, for training. */
    public int[] toArray() {
        return java.util.Arrays.copyOf(hashes, count);
    }

    private void characters(char[] chars, int length) {
        int[] out = hashes;
        int k = 0;
        int a = ' ';
        int b = at(chars, 0, length);
        int c = at(chars, 1, length);
        int d = at(chars, 2, length);
        for (int i = 0; i < length; i++) {
            int e = i + 3 < length ? chars[i + 3] : ' ';
            int three = a * C1 + b * C2 + c * C3;
            int four = three + d * C4 + FOUR;
            out[k] = mix(three);
            out[k + 1] = mix(four);
            out[k + 2] = mix(four + e * C5 + FIVE);
            k += PER_CHARACTER;
            a = b;
            b = c;
            c = d;
            d = e;
        }
        count = k;
    }

    private static int at(char[] chars, int index, int length) {
        return index < length ? chars[index] : ' ';
    }

    private void words(long[] tokens, int tokenCount) {
        int[] out = hashes;
        int k = count;
        int before = 0;
        int last = 0;
        for (int t = 0; t < tokenCount; t++) {
            int word = (int) (tokens[t] ^ (tokens[t] >>> 32)) * C1;
            out[k] = mix(word + WORD);
            out[k + 1] = mix(last * C2 + word * C3 + PAIR);
            out[k + 2] = mix(before * C4 + word * C5 + GAPPED_PAIR);
            k += PER_TOKEN;
            before = last;
            last = word;
        }
        count = k;
    }

    private static int mix(int h) {
        int x = (h ^ (h >>> 15)) * 0x2C1B3C6D;
        return (x ^ (x >>> 13)) * 0x297A2D39;
    }
}
