package dev.sluice.classifiers.text;

import java.util.Arrays;

/**
 * Folds texts in one pass over a table; one instance per thread.
 *
 * <p>Undone are: case, accents, compatibility forms (full width, mathematical, enclosed, superscript), zero-width and
 * bidi characters, combining marks, letters of other scripts inside Latin words, digits and symbols for letters inside
 * words, letters drawn out three times or more, and letters spaced or dotted apart. Left alone are numbers and words of
 * other scripts. An emoji, an ideograph and a kana are a token each. Nothing is allocated once the buffers have grown.
 */
public final class Folder {
    /** Texts are folded up to this many code points; what lies beyond is not assessed, and the assessment says so. */
    public static final int MAX_CODE_POINTS = 20_000;

    private final FoldedText text = new FoldedText();
    private final TokenWriter writer = new TokenWriter(text);

    /**
     * Folds a text. The result is overwritten by the next call.
     *
     * @param original any string; lone surrogates and control characters separate tokens
     */
    public FoldedText fold(String original) {
        int codePoints = original.codePointCount(0, original.length());
        int limit = Math.min(codePoints, MAX_CODE_POINTS);
        text.original = original;
        text.originalLength = codePoints;
        text.foldedLength = limit;
        text.reset(limit);
        writer.reset();
        boolean ascii = true;
        int i = 0;
        for (int at = 0; at < limit; at++) {
            char c = original.charAt(i);
            if (c < 128) {
                ascii(c, original, i, at);
                i++;
                continue;
            }
            ascii = false;
            if (Character.isHighSurrogate(c)
                    && i + 1 < original.length()
                    && Character.isLowSurrogate(original.charAt(i + 1))) {
                supplementary(Character.toCodePoint(c, original.charAt(i + 1)), original, i + 1, at);
                i += 2;
            } else {
                basic(c, original, i, at);
                i++;
            }
        }
        text.ascii = ascii;
        writer.endText();
        return text;
    }

    /**
     * The token hashes of a word or phrase of a lexicon, folded like a post.
     *
     * @return one hash per token; empty where nothing of the phrase is a token
     */
    public long[] hashes(String phrase) {
        FoldedText folded = fold(phrase);
        return Arrays.copyOf(folded.tokenHashes, folded.tokenCount);
    }

    /** Hash of folded characters, as in {@link FoldedText#tokenHashes}. */
    public static long hash(char[] chars, int start, int end) {
        long h = 0xcbf29ce484222325L;
        for (int i = start; i < end; i++) {
            h = (h ^ chars[i]) * 0x100000001b3L;
        }
        return h ^ (h >>> 32);
    }

    /**
     * The hash by which a drawn-out word is looked up: every doubled letter counts once, so that both "cool" and the
     * "coool" of a post give the same. It never equals a hash of {@link #hash} but by chance.
     */
    public static long squeezedHash(char[] chars, int start, int end) {
        long h = 0x9e3779b97f4a7c15L;
        for (int i = start; i < end; i++) {
            if (i == start || chars[i] != chars[i - 1]) {
                h = (h ^ chars[i]) * 0x100000001b3L;
            }
        }
        return h ^ (h >>> 32);
    }

    private void ascii(char c, String original, int i, int at) {
        if (c >= 'a' && c <= 'z') {
            writer.letter(c, at);
        } else if (c >= 'A' && c <= 'Z') {
            writer.capital((char) (c + 32), original, i, at);
        } else if (c >= '0' && c <= '9') {
            writer.digit(c, at);
        } else if (c <= ' ') {
            writer.endToken();
        } else {
            writer.symbol(Symbols.fold(c, original, i, text, writer.inToken()), c, at);
        }
    }

    private void basic(char c, String original, int i, int at) {
        char folded = FoldTable.BASIC[c];
        if (folded == FoldTable.DROP) {
            writer.drop(at);
        } else if (folded == FoldTable.EXPAND) {
            for (char e : FoldTable.expansion(c)) {
                writer.any(e, at);
            }
        } else if (FoldTable.alone(c)) {
            writer.alone(c, at);
        } else if (Symbols.isSymbol(c)) {
            writer.symbol(Symbols.fold(c, original, i, text, writer.inToken()), c, at);
        } else if (folded == FoldTable.SEPARATOR) {
            writer.endToken();
        } else if (folded < 128) {
            ascii(folded, original, i, at);
        } else {
            writer.any(folded, at);
        }
    }

    private void supplementary(int codePoint, String original, int lastUnit, int at) {
        char folded = FoldTable.supplementary(codePoint);
        if (folded == FoldTable.DROP) {
            writer.drop(at);
        } else if (folded != FoldTable.SEPARATOR && folded < 128) {
            ascii(folded, original, lastUnit, at);
        } else if (folded != FoldTable.SEPARATOR) {
            writer.any(folded, at);
        } else if (FoldTable.emoji(codePoint) || Character.isIdeographic(codePoint)) {
            writer.alone(codePoint, at);
        } else if (Character.isLetterOrDigit(codePoint)) {
            writer.any(Character.highSurrogate(codePoint), at);
            writer.any(Character.lowSurrogate(codePoint), at);
        } else {
            writer.endToken();
        }
    }
}
