package dev.sluice.topology.source;

import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.policy.Fields;
import dev.sluice.topology.policy.Node;
import dev.sluice.topology.policy.NodeReader;
import dev.sluice.topology.source.SourceMapping.Conversations;
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
            "conversations",
            "unpack",
            "each",
            "fields",
            "events");
    private static final String TOMBSTONE = "tombstone";
    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final String version;

    private MappingReader(String version) {
        this.version = version;
    }

    static SourceMapping read(Path file) {
        String text = NodeReader.text(file);
        return new MappingReader(Ids.sha256(text).substring(0, 16)).mapping(NodeReader.yaml(file.toString(), text));
    }

    private SourceMapping mapping(Node node) {
        Fields fields = Fields.of(node, "the mapping", KEYS);
        String source = fields.text("source");
        if (!NAME.matcher(source).matches()) {
            throw fields.wrong("source", "a name of a-z, 0-9 and -, at most 32 long");
        }
        Conversations conversations = choice(fields, "conversations", Conversations.values(), Conversations.THREAD);
        return new SourceMapping(
                source,
                version,
                fields.text("description"),
                fields.texts("documents"),
                fields.has("namespace") ? namespace(fields) : source,
                choice(fields, "format", RecordFormat.values(), RecordFormat.JSON),
                fields.has("tombstones") ? tombstones(fields) : new Tombstones.Refuse(),
                conversations,
                pointers(fields, "unpack"),
                pointers(fields, "each"),
                events(fields, conversations));
    }

    private static List<EventMapping> events(Fields fields, Conversations conversations) {
        Map<String, Node> general =
                fields.has("fields") ? EventReader.nodes(fields.node("fields"), "fields") : Map.of();
        List<EventMapping> events = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Node event : fields.items("events")) {
            EventMapping read = EventReader.event(event, general);
            if (!names.add(read.name())) {
                throw event.place().error("event '" + read.name() + "' is given twice");
            }
            if (conversations == Conversations.REPLIES && read.fields().containsKey("thread")) {
                throw event.place()
                        .error("event '" + read.name() + "' has the field 'thread' beside conversations: replies;"
                                + " allowed: one of them");
            }
            events.add(read);
        }
        if (events.isEmpty()) {
            throw fields.place().error("the mapping has no events; allowed: a list of one or more");
        }
        return events;
    }

    /** What a record without a value means: a word, or whose deletion it is. */
    private static Tombstones tombstones(Fields fields) {
        Node node = fields.node("tombstones");
        if (!(node instanceof Node.Mapping)) {
            return switch (ValueReader.scalar(node)) {
                case "refuse" -> new Tombstones.Refuse();
                case "ignore" -> new Tombstones.Ignore();
                default -> throw fields.wrong("tombstones", "refuse, ignore, or a mapping with the id that is deleted");
            };
        }
        Fields of = Fields.of(node, "tombstones", List.of("id", "author", "createdAt"));
        Map<String, ValueSpec> values = new LinkedHashMap<>();
        values.put("createdAt", ValueSpec.of(new Origin.Named("@timestamp")));
        of.entries().forEach((key, entry) -> {
            ValueSpec value = ValueReader.value(entry.value(), key + " of tombstones");
            if (value.readsTheValue()) {
                throw entry.value()
                        .place()
                        .error(key + " of tombstones has a pointer, and a tombstone has no value; allowed: "
                                + String.join(", ", Scope.OF_THE_RECORD));
            }
            values.put(key, value);
        });
        if (!values.containsKey("id")) {
            throw of.place().error("tombstones has no field 'id'");
        }
        return new Tombstones.Delete(new EventMapping(
                TOMBSTONE, PostEvent.DELETED, "", List.of(), null, values, Map.of(), List.of(), null, null));
    }

    private static String namespace(Fields fields) {
        String namespace = ValueReader.scalar(fields.node("namespace"));
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
        return items.stream().map(ValueReader::pointer).toList();
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
