package dev.sluice.classifiers.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the rules of a group from adding more than their cap together, so that near-duplicates do not pile up. */
final class GroupCaps {
    private GroupCaps() {}

    /** Group, category and sign of a rule's weight: what is capped together. Empty where it has no group. */
    static String key(Rule rule) {
        @Nullable String group = rule.group();
        return group == null ? "" : group + ' ' + rule.category().id() + (rule.weight() < 0 ? '-' : '+');
    }

    /** For each group over its cap, by {@link #key}, what to multiply its weights by. */
    static Map<String, Float> factors(Set<Rule> matched, Map<String, Float> caps) {
        Map<String, Float> sums = new HashMap<>();
        Map<String, Float> factors = new HashMap<>();
        for (Rule rule : matched) {
            @Nullable String group = rule.group();
            if (group == null) {
                continue;
            }
            float sum = sums.merge(key(rule), Math.abs(rule.weight()), Float::sum);
            float cap = caps.getOrDefault(group, Float.MAX_VALUE);
            if (sum > cap) {
                factors.put(key(rule), cap / sum);
            }
        }
        return factors;
    }
}
