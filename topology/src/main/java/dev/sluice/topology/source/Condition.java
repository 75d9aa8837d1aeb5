package dev.sluice.topology.source;

import dev.sluice.topology.source.Pointer.Found;
import java.util.List;
import java.util.Set;

/**
 * What must hold in a record for an event to be what it is.
 *
 * @param place where to look
 * @param values one of them must be there; empty where any will do
 * @param present whether something must be there
 */
record Condition(Origin place, Set<String> values, boolean present) {
    Condition {
        values = Set.copyOf(values);
    }

    boolean holds(Scope scope) {
        List<Found> found = place.find(scope);
        if (values.isEmpty()) {
            return found.isEmpty() != present;
        }
        return found.stream()
                .anyMatch(each ->
                        each.node().isValueNode() && values.contains(each.node().asText()));
    }
}
