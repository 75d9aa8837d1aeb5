package dev.sluice.topology.source.text;

import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Character references such as {@code &amp;} and {@code &#x1F600;}, as the HTML standard reads them (section 13.2.5.72
 * and after), numbers that it replaces included.
 */
final class CharacterReferences {
    /** The longest name, {@code CounterClockwiseContourIntegral}, has 31 letters; a number has 10 digits at most. */
    static final int MAX_LENGTH = 34;

    /** What the numbers 0x80 to 0x9F stand for: windows-1252, as the standard's table has it. */
    private static final String WINDOWS_1252 =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D"
                    + "\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private CharacterReferences() {}

    /** What a reference says, and where it ends. */
    record Reference(String text, int end) {}

    /**
     * The reference that begins at an ampersand; null where it is none.
     *
     * @param to where the text ends
     */
    static @Nullable Reference at(String text, int ampersand, int to) {
        int next = ampersand + 1;
        if (next >= to) {
            return null;
        }
        return text.charAt(next) == '#' ? number(text, next + 1, to) : name(text, next, to);
    }

    private static @Nullable Reference name(String text, int from, int to) {
        int end = from;
        while (end < to && end - from < MAX_LENGTH && isAlphanumeric(text.charAt(end))) {
            end++;
        }
        if (end == from) {
            return null;
        }
        String name = text.substring(from, end);
        if (end < to && text.charAt(end) == ';' && Entities.isNamedEntity(name)) {
            return new Reference(Entities.getByName(name), end + 1);
        }
        // A few old names need no semicolon: the longest that the letters begin with.
        for (int length = Math.min(name.length(), 6); length >= 2; length--) {
            String old = name.substring(0, length);
            if (Entities.isBaseNamedEntity(old)) {
                return new Reference(Entities.getByName(old), from + length);
            }
        }
        return null;
    }

    private static @Nullable Reference number(String text, int from, int to) {
        boolean hex = from < to && (text.charAt(from) == 'x' || text.charAt(from) == 'X');
        int first = hex ? from + 1 : from;
        int end = first;
        int code = 0;
        while (end < to) {
            int digit = text.charAt(end) < 0x80 ? Character.digit(text.charAt(end), hex ? 16 : 10) : -1;
            if (digit < 0) {
                break;
            }
            code = Math.min(Character.MAX_CODE_POINT + 1, code * (hex ? 16 : 10) + digit);
            end++;
        }
        if (end == first) {
            return null;
        }
        return new Reference(character(code), end < to && text.charAt(end) == ';' ? end + 1 : end);
    }

    private static String character(int code) {
        if (code == 0 || code > Character.MAX_CODE_POINT || (code >= 0xD800 && code <= 0xDFFF)) {
            return "\uFFFD";
        }
        if (code >= 0x80 && code <= 0x9F) {
            return WINDOWS_1252.substring(code - 0x80, code - 0x7F);
        }
        return Character.toString(code);
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
