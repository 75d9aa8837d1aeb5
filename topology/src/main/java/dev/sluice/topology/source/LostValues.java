package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.topology.source.Pointer.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a record says that a mapping has not read. */
public final class LostValues {
    private LostValues() {}

    /**
     * Pointers of all single values that were not read and say something: null, false and empty texts do not. Items of lists
     * are told by {@code *}, so that the same loss in many items or records is one.
     *
     * @param mapping the mapping that has read it
     * @param value the record
     * @param read the pointers that it has read, as {@link Trace} tells them
     */
    public static List<String> of(SourceMapping mapping, JsonNode value, Set<String> read) {
        List<String> lost = new ArrayList<>();
        Deque<Found> open = new ArrayDeque<>();
        open.push(new Found("", Unpacked.of(value, mapping.unpack())));
        while (!open.isEmpty()) {
            Found found = open.pop();
            JsonNode node = found.node();
            if (read.contains(found.path() + "/")) {
                continue;
            }
            if (node.isArray()) {
                for (int i = node.size() - 1; i >= 0; i--) {
                    open.push(new Found(found.path() + "/" + i, node.get(i)));
                }
            } else if (node.isObject()) {
                for (Map.Entry<String, JsonNode> entry : node.properties()) {
                    open.push(new Found(Pointer.under(found.path(), entry.getKey()), entry.getValue()));
                }
            } else if (says(node) && !read.contains(found.path())) {
                lost.add(found.path().replaceAll("/\\d+(?=/|$)", "/*"));
            }
        }
        return lost.stream().distinct().sorted().toList();
    }

    private static boolean says(JsonNode node) {
        return !node.isNull()
                && !(node.isBoolean() && !node.booleanValue())
                && !(node.isTextual() && node.textValue().isEmpty());
    }
}
