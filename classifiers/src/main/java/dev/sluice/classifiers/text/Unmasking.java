package dev.sluice.classifiers.text;

/** Undoes, in a token just closed, what hides a word. Every rule keeps the map to the original. */
final class Unmasking {
    /** Letters that digits stand for inside a word; a space where a digit has no settled reading ("b2b", "h8"). */
    private static final String INSIDE = "oi easgt g";

    /** The same for the first digit of a word, where 8 is a b. */
    private static final String FIRST = "oi easgtbg";

    /** The same for the last digit, where 6 and 9 are more often numbers. */
    private static final String LAST = "oi eas t  ";

    /** A digit at either end counts as a letter only beside at least this many letters: "3rd", "mp3" and "ps5" stay. */
    private static final int LETTERS_BESIDE = 3;

    /**
     * The most digits in a row that stand for letters: inside a word, and at its ends where a digit inside has shown that
     * the word is spelt so ("5cr073s").
     */
    private static final int LONGEST_RUN = 3;

    /** So many letters in a row, and more, are one letter drawn out. */
    private static final int DRAWN_OUT = 3;

    private Unmasking() {}

    /** Hashes the last token; drawn-out letters become one, and the word gets a second, squeezed hash. */
    static void hash(FoldedText text, int token) {
        char[] chars = text.chars;
        int start = text.tokenStarts[token];
        int end = text.tokenEnds[token];
        long h = 0xcbf29ce484222325L;
        char last = 0;
        int run = 0;
        boolean drawnOut = false;
        for (int i = start; i < end; i++) {
            char c = chars[i];
            h = (h ^ c) * 0x100000001b3L;
            run = c == last ? run + 1 : 1;
            last = c;
            drawnOut |= run >= DRAWN_OUT && c >= 'a';
        }
        if (drawnOut) {
            collapse(text, token);
        } else {
            text.tokenHashes[token] = h ^ (h >>> 32);
        }
    }

    /** Shortens runs of three and more to one letter; a token of one letter only keeps three ("xxx", "www"). */
    private static void collapse(FoldedText text, int token) {
        char[] chars = text.chars;
        int start = text.tokenStarts[token];
        int end = text.tokenEnds[token];
        int out = start;
        int i = start;
        while (i < end) {
            int next = i + 1;
            while (next < end && chars[next] == chars[i]) {
                next++;
            }
            boolean drawnOut = next - i >= DRAWN_OUT && chars[i] >= 'a';
            boolean whole = next - i == end - start;
            int keep = !drawnOut ? next - i : whole ? DRAWN_OUT : 1;
            int lastEnd = text.ends[next - 1];
            for (int k = 0; k < keep; k++, out++) {
                chars[out] = chars[i + k];
                text.starts[out] = text.starts[i + k];
                text.ends[out] = text.ends[i + k];
            }
            text.ends[out - 1] = lastEnd;
            i = next;
        }
        text.tokenEnds[token] = out;
        text.length = out;
        text.tokenHashes[token] = Folder.hash(chars, start, out);
        text.tokenAltHashes[token] = Folder.squeezedHash(chars, start, out);
    }

    /** Turns digits between or beside letters into the letters that they stand for; numbers and codes stay. */
    static void digitsToLetters(char[] chars, int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += digit(chars[i]) ? 1 : 0;
        }
        if (digits * 2 > end - start) {
            return;
        }
        boolean spelt = false;
        int i = start;
        while (i < end) {
            if (!digit(chars[i])) {
                i++;
                continue;
            }
            int from = i;
            while (i < end && digit(chars[i])) {
                i++;
            }
            digitRun(chars, start, end, from, i);
            spelt |= from > start && i < end && !digit(chars[from]);
        }
        if (spelt) {
            replace(chars, start, runFrom(chars, start, end), INSIDE);
            replace(chars, runBefore(chars, start, end), end, INSIDE);
        }
    }

    /** The end of the digits that a word begins with; its start where they are too many to be letters. */
    private static int runFrom(char[] chars, int start, int end) {
        int i = start;
        while (i < end && digit(chars[i])) {
            i++;
        }
        return i - start <= LONGEST_RUN ? i : start;
    }

    /** The start of the digits that a word ends with; its end where they are too many to be letters. */
    private static int runBefore(char[] chars, int start, int end) {
        int i = end;
        while (i > start && digit(chars[i - 1])) {
            i--;
        }
        return end - i <= LONGEST_RUN ? i : end;
    }

    private static void digitRun(char[] chars, int start, int end, int from, int to) {
        int length = to - from;
        if (from > start && to < end) {
            if (length == 2 && chars[from] == '1' && chars[from + 1] == '1') {
                chars[from] = 'l';
                chars[from + 1] = 'l';
            } else if (length <= LONGEST_RUN) {
                replace(chars, from, to, INSIDE);
            }
        } else if (length == 1 && from == start && end - to >= LETTERS_BESIDE) {
            replace(chars, from, to, FIRST);
        } else if (length == 1 && to == end && from - start >= LETTERS_BESIDE) {
            replace(chars, from, to, LAST);
        }
    }

    private static void replace(char[] chars, int from, int to, String letters) {
        for (int i = from; i < to; i++) {
            if (letters.charAt(chars[i] - '0') == ' ') {
                return;
            }
        }
        for (int i = from; i < to; i++) {
            chars[i] = letters.charAt(chars[i] - '0');
        }
    }

    /**
     * Decides which stars of the last token are masks. Those that part single letters go ("f*u*c*k"); those at the end
     * stay only after one or two letters ("f***"), since elsewhere they are emphasis.
     */
    static void trimMasks(FoldedText text, int token, boolean starBefore) {
        int start = text.tokenStarts[token];
        int end = text.tokenEnds[token];
        int letters = end;
        while (letters > start && text.chars[letters - 1] == Symbols.MASK) {
            letters--;
        }
        boolean keep = !starBefore && end - letters >= 2 && letters - start <= 2;
        int kept = keep ? end : letters;
        if (!keep && alternating(text.chars, start, letters)) {
            kept = start;
            for (int i = start; i < letters; i += 2, kept++) {
                text.chars[kept] = text.chars[i];
                text.starts[kept] = text.starts[i];
                text.ends[kept] = text.ends[i];
            }
        }
        text.tokenEnds[token] = kept;
        text.length = kept;
    }

    private static boolean alternating(char[] chars, int start, int end) {
        int length = end - start;
        if (length < 5 || length % 2 == 0) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if ((chars[i] == Symbols.MASK) != ((i - start) % 2 == 1)) {
                return false;
            }
        }
        return true;
    }

    /** Replaces letters of another script by the Latin ones that they look like. */
    static void undisguise(FoldedText text, int token) {
        for (int i = text.tokenStarts[token]; i < text.tokenEnds[token]; i++) {
            char latin = FoldTable.latin(text.chars[i]);
            if (latin != 0) {
                text.chars[i] = latin;
            }
        }
    }

    /** Whether every letter of a token without Latin letters looks like a Latin one. */
    static boolean disguised(FoldedText text, int token) {
        for (int i = text.tokenStarts[token]; i < text.tokenEnds[token]; i++) {
            if (FoldTable.latin(text.chars[i]) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Undisguises the tokens of a text that has no other token of their script. */
    static void undisguiseAll(FoldedText text) {
        for (int token = 0; token < text.tokenCount; token++) {
            if (FoldTable.foreign(text.chars[text.tokenStarts[token]]) && disguised(text, token)) {
                undisguise(text, token);
                text.tokenHashes[token] = Folder.hash(text.chars, text.tokenStarts[token], text.tokenEnds[token]);
            }
        }
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
