package dev.sluice.topology.source;

import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.policy.Fields;
import dev.sluice.topology.policy.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one kind of event of a mapping: when a record is one, and how the fields of its post are found. */
final class EventReader {
    private static final List<String> KEYS = List.of("name", "is", "because", "when", "each", "fields");
    private static final List<String> IDS = List.of("id", "community", "thread", "parent", "author", "target");
    private static final List<String> TIMES = List.of("createdAt", "authorSince");
    private static final List<String> OTHERS = List.of("language", "url", "authorPosts");
    private static final List<String> COMPOSED = List.of("revision", "text", "labels", "media");

    private EventReader() {}

    /**
     * An event.
     *
     * @param general the fields of all events; the event's own come before them
     */
    static EventMapping event(Node node, Map<String, Node> general) {
        Fields fields = Fields.of(node, "an event", KEYS);
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
                fields.has("each") ? ValueReader.pointer(fields.node("each")) : null,
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

    static Map<String, Node> nodes(Node node, String what) {
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
                values.put(key, ValueReader.value(node, "field '" + key + "' of event '" + event + "'"));
            }
        });
        return values;
    }

    private static Map<String, ValueSpec> labels(Node node) {
        Map<String, ValueSpec> labels = new LinkedHashMap<>();
        if (!(node instanceof Node.Mapping mapping)) {
            throw node.place().error("labels is " + node.describe() + "; allowed: names with a value each");
        }
        mapping.entries()
                .forEach((key, entry) -> labels.put(key, ValueReader.value(entry.value(), "label '" + key + "'")));
        return labels;
    }

    private static RevisionSpec revision(Node node) {
        Fields fields = Fields.of(node, "revision", List.of("number", "edited", "created"));
        if (fields.has("number") == fields.has("edited")) {
            throw fields.place().error("revision has neither or both of number and edited; allowed: one of them");
        }
        return new RevisionSpec(
                ValueReader.optional(fields, "number"),
                ValueReader.optional(fields, "edited"),
                ValueReader.optional(fields, "created"));
    }

    private static MediaSpec media(Node node) {
        Fields fields = Fields.of(node, "media", List.of("each", "uri", "mime", "sha256", "bytes"));
        return new MediaSpec(
                ValueReader.pointer(fields.node("each")),
                ValueReader.value(fields.node("uri"), "uri of media"),
                ValueReader.optional(fields, "mime"),
                ValueReader.optional(fields, "sha256"),
                ValueReader.optional(fields, "bytes"));
    }

    private static List<Condition> conditions(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw node.place().error("when is " + node.describe() + "; allowed: JSON Pointers with a value each");
        }
        List<Condition> conditions = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> {
            Origin place = ValueReader.read(entry.value(), key, EventReader::place);
            conditions.add(
                    switch (entry.value()) {
                        case Node.Scalar scalar -> new Condition(place, Set.of(scalar.text()), true);
                        case Node.Sequence list ->
                            new Condition(
                                    place,
                                    Set.copyOf(list.items().stream()
                                            .map(ValueReader::scalar)
                                            .toList()),
                                    true);
                        case Node.Mapping ignored -> {
                            Fields fields = Fields.of(entry.value(), "condition on " + key, List.of("present"));
                            String present = ValueReader.scalar(fields.node("present"));
                            if (!present.equals("true") && !present.equals("false")) {
                                throw fields.wrong("present", "true, false");
                            }
                            yield new Condition(place, Set.of(), present.equals("true"));
                        }
                    });
        });
        return conditions;
    }

    private static Origin place(String text) {
        Origin place = Origin.of(text);
        if (place instanceof Origin.At || place instanceof Origin.Named) {
            return place;
        }
        throw new IllegalArgumentException(
                "is '" + text + "'; allowed: a JSON Pointer, " + String.join(", ", Scope.NAMES));
    }
}
