package dev.sluice.classifiers.text;

/**
 * Reads symbols that stand for letters, where what is around them leaves no doubt: {@code $} for s, {@code @} for a,
 * {@code !} for i, {@code *} for any letter. Prices, handles, addresses and plain punctuation stay what they are.
 */
final class Symbols {
    /** The symbol vanishes and the word goes on, as the apostrophe of "don't". */
    static final char JOIN = 1;

    /** Marks a letter that was masked; a run of them keeps its length. */
    static final char MASK = '*';

    private Symbols() {}

    /** Whether a character beyond ASCII needs a look at its surroundings. */
    static boolean isSymbol(char c) {
        return switch (c) {
            case '\u2019', '\u02BC', '\u2032', '\u00B4', '€', '£', '¥', '¢' -> true;
            default -> false;
        };
    }

    /** What the symbol at a position folds to: a letter, {@link #MASK}, {@link #JOIN}, or 0 where it separates. */
    static char fold(char symbol, String original, int i, FoldedText text, boolean inToken) {
        char before = inToken ? text.chars[text.length - 1] : 0;
        boolean afterLetter = before >= 'a';
        char next = i + 1 < original.length() ? original.charAt(i + 1) : 0;
        boolean inside = afterLetter && letter(next);
        return switch (symbol) {
            case '\'', '`', '\u2019', '\u02BC', '\u2032', '\u00B4' ->
                afterLetter && contraction(original, i + 1) ? JOIN : 0;
            case '@' -> at(original, i, afterLetter, inToken);
            case '$' -> letter(next) || (afterLetter && !digit(next)) ? 's' : 0;
            case '!' -> inside && (lower(next) || !lower(original.charAt(i - 1))) ? 'i' : 0;
            case '|' -> inside ? 'i' : 0;
            case '€' -> inside ? 'e' : 0;
            case '£' -> inside ? 'l' : 0;
            case '¥' -> inside ? 'y' : 0;
            case '¢' -> inside ? 'c' : 0;
            case '*' -> afterLetter || before == MASK ? MASK : 0;
            case '#' -> inside || (before == MASK && letter(next)) ? MASK : 0;
            default -> 0;
        };
    }

    private static char at(String original, int i, boolean afterLetter, boolean inToken) {
        if (!inToken) {
            boolean masked = original.regionMatches(true, i + 1, "ss", 0, 2);
            return masked ? 'a' : 0;
        }
        return afterLetter && !address(original, i + 1) ? 'a' : 0;
    }

    /** Whether what follows an at sign is a host name, so that the whole is an e-mail address. */
    private static boolean address(String original, int from) {
        int i = from;
        while (i < original.length() && (letter(original.charAt(i)) || digit(original.charAt(i)))) {
            i++;
        }
        return i > from && i + 1 < original.length() && original.charAt(i) == '.' && letter(original.charAt(i + 1));
    }

    /** Whether an English contraction or genitive ends the word here; any other apostrophe parts two words. */
    private static boolean contraction(String original, int from) {
        char first = lowerAt(original, from);
        char second = lowerAt(original, from + 1);
        if (second == 0) {
            return first == 's' || first == 't' || first == 'd' || first == 'm';
        }
        boolean two = (first == 'r' && second == 'e')
                || (first == 'v' && second == 'e')
                || (first == 'l' && second == 'l')
                || (first == 'e' && second == 'm');
        return two && lowerAt(original, from + 2) == 0;
    }

    private static char lowerAt(String original, int i) {
        if (i >= original.length()) {
            return 0;
        }
        char c = original.charAt(i);
        return letter(c) ? (char) (c | 0x20) : 0;
    }

    private static boolean lower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean letter(char c) {
        return c < 128 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : FoldTable.BASIC[c] >= 'a';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
