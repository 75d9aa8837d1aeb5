package dev.sluice.app.terminal;

/**
 * Words of strangers, made fit for a terminal: what would move the cursor, change colours or turn the direction of writing
 * becomes {@code U+FFFD}, so that nobody can draw over what Sluice says.
 */
public final class Printable {
    /** Joins letters, or keeps them apart, as some scripts and emoji need; draws nothing. */
    private static final int NON_JOINER = 0x200C;

    private static final int JOINER = 0x200D;

    private Printable() {}

    /** One line as it may be printed. Line breaks are controls too: split before. */
    public static String line(String words) {
        return words.codePoints()
                .map(c -> isObeyed(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isObeyed(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.FORMAT && c != NON_JOINER && c != JOINER;
    }
}
