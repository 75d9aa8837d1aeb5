package dev.sluice.classifiers.text;

import org.jspecify.annotations.Nullable;

/**
 * What the words of a text are like, for telling near copies without keeping the words: min-hashes over the folded
 * tokens (Broder, "On the resemblance and containment of documents", 1997). Case, accents, look-alikes, punctuation
 * and the order of words make no difference to the {@link #signature}.
 *
 * <p>Two texts of which a share <em>s</em> of all distinct words is common agree in each byte of the signature with
 * probability <em>s</em>, or by chance once in 256; they share the {@link #key} with the probability that the same
 * holds of their pairs of neighbouring words. A copy with one word in twelve replaced shares the key about two times
 * in three, one with a word put before or behind it nine times in ten.
 *
 * @param key texts with the same one are to be compared
 * @param signature eight min-hashes of one byte each; never 0
 */
public record Wording(int key, long signature) {
    /** Texts of fewer tokens have no wording: short phrases are said by many independently. */
    public static final int MIN_TOKENS = 6;

    private static final int LANES = 8;

    /** The golden ratio's fraction in 64 bits, whose multiples are far apart. */
    private static final long SEED = 0x9e3779b97f4a7c15L;

    /** The wording of a text; null where it has too few tokens. */
    public static @Nullable Wording of(FoldedText text) {
        return text.tokenCount < MIN_TOKENS ? null : new Wording(key(text), signature(text));
    }

    private static int key(FoldedText text) {
        long least = Long.MAX_VALUE;
        for (int i = 1; i < text.tokenCount; i++) {
            least = Math.min(least, mixed(text.tokenHashes[i - 1] * 31 + text.tokenHashes[i]));
        }
        return (int) least;
    }

    private static long signature(FoldedText text) {
        long signature = 0;
        for (int lane = 1; lane <= LANES; lane++) {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < text.tokenCount; i++) {
                least = Math.min(least, mixed(text.tokenHashes[i] + lane * SEED));
            }
            signature = signature << Byte.SIZE | (least & 0xff);
        }
        return signature == 0 ? 1 : signature;
    }

    /** The finaliser of MurmurHash3: every bit of the input changes half of those of the output. */
    private static long mixed(long value) {
        long h = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
