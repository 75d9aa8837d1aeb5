package dev.sluice.classifiers.text;

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

    /**
     * A second hash under which a lexicon may know a token, or 0: {@link Folder#squeezedHash} of a drawn-out word, or the
     * hash of the rest of a spaced-out word that begins with "a" or "i".
     */
    public long[] tokenAltHashes = new long[0];

    /** The text as it was given, before folding. */
    public String original = "";

    /** Whether everything that was folded is ASCII: no letter has a mark, and nothing is an emoji. */
    public boolean ascii;

    /** Length of the whole original in code points. */
    public int originalLength;

    /** How many code points of the original were folded; less than {@link #originalLength} where it was cut. */
    public int foldedLength;

    /** The range of the original behind the tokens {@code first} to {@code last}, both included. */
    public Span tokenSpan(int first, int last) {
        return span(tokenStarts[first], tokenEnds[last]);
    }

    /** The range of the original behind the folded characters from {@code start} to before {@code end}. */
    public Span span(int start, int end) {
        return new Span(starts[start], ends[end - 1]);
    }

    /**
     * Primary tag of the text's language, or "und". Who folds sets it once the language is known; {@link Folder} resets it.
     * Lexicons and rules of another language stay silent, those of any language and all of them at "und" speak.
     */
    public String language = "und";

    /** Whether entries of a language ({@code *} for any) apply to this text. */
    public boolean speaks(String entryLanguage) {
        return entryLanguage.equals("*") || language.equals("und") || entryLanguage.equals(language);
    }

    /** The folded characters of a token, as a new string: not for the fast path. */
    public String token(int index) {
        return new String(chars, tokenStarts[index], tokenEnds[index] - tokenStarts[index]);
    }

    /** Empties the text and makes room for so many code points of the original. */
    void reset(int codePoints) {
        length = 0;
        tokenCount = 0;
        language = "und";
        int chars = (FoldTable.MAX_EXPANSION + 1) * codePoints + 1;
        if (this.chars.length < chars) {
            int room = Math.max(chars, 1024);
            this.chars = new char[room];
            starts = new int[room];
            ends = new int[room];
            int tokens = room / 2;
            tokenStarts = new int[tokens];
            tokenEnds = new int[tokens];
            tokenHashes = new long[tokens];
            tokenAltHashes = new long[tokens];
        }
    }

    /** Prints lengths, never text. */
    @Override
    public String toString() {
        return "FoldedText[" + originalLength + " code points, " + tokenCount + " tokens]";
    }
}
