package dev.sluice.topology.source;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.policy.Fields;
import dev.sluice.topology.policy.Node;
import dev.sluice.topology.policy.NodeReader;
import dev.sluice.topology.source.SourceMapping.RecordFormat;
import dev.sluice.topology.source.SourceMapping.Tombstones;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mapping. Every mistake is an error that names file, line, key, value and what is allowed; unknown keys are
 * mistakes.
 */
final class MappingReader {
    private static final List<String> KEYS = List.of(
            "source",
            "description",
            "documents",
            "namespace",
            "format",
            "tombstones",
            "unpack",
            "each",
            "fields",
            "events");
    private static final List<String> EVENT_KEYS = List.of("name", "is", "because", "when", "each", "fields");
    private static final List<String> IDS = List.of("id", "community", "thread", "parent", "author", "target");
    private static final List<String> TIMES = List.of("createdAt", "authorSince");
    private static final List<String> OTHERS = List.of("language", "url", "authorPosts");
    private static final List<String> COMPOSED = List.of("revision", "text", "labels", "media");
    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final String version;

    private MappingReader(String version) {
        this.version = version;
    }

    static SourceMapping read(Path file) {
        String text = NodeReader.text(file);
        return new MappingReader(Ids.sha256(text).substring(0, 16)).mapping(NodeReader.yaml(file.toString(), text));
    }

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

    private SourceMapping mapping(Node node) {
        Fields fields = Fields.of(node, "the mapping", KEYS);
        String source = fields.text("source");
        if (!NAME.matcher(source).matches()) {
            throw fields.wrong("source", "a name of a-z, 0-9 and -, at most 32 long");
        }
        Map<String, Node> general = fields.has("fields") ? nodes(fields.node("fields"), "fields") : Map.of();
        List<EventMapping> events = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Node event : fields.items("events")) {
            EventMapping read = event(event, general);
            if (!names.add(read.name())) {
                throw event.place().error("event '" + read.name() + "' is given twice");
            }
            events.add(read);
        }
        if (events.isEmpty()) {
            throw fields.place().error("the mapping has no events; allowed: a list of one or more");
        }
        return new SourceMapping(
                source,
                version,
                fields.text("description"),
                fields.texts("documents"),
                fields.has("namespace") ? namespace(fields) : source,
                choice(fields, "format", RecordFormat.values(), RecordFormat.JSON),
                choice(fields, "tombstones", Tombstones.values(), Tombstones.REFUSE),
                pointers(fields, "unpack"),
                pointers(fields, "each"),
                events);
    }

    private static EventMapping event(Node node, Map<String, Node> general) {
        Fields fields = Fields.of(node, "an event", EVENT_KEYS);
        String name = fields.text("name");
        String is = fields.text("is");
        PostEvent event = switch (is) {
            case "created" -> PostEvent.CREATED;
            case "edited" -> PostEvent.EDITED;
            case "deleted" -> PostEvent.DELETED;
            case "ignored" -> null;
            default -> throw fields.wrong("is", "created, edited, deleted, ignored");
        };
        if ((event == null) != fields.has("because")) {
            throw fields.place()
                    .error("event '" + name + "' is " + is + " and has "
                            + (event == null ? "no key 'because'" : "the key 'because'")
                            + "; allowed: a reason for events that are ignored, and only for those");
        }
        Map<String, Node> own = new LinkedHashMap<>(event == null ? Map.of() : general);
        if (fields.has("fields")) {
            own.putAll(nodes(fields.node("fields"), "fields of event '" + name + "'"));
        }
        EventMapping read = new EventMapping(
                name,
                event,
                fields.has("because") ? fields.text("because") : "",
                fields.has("when") ? conditions(fields.node("when")) : List.of(),
                fields.has("each") ? pointer(fields.node("each")) : null,
                values(own, name),
                own.containsKey("labels") ? labels(own.get("labels")) : Map.of(),
                own.containsKey("text") ? TextPartReader.parts(own.get("text")) : List.of(),
                own.containsKey("revision") ? revision(own.get("revision")) : null,
                own.containsKey("media") ? media(own.get("media")) : null);
        check(read, fields);
        return read;
    }

    private static void check(EventMapping event, Fields fields) {
        if (event.event() == null) {
            return;
        }
        for (String field : List.of("id", "createdAt")) {
            if (!event.fields().containsKey(field)) {
                throw fields.place().error("event '" + event.name() + "' has no field '" + field + "'");
            }
        }
        if (event.event() != PostEvent.DELETED && event.text().isEmpty()) {
            throw fields.place().error("event '" + event.name() + "' has no field 'text'");
        }
    }

    private static Map<String, Node> nodes(Node node, String what) {
        List<String> allowed = new ArrayList<>(IDS);
        allowed.addAll(TIMES);
        allowed.addAll(OTHERS);
        allowed.addAll(COMPOSED);
        Map<String, Node> nodes = new LinkedHashMap<>();
        Fields.of(node, what, allowed).entries().forEach((key, entry) -> nodes.put(key, entry.value()));
        return nodes;
    }

    private static Map<String, ValueSpec> values(Map<String, Node> nodes, String event) {
        Map<String, ValueSpec> values = new LinkedHashMap<>();
        nodes.forEach((key, node) -> {
            if (!COMPOSED.contains(key)) {
                values.put(key, value(node, "field '" + key + "' of event '" + event + "'"));
            }
        });
        return values;
    }

    private static Map<String, ValueSpec> labels(Node node) {
        Map<String, ValueSpec> labels = new LinkedHashMap<>();
        if (!(node instanceof Node.Mapping mapping)) {
            throw node.place().error("labels is " + node.describe() + "; allowed: names with a value each");
        }
        mapping.entries().forEach((key, entry) -> labels.put(key, value(entry.value(), "label '" + key + "'")));
        return labels;
    }

    private static RevisionSpec revision(Node node) {
        Fields fields = Fields.of(node, "revision", List.of("number", "edited", "created"));
        if (fields.has("number") == fields.has("edited")) {
            throw fields.place().error("revision has neither or both of number and edited; allowed: one of them");
        }
        return new RevisionSpec(optional(fields, "number"), optional(fields, "edited"), optional(fields, "created"));
    }

    private static MediaSpec media(Node node) {
        Fields fields = Fields.of(node, "media", List.of("each", "uri", "mime", "sha256", "bytes"));
        return new MediaSpec(
                pointer(fields.node("each")),
                value(fields.node("uri"), "uri of media"),
                optional(fields, "mime"),
                optional(fields, "sha256"),
                optional(fields, "bytes"));
    }

    private static @Nullable ValueSpec optional(Fields fields, String key) {
        return fields.has(key) ? value(fields.node(key), key) : null;
    }

    private static List<Condition> conditions(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw node.place().error("when is " + node.describe() + "; allowed: JSON Pointers with a value each");
        }
        List<Condition> conditions = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> {
            Origin place = read(entry.value(), key, MappingReader::place);
            conditions.add(
                    switch (entry.value()) {
                        case Node.Scalar scalar -> new Condition(place, Set.of(scalar.text()), true);
                        case Node.Sequence list ->
                            new Condition(
                                    place,
                                    Set.copyOf(list.items().stream()
                                            .map(MappingReader::scalar)
                                            .toList()),
                                    true);
                        case Node.Mapping ignored -> {
                            Fields fields = Fields.of(entry.value(), "condition on " + key, List.of("present"));
                            String present = scalar(fields.node("present"));
                            if (!present.equals("true") && !present.equals("false")) {
                                throw fields.wrong("present", "true, false");
                            }
                            yield new Condition(place, Set.of(), present.equals("true"));
                        }
                    });
        });
        return conditions;
    }

    /** A value: a place, places to try in order, or a mapping with more to say. */
    private static ValueSpec value(Node node, String what) {
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
        return items.stream().map(MappingReader::origin).toList();
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

    private static Origin place(String text) {
        Origin place = Origin.of(text);
        if (place instanceof Origin.At || place instanceof Origin.Named) {
            return place;
        }
        throw new IllegalArgumentException(
                "is '" + text + "'; allowed: a JSON Pointer, " + String.join(", ", Scope.NAMES));
    }

    private static String namespace(Fields fields) {
        String namespace = scalar(fields.node("namespace"));
        if (namespace.equals("none")) {
            return "";
        }
        if (!NAME.matcher(namespace).matches()) {
            throw fields.wrong("namespace", "none, or a name of a-z, 0-9 and -, at most 32 long");
        }
        return namespace;
    }

    private static List<Pointer> pointers(Fields fields, String key) {
        if (!fields.has(key)) {
            return List.of();
        }
        Node node = fields.node(key);
        List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
        return items.stream().map(MappingReader::pointer).toList();
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

    private static <E extends Enum<E>> E choice(Fields fields, String key, E[] values, E otherwise) {
        if (!fields.has(key)) {
            return otherwise;
        }
        List<String> ids = new ArrayList<>();
        for (E value : values) {
            String id = value.name().toLowerCase(Locale.ROOT);
            if (id.equals(fields.text(key))) {
                return value;
            }
            ids.add(id);
        }
        throw fields.wrong(key, String.join(", ", ids));
    }
}
