package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.text.FoldedText;
import java.util.Arrays;

/**
 * What a text loses for saying the same over and over. A linear model adds up and divides by the root of the length, so a
 * harmless word ten thousand times over would count a hundred times as much as once.
 */
final class Repetition {
    /** Shorter texts are what the model has learnt from, as they are. */
    private static final int LEAST_TOKENS = 64;

    /** Ordinary long posts use each word two to three times. */
    private static final int USUAL = 4;

    private Repetition() {}

    /** The factor for the logits of a text: 1, or less where its words come more often than in ordinary posts. */
    static float damping(FoldedText text) {
        if (text.tokenCount < LEAST_TOKENS) {
            return 1;
        }
        long[] words = Arrays.copyOf(text.tokenHashes, text.tokenCount);
        Arrays.sort(words);
        int distinct = 1;
        for (int i = 1; i < words.length; i++) {
            distinct += words[i] == words[i - 1] ? 0 : 1;
        }
        return (float) Math.sqrt(Math.min(1, (double) USUAL * distinct / text.tokenCount));
    }
}
