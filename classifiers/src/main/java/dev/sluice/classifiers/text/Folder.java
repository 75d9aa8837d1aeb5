package dev.sluice.classifiers.text;

/** Folds texts; one instance per thread. */
public final class Folder {
    /** Texts are folded up to this many code points; what lies beyond is not assessed, and the assessment says so. */
    public static final int MAX_CODE_POINTS = 20_000;

    private final FoldedText text = new FoldedText();

    /** Folds a text. The result is overwritten by the next call. */
    public FoldedText fold(String original) {
        int n = original.codePointCount(0, original.length());
        int cut = Math.min(n, MAX_CODE_POINTS);
        FoldedText t = text;
        t.original = original;
        t.originalLength = n;
        t.foldedLength = cut;
        t.chars = new char[cut + 1];
        t.starts = new int[cut + 1];
        t.ends = new int[cut + 1];
        t.tokenStarts = new int[cut + 1];
        t.tokenEnds = new int[cut + 1];
        t.tokenHashes = new long[cut + 1];
        int out = 0;
        int tokens = 0;
        boolean inToken = false;
        int[] codePoints = original.codePoints().limit(cut).toArray();
        for (int i = 0; i < codePoints.length; i++) {
            boolean word = Character.isLetterOrDigit(codePoints[i]);
            if (!word) {
                if (inToken) {
                    t.tokenEnds[tokens] = out;
                    t.tokenHashes[tokens] = hash(t.chars, t.tokenStarts[tokens], out);
                    tokens++;
                    inToken = false;
                }
                continue;
            }
            if (!inToken) {
                if (tokens > 0) {
                    t.chars[out] = ' ';
                    t.starts[out] = i - 1;
                    t.ends[out] = i;
                    out++;
                }
                t.tokenStarts[tokens] = out;
                inToken = true;
            }
            t.chars[out] = (char) Character.toLowerCase(codePoints[i]);
            t.starts[out] = i;
            t.ends[out] = i + 1;
            out++;
        }
        if (inToken) {
            t.tokenEnds[tokens] = out;
            t.tokenHashes[tokens] = hash(t.chars, t.tokenStarts[tokens], out);
            tokens++;
        }
        t.length = out;
        t.tokenCount = tokens;
        return t;
    }

    /** Hash of folded characters, as in {@link FoldedText#tokenHashes}. */
    public static long hash(char[] chars, int start, int end) {
        long h = 0xcbf29ce484222325L;
        for (int i = start; i < end; i++) {
            h = (h ^ chars[i]) * 0x100000001b3L;
        }
        return h ^ (h >>> 32);
    }
}
