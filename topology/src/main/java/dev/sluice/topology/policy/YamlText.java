package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.Node.Scalar;
import dev.sluice.topology.policy.Node.Sequence;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes {@link Node}s as YAML: the same nodes, the same text, wherever they once stood. */
final class YamlText {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z][A-Za-z0-9.]*");
    private static final int STEP = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** The text of a mapping, in block style. */
    static String of(Mapping root) {
        YamlText text = new YamlText();
        text.mapping(root, 0);
        return text.out.toString();
    }

    private void mapping(Mapping mapping, int indent) {
        mapping.entries().forEach((key, entry) -> {
            out.append(" ".repeat(indent))
                    .append(PLAIN_KEY.matcher(key).matches() ? key : quoted(key))
                    .append(':');
            value(entry.value(), indent);
        });
    }

    /** What follows a colon or a dash, and the end of the line. */
    private void value(Node node, int indent) {
        switch (node) {
            case Scalar scalar -> out.append(' ').append(scalar(scalar)).append('\n');
            case Mapping mapping -> {
                out.append(mapping.entries().isEmpty() ? " {}\n" : "\n");
                mapping(mapping, indent + STEP);
            }
            case Sequence sequence -> {
                out.append(sequence.items().isEmpty() ? " []\n" : "\n");
                for (Node item : sequence.items()) {
                    out.append(" ".repeat(indent + STEP)).append('-');
                    value(item, indent + STEP);
                }
            }
        }
    }

    private static String scalar(Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> quoted(scalar.text());
            case NUMBER, BOOLEAN -> scalar.text();
            case NOTHING -> "null";
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append(String.format(Locale.ROOT, "\\U%08x", point));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
