package dev.sluice.topology.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text of a statement of reasons with placeholders in braces, taken apart.
 *
 * @param pieces literal text and placeholders, in order
 */
record StatementTemplate(List<Piece> pieces) {
    private static final int MAX_VALUE = 2_000;

    /**
     * A stretch of the text.
     *
     * @param text literal text, or the name of a placeholder
     * @param placeholder whether a value takes its place
     */
    record Piece(String text, boolean placeholder) {}

    /** Reads a template; refuses placeholders that are not among those allowed, and braces that do not pair. */
    static StatementTemplate read(Fields fields, String key, List<String> allowed) {
        String text = fields.text(key);
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int open = text.indexOf('{', start);
            String literal = open < 0 ? text.substring(start) : text.substring(start, open);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (literal.indexOf('}') >= 0 || (open >= 0 && close < 0)) {
                throw error(fields, key, "has braces that do not pair", allowed);
            }
            if (!literal.isEmpty()) {
                pieces.add(new Piece(literal, false));
            }
            if (open < 0) {
                break;
            }
            String name = text.substring(open + 1, close);
            if (!allowed.contains(name)) {
                throw error(fields, key, "has the unknown placeholder {" + name + "}", allowed);
            }
            pieces.add(new Piece(name, true));
            start = close + 1;
        }
        return new StatementTemplate(List.copyOf(pieces));
    }

    private static PolicyException error(Fields fields, String key, String mistake, List<String> allowed) {
        return fields.place(key)
                .error("key '" + key + "' of " + fields.what() + " " + mistake + "; allowed: "
                        + (allowed.isEmpty() ? "none" : "{" + String.join("}, {", allowed) + "}"));
    }

    /** Fills in values; one that is missing leaves nothing. Line breaks of a value stay, other controls are taken out. */
    String fill(Map<String, String> values) {
        return fill(values, MAX_VALUE);
    }

    /** Fills in values of at most so many code points each; longer ones are cut and end in an ellipsis. */
    String fill(Map<String, String> values, int most) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.placeholder()) {
                append(values.get(piece.text()), filled, most);
            } else {
                filled.append(piece.text());
            }
        }
        return filled.toString();
    }

    /** Values come from outside: none may turn the direction of the text around it, or go on for ever. */
    private static void append(@Nullable String value, StringBuilder filled, int most) {
        if (value == null) {
            return;
        }
        int[] kept = value.codePoints()
                .filter(character -> character == '\n' || !isControl(character))
                .limit(most + 1L)
                .toArray();
        filled.append(new String(kept, 0, Math.min(kept.length, most)));
        if (kept.length > most) {
            filled.append('…');
        }
    }

    /** A value on one line, without controls. */
    static String oneLine(String value) {
        return oneLine(value, MAX_VALUE);
    }

    /** A value of at most so many code points on one line, without controls. */
    static String oneLine(String value, int most) {
        StringBuilder line = new StringBuilder();
        append(value.replaceAll("[\\n\\r\\t]", " "), line, most);
        return line.toString();
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
