package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.sluice.topology.source.Pointer.Found;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a field gets its value.
 *
 * @param from places to look at, in order; the first that has something counts
 * @param pattern what the value must match in full, its first group being what is taken; null to take all. Places whose value
 *     does not match count as empty
 * @param values other names for values, {@code *} for all others; empty to leave them. Values without a name count as empty
 * @param prefix put before what was found; empty for nothing
 * @param time how a time is written, for fields that are times
 * @param otherwise the value where all places are empty; null for none
 */
record ValueSpec(
        List<Origin> from,
        @Nullable Pattern pattern,
        Map<String, String> values,
        String prefix,
        TimeFormat time,
        @Nullable String otherwise) {
    /** Copies the collections. */
    ValueSpec {
        from = List.copyOf(from);
        values = Map.copyOf(values);
    }

    /** What is at this place, as it is. */
    static ValueSpec of(Origin place) {
        return new ValueSpec(List.of(place), null, Map.of(), "", TimeFormat.ISO, null);
    }

    /** Whether a place is in the record's value, or in what is found there. */
    boolean readsTheValue() {
        return from.stream().anyMatch(Origin::readsTheValue);
    }

    /** The value; null where there is none. Empty text is none, and so is false, which says that there is nothing. */
    @Nullable
    Found find(Scope scope) {
        for (Origin place : from) {
            for (Found found : place.find(scope)) {
                Found taken = taken(found);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return otherwise == null ? null : new Found("", TextNode.valueOf(otherwise));
    }

    /** The value as text; null where there is none. */
    @Nullable
    String text(Scope scope) {
        Found found = find(scope);
        return found == null ? null : Scalars.text(found);
    }

    private @Nullable Found taken(Found found) {
        boolean empty = found.node().isTextual() && found.node().textValue().isEmpty();
        boolean no = found.node().isBoolean() && !found.node().booleanValue();
        if (empty || no) {
            return null;
        }
        if (pattern == null && values.isEmpty() && prefix.isEmpty()) {
            return found;
        }
        String text = Scalars.text(found);
        if (pattern != null) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            text = matcher.group(1);
        }
        if (!values.isEmpty() && text != null) {
            text = values.getOrDefault(text, values.get("*"));
        }
        return text == null || text.isEmpty() ? null : new Found(found.path(), TextNode.valueOf(prefix + text));
    }
}
