package dev.sluice.app.export.page;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Text in which nothing is hidden. Characters that print nothing or turn the order of others around (controls, format
 * characters such as U+202E, halves of surrogate pairs, private use) become {@code [U+202E]}: whoever wrote them may have
 * hoped that the reader sees something else than what is there.
 */
public final class Visible {
    private static final int REPLACEMENT = 0xFFFD;

    private Visible() {}

    /** The text with all that cannot be seen made visible; line breaks and tabs stay. */
    public static String of(String text) {
        return of(text, c -> true);
    }

    /**
     * The same where the medium can show only some characters.
     *
     * @param canShow whether it can show a code point
     */
    public static String of(String text, IntPredicate canShow) {
        String lines = text.replace("\r\n", "\n");
        StringBuilder shown = new StringBuilder(lines.length());
        lines.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || isSeen(c) && canShow.test(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(name(c));
            }
        });
        return shown.toString();
    }

    /** On one line: line breaks and tabs are spaces. */
    public static String line(String text) {
        return of(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** How an invisible character is shown: {@code [U+202E]}. */
    public static String name(int codePoint) {
        return String.format(Locale.ROOT, "[U+%04X]", codePoint);
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != REPLACEMENT;
        };
    }
}
