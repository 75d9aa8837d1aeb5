package dev.sluice.topology.source;

import dev.sluice.schemas.PostEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of record that a source has.
 *
 * @param name its name in the mapping
 * @param event what it is for a post; null where it is nothing
 * @param because why it is nothing; empty where it is something
 * @param when what must hold; the first event of a mapping whose conditions hold counts
 * @param each a list whose items are an event each; null where the record is one
 * @param fields how the fields of a post are found, by name
 * @param labels how its labels are found, by name
 * @param text the parts of its text, in order
 * @param revision how its revision is found; null where all are the first
 * @param media how what it shows besides words is found; null for nothing
 */
record EventMapping(
        String name,
        @Nullable PostEvent event,
        String because,
        List<Condition> when,
        @Nullable Pointer each,
        Map<String, ValueSpec> fields,
        Map<String, ValueSpec> labels,
        List<TextPart> text,
        @Nullable RevisionSpec revision,
        @Nullable MediaSpec media) {
    EventMapping {
        when = List.copyOf(when);
        fields = Map.copyOf(fields);
        labels = Map.copyOf(labels);
        text = List.copyOf(text);
    }

    boolean fits(Scope scope) {
        return when.stream().allMatch(condition -> condition.holds(scope));
    }
}
