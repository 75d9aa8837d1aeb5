package dev.sluice.topology.source;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.topology.policy.Fields;
import dev.sluice.topology.policy.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads where single values of a mapping come from, and the pointers and plain values that a mapping has besides. */
final class ValueReader {
    private ValueReader() {}

    /** Where a value is looked for, for messages. */
    static String places(ValueSpec spec) {
        return String.join(
                ", ",
                spec.from().stream()
                        .map(origin -> switch (origin) {
                            case Origin.At at -> at.pointer().text();
                            case Origin.Named named -> named.name();
                            case Origin.Nested nested -> places(nested.spec());
                            case Origin.Constant constant -> "'" + constant.value() + "'";
                            case Origin.Template template -> String.join("…", template.words());
                        })
                        .toList());
    }

    /** A value: a place, places to try in order, or a mapping with more to say. */
    static ValueSpec value(Node node, String what) {
        if (!(node instanceof Node.Mapping)) {
            return new ValueSpec(origins(node), null, Map.of(), "", TimeFormat.ISO, null);
        }
        Fields fields = Fields.of(node, what, List.of("at", "pattern", "values", "prefix", "time", "default"));
        return new ValueSpec(
                origins(fields.node("at")),
                fields.has("pattern") ? pattern(fields) : null,
                fields.has("values") ? names(fields.node("values")) : Map.of(),
                fields.has("prefix") ? scalar(fields.node("prefix")) : "",
                fields.has("time") ? read(fields.node("time"), fields.text("time"), TimeFormat::of) : TimeFormat.ISO,
                fields.has("default") ? scalar(fields.node("default")) : null);
    }

    private static List<Origin> origins(Node node) {
        List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
        return items.stream().map(ValueReader::origin).toList();
    }

    private static Origin origin(Node node) {
        return node instanceof Node.Mapping
                ? new Origin.Nested(value(node, "a place"))
                : read(node, scalar(node), Origin::of);
    }

    private static Pattern pattern(Fields fields) {
        String text = fields.text("pattern");
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.groupCount() == 1) {
                return pattern;
            }
        } catch (PatternSyntaxException e) {
            throw fields.wrong("pattern", "a regular expression of RE2 with one group");
        }
        throw fields.wrong("pattern", "a regular expression of RE2 with one group");
    }

    private static Map<String, String> names(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw node.place().error("values is " + node.describe() + "; allowed: values with a name each");
        }
        Map<String, String> names = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> names.put(key, scalar(entry.value())));
        return names;
    }

    static @Nullable ValueSpec optional(Fields fields, String key) {
        return fields.has(key) ? value(fields.node(key), key) : null;
    }

    static Pointer pointer(Node node) {
        return read(node, scalar(node), Pointer::of);
    }

    static String scalar(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING) {
            return scalar.text();
        }
        throw node.place().error("the value is " + node.describe() + "; allowed: text, a number, true, false");
    }

    static <T> T read(Node node, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw node.place().error("the value " + e.getMessage());
        }
    }
}
