package dev.sluice.classifiers.text;

import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.Span;

/**
 * A text after folding, and the map back to the original.
 *
 * <p>The arrays belong to the {@link Folder} that filled them and are overwritten by its next call: read them on the
 * thread that folded, keep nothing. Only the first {@link #length} characters and {@link #tokenCount} tokens count.
 */
public final class FoldedText {
    /** Folded characters: lower case, look-alikes and digits-for-letters undone, one space between tokens. */
    public char[] chars = new char[0];

    /** How many of {@link #chars} count. */
    public int length;

    /** For each folded character, the first code point of the original that it stands for. */
    public int[] starts = new int[0];

    /** For each folded character, the code point after the last one of the original that it stands for. */
    public int[] ends = new int[0];

    /** How many tokens there are. */
    public int tokenCount;

    /** First folded character of each token. */
    public int[] tokenStarts = new int[0];

    /** Folded character after the last of each token. */
    public int[] tokenEnds = new int[0];

    /** 64-bit hash of each token's folded characters; {@link Folder#hash} gives the same for a word of a lexicon. */
    public long[] tokenHashes = new long[0];

    /** The text as it was given, before folding. */
    public String original = "";

    /** Length of the whole original in code points. */
    public int originalLength;

    /** How many code points of the original were folded; less than {@link #originalLength} where it was cut. */
    public int foldedLength;

    /** What the language was taken to be; set before the detectors run, undetermined until then. */
    public Language language = Language.UNKNOWN;

    /** The range of the original behind the tokens {@code first} to {@code last}, both included. */
    public Span tokenSpan(int first, int last) {
        return span(tokenStarts[first], tokenEnds[last]);
    }

    /** The range of the original behind the folded characters from {@code start} to before {@code end}. */
    public Span span(int start, int end) {
        return new Span(starts[start], ends[end - 1]);
    }

    /** Prints lengths, never text. */
    @Override
    public String toString() {
        return "FoldedText[" + originalLength + " code points, " + tokenCount + " tokens]";
    }
}
