package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Records in which a text holds JSON again, as Mastodon's streaming API sends them. */
final class Unpacked {
    private Unpacked() {}

    /** The record with these texts read as JSON; one that is none stays a text. */
    static SourceRecord of(SourceRecord record, List<Pointer> texts) {
        JsonNode value = of(record.value(), texts);
        return value == record.value()
                ? record
                : new SourceRecord(value, record.key(), record.headers(), record.arrived(), record.raw());
    }

    /** As the other, of the value alone. */
    static JsonNode of(JsonNode original, List<Pointer> texts) {
        if (texts.isEmpty() || !original.isObject()) {
            return original;
        }
        JsonNode value = original.deepCopy();
        for (Pointer pointer : texts) {
            List<String> segments = pointer.segments();
            JsonNode parent = value;
            for (String segment : segments.subList(0, segments.size() - 1)) {
                parent = parent.path(segment);
            }
            String last = segments.getLast();
            if (parent instanceof ObjectNode object && object.path(last).isTextual()) {
                unpack(object, last);
            }
        }
        return value;
    }

    private static void unpack(ObjectNode object, String key) {
        try {
            JsonNode inner = JsonValues.read(object.path(key).textValue());
            if (inner.isContainerNode()) {
                object.set(key, inner);
            }
        } catch (UnreadableRecordException e) {
            // A text that is no JSON is what it is: Mastodon sends the id of a deleted status so.
        }
    }
}
