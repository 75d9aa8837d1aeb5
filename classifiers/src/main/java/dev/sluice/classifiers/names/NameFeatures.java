package dev.sluice.classifiers.names;

import dev.sluice.classifiers.text.FoldedText;

/**
 * What a token looks like to the name finder: its word, beginnings and endings, its capitals, its neighbours, and how
 * often English posts write such a word with a capital. Changing anything here makes every trained model void: raise
 * {@link #REVISION}.
 */
public final class NameFeatures {
    /** Written into model files; a model is used only with the features that it was trained on. */
    public static final int REVISION = 1;

    /** At most so many features a token. */
    static final int MAX = 48;

    private static final int C1 = 0x9E3779B1;
    private static final int C2 = 0x85EBCA77;
    private static final int C3 = 0xC2B2AE3D;

    private final FoldedText text;
    private final Sentences sentences;
    private final int[] words;
    private final int[] shapes;
    private final int[] gaps;
    private final byte[] written;
    private final int[] out = new int[MAX];
    private int count;

    /** Looks at all tokens of a text once. */
    public NameFeatures(FoldedText text, Sentences sentences, WordForms forms) {
        this.text = text;
        this.sentences = sentences;
        words = new int[text.tokenCount];
        shapes = new int[text.tokenCount];
        gaps = new int[text.tokenCount + 1];
        written = new byte[text.tokenCount];
        gaps[text.tokenCount] = 1;
        for (int token = 0; token < text.tokenCount; token++) {
            gaps[token] = gapOf(token);
            written[token] = (byte) forms.of(text.tokenHashes[token]);
            long hash = text.tokenHashes[token];
            words[token] = (int) (hash ^ (hash >>> 32)) * C1;
            shapes[token] = shape(token);
        }
    }

    /** Fills the features of a token and says how many there are. */
    public int extract(int token) {
        count = 0;
        int start = text.tokenStarts[token];
        int end = text.tokenEnds[token];
        int word = words[token];
        int shape = shapes[token];
        add(1, word);
        add(2, shape);
        add(3, word ^ shape * C2);
        int prefix = 0;
        for (int i = start; i < Math.min(end, start + 4); i++) {
            prefix = (prefix ^ text.chars[i]) * C3;
            add(4 + i - start, prefix);
        }
        int suffix = 0;
        for (int i = end - 1; i >= Math.max(start, end - 4); i--) {
            suffix = (suffix ^ text.chars[i]) * C3;
            add(8 + end - 1 - i, suffix);
        }
        add(12, Math.min(end - start, 9) * 64 + shape);
        for (int offset = -2; offset <= 2; offset++) {
            if (offset != 0) {
                add(20 + offset, word(token + offset));
                add(30 + offset, shape(token + offset, 0) * 64 + shape);
            }
        }
        add(40, word(token - 1) * C2 + word * C3);
        add(41, word * C2 + word(token + 1) * C3);
        add(42, word(token - 1) * C2 + word(token + 1) * C3 + shape);
        add(43, word(token - 2) * C2 + word(token - 1) * C3 + shape);
        add(44, word(token + 1) * C2 + word(token + 2) * C3 + shape);
        add(45, word(token - 1) * C2 + shape);
        add(46, word(token + 1) * C2 + shape);
        int form = written[token];
        add(50, form * 64 + shape);
        add(51, (form * 64 + shape) * 64 + shape(token - 1, 0));
        add(52, (form * 64 + shape) * 64 + shape(token + 1, 0));
        add(53, (form * 16 + form(token + 1)) * 64 + shape);
        add(54, (form * 16 + form(token - 1)) * 64 + shape);
        add(55, gaps[token] * 64 + shape);
        add(56, gaps[token + 1] * 64 + shape);
        add(57, (gaps[token] * 64 + gaps[token + 1]) * 1024 + form * 64 + shape);
        return count;
    }

    /** The features, of which the first so many count. */
    public int[] hashes() {
        return out;
    }

    private void add(int kind, int value) {
        int h = (kind * C1 ^ value) * C2 + value;
        h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
        out[count++] = (h ^ (h >>> 13)) * 0x297A2D39;
    }

    private int word(int token) {
        return token < 0 || token >= words.length ? 0 : words[token];
    }

    private int shape(int token, int none) {
        return token < 0 || token >= shapes.length ? none : shapes[token];
    }

    private int form(int token) {
        return token < 0 || token >= words.length ? 0 : written[token];
    }

    /** Capital, all capitals, digits, single letter, beginning of a sentence: 1 to 63. */
    private int shape(int token) {
        int start = text.tokenStarts[token];
        int end = text.tokenEnds[token];
        int shape = 1;
        shape += sentences.capital(token) ? 2 : 0;
        shape += sentences.shouted(token) && end - start > 1 ? 4 : 0;
        shape += Character.isLetter(text.chars[start]) ? 0 : 8;
        shape += end - start == 1 ? 16 : 0;
        shape += sentences.initial(token) ? 32 : 0;
        return Math.min(shape, 63);
    }

    /** What kind of thing stands before a token. */
    private int gapOf(int token) {
        if (token == 0) {
            return 1;
        }
        String gap = sentences.gapBefore(token);
        if (gap.isEmpty()) {
            return 2;
        }
        char last = gap.charAt(gap.length() - 1);
        char first = gap.charAt(0) == ' ' && gap.length() > 1 ? gap.charAt(1) : gap.charAt(0);
        if (gap.equals(" ")) {
            return 3;
        }
        if (gap.indexOf('@') >= 0) {
            return last == '@' || gap.endsWith("@ ") ? 4 : 5;
        }
        return switch (first) {
            case '#' -> 6;
            case '\'', '\u2019' -> 7;
            case '.', '!', '?' -> 8;
            case ',' -> 9;
            case ':' -> 10;
            case '&' -> 11;
            case '-', '/', '_' -> 12;
            case '"', '(' -> 13;
            default -> 14;
        };
    }
}
