package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.text.FoldedText;

/**
 * Tells at the cost of two table look-ups a token whether a post is worth reading: words and pairs of words add up, and
 * the sum must reach a threshold. Knows no capitals and no sentences, so ordinary posts cost about a microsecond.
 */
public final class Gate {
    private static final int SHIFT = Long.SIZE - DefamationModel.GATE_BITS;
    private static final long C1 = 0x9e3779b97f4a7c15L;
    private static final long C2 = 0xbf58476d1ce4e5b9L;

    private Gate() {}

    /** The bucket of a word. */
    public static int word(long hash) {
        return (int) (hash * C1 >>> SHIFT);
    }

    /** The bucket of a word after another. */
    public static int pair(long before, long hash) {
        return (int) ((before * C2 ^ hash) * C1 >>> SHIFT);
    }

    /**
     * Whether a text has an "@", or a capital inside a sentence that is not "I": without one somebody can still be meant,
     * but seldom is.
     */
    public static boolean mayName(String text) {
        boolean start = true;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                // Nearly all characters: nothing else need be asked of them.
                start = false;
            } else if (c == '@') {
                return true;
            } else if (!start
                    && c >= 'A'
                    && Character.isUpperCase(c)
                    && !Character.isLetterOrDigit(before)
                    && !isI(text, i)) {
                return true;
            } else if (c == '.' || c == '!' || c == '?' || c == '\n') {
                start = true;
            } else if (c >= '0' && Character.isLetterOrDigit(c)) {
                start = false;
            }
            before = c;
        }
        return false;
    }

    private static boolean isI(String text, int at) {
        return text.charAt(at) == 'I' && (at + 1 == text.length() || !Character.isLetter(text.charAt(at + 1)));
    }

    /** The highest sum of the weights of any run of words: a long post is worth reading for one sentence. */
    public static int best(FoldedText text, byte[] weights) {
        int best = 0;
        int run = 0;
        long before = 0;
        for (int token = 0; token < text.tokenCount; token++) {
            long hash = text.tokenHashes[token];
            run = Math.max(0, run + weights[word(hash)] + weights[pair(before, hash)]);
            best = Math.max(best, run);
            before = hash;
        }
        return best;
    }
}
