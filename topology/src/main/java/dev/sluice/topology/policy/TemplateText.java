package dev.sluice.topology.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders in braces, taken apart.
 *
 * @param pieces literal text and placeholders, in order
 */
record TemplateText(List<Piece> pieces) {
    private static final int MAX_VALUE = 500;

    sealed interface Piece {}

    /** Text that stays. */
    record Literal(String text) implements Piece {}

    /** Text that a value takes the place of. */
    record Placeholder(Slot slot) implements Piece {}

    /** What a placeholder may stand for. */
    enum Slot {
        COMMUNITY("community"),
        CLAUSE("clause"),
        CLAUSE_TITLE("clauseTitle"),
        RATIONALE("rationale"),
        OUTCOME("outcome"),
        POST("post");

        private final String id;

        Slot(String id) {
            this.id = id;
        }

        private @Nullable String of(Notices.Values values) {
            return switch (this) {
                case COMMUNITY -> values.community();
                case CLAUSE -> values.clause();
                case CLAUSE_TITLE -> values.clauseTitle();
                case RATIONALE -> values.rationale();
                case OUTCOME -> values.outcome();
                case POST -> values.post();
            };
        }
    }

    /** Reads a template; refuses unknown placeholders and braces that do not pair. */
    static TemplateText read(Fields fields, String key) {
        String text = fields.text(key);
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int open = text.indexOf('{', start);
            String literal = open < 0 ? text.substring(start) : text.substring(start, open);
            if (literal.indexOf('}') >= 0) {
                throw error(fields, key, "has a '}' without a '{'");
            }
            if (!literal.isEmpty()) {
                pieces.add(new Literal(literal));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw error(fields, key, "has a '{' without a '}'");
            }
            pieces.add(new Placeholder(slot(fields, key, text.substring(open + 1, close))));
            start = close + 1;
        }
        return new TemplateText(List.copyOf(pieces));
    }

    private static Slot slot(Fields fields, String key, String name) {
        for (Slot slot : Slot.values()) {
            if (slot.id.equals(name)) {
                return slot;
            }
        }
        throw error(fields, key, "has the unknown placeholder {" + name + "}");
    }

    private static PolicyException error(Fields fields, String key, String mistake) {
        return fields.place(key)
                .error("key '" + key + "' of " + fields.what() + " " + mistake
                        + "; allowed: {community}, {clause}, {clauseTitle}, {rationale}, {outcome}, {post}");
    }

    boolean namesClause() {
        return pieces.contains(new Placeholder(Slot.CLAUSE)) || pieces.contains(new Placeholder(Slot.CLAUSE_TITLE));
    }

    /** Whether it speaks of what was decided. */
    boolean namesRuling() {
        return namesClause()
                || pieces.contains(new Placeholder(Slot.RATIONALE))
                || pieces.contains(new Placeholder(Slot.OUTCOME));
    }

    String fill(Notices.Values values) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal literal -> filled.append(literal.text());
                case Placeholder placeholder -> append(placeholder.slot().of(values), filled);
            }
        }
        return filled.toString();
    }

    /** Values come from outside: they must neither break the line nor turn the direction of the text around them. */
    private static void append(@Nullable String value, StringBuilder filled) {
        if (value == null) {
            return;
        }
        int[] kept = value.codePoints()
                .map(character -> character == '\n' || character == '\r' || character == '\t' ? ' ' : character)
                .filter(character -> !isControl(character))
                .limit(MAX_VALUE + 1L)
                .toArray();
        filled.append(new String(kept, 0, Math.min(kept.length, MAX_VALUE)));
        if (kept.length > MAX_VALUE) {
            filled.append('…');
        }
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
