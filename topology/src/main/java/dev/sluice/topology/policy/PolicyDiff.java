package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Entry;
import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.Node.Scalar;
import dev.sluice.topology.policy.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two versions of a pack, rule by rule. Comments, order of keys and layout are no difference.
 *
 * @param added ids of rules that are only in the second
 * @param removed ids of rules that are only in the first
 * @param changed rules that are in both and differ, with the keys in which they do
 * @param moved ids of rules that stand elsewhere in relation to other rules of both
 * @param head keys of the pack, rules apart, that differ
 */
public record PolicyDiff(
        List<String> added, List<String> removed, List<Changed> changed, List<String> moved, List<String> head) {
    /** Copies the lists. */
    public PolicyDiff {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
        moved = List.copyOf(moved);
        head = List.copyOf(head);
    }

    /**
     * A rule that differs.
     *
     * @param rule id of the rule
     * @param keys the keys in which it differs
     */
    public record Changed(String rule, List<String> keys) {
        /** Copies the list. */
        public Changed {
            keys = List.copyOf(keys);
        }
    }

    /** The difference between two packs. */
    public static PolicyDiff of(PolicyPack first, PolicyPack second) {
        Map<String, Entry> before = entries(first);
        Map<String, Entry> after = entries(second);
        Map<String, Mapping> rulesBefore = rules(before);
        Map<String, Mapping> rulesAfter = rules(after);
        List<Changed> changed = new ArrayList<>();
        rulesBefore.forEach((id, rule) -> {
            Mapping now = rulesAfter.get(id);
            List<String> keys = now == null ? List.of() : differing(rule.entries(), now.entries(), "");
            if (!keys.isEmpty()) {
                changed.add(new Changed(id, keys));
            }
        });
        return new PolicyDiff(
                without(rulesAfter, rulesBefore),
                without(rulesBefore, rulesAfter),
                changed,
                moved(rulesBefore, rulesAfter),
                differing(before, after, "rules"));
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && moved.isEmpty() && head.isEmpty();
    }

    private static Map<String, Entry> entries(PolicyPack pack) {
        return NodeReader.yaml(pack.id(), pack.text()) instanceof Mapping mapping ? mapping.entries() : Map.of();
    }

    private static Map<String, Mapping> rules(Map<String, Entry> pack) {
        Map<String, Mapping> rules = new LinkedHashMap<>();
        Entry entry = pack.get("rules");
        if (entry != null && entry.value() instanceof Sequence sequence) {
            for (Node node : sequence.items()) {
                if (node instanceof Mapping rule && rule.entries().get("id") instanceof Entry id) {
                    rules.put(id.value() instanceof Scalar scalar ? scalar.text() : "", rule);
                }
            }
        }
        return rules;
    }

    private static List<String> without(Map<String, Mapping> rules, Map<String, Mapping> others) {
        return rules.keySet().stream().filter(id -> !others.containsKey(id)).toList();
    }

    private static List<String> differing(Map<String, Entry> first, Map<String, Entry> second, String except) {
        Set<String> keys = new LinkedHashSet<>(first.keySet());
        keys.addAll(second.keySet());
        keys.remove(except);
        return keys.stream()
                .filter(key -> !text(first.get(key)).equals(text(second.get(key))))
                .toList();
    }

    /** The longest run of rules that keep their order stays; the others have moved. */
    private static List<String> moved(Map<String, Mapping> before, Map<String, Mapping> after) {
        List<String> first = before.keySet().stream().filter(after::containsKey).toList();
        List<String> second =
                after.keySet().stream().filter(before::containsKey).toList();
        int[][] longest = new int[first.size() + 1][second.size() + 1];
        for (int i = first.size() - 1; i >= 0; i--) {
            for (int j = second.size() - 1; j >= 0; j--) {
                longest[i][j] = first.get(i).equals(second.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        List<String> moved = new ArrayList<>(second);
        for (int i = 0, j = 0; i < first.size() && j < second.size(); ) {
            if (first.get(i).equals(second.get(j))) {
                moved.remove(first.get(i));
                i++;
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return moved;
    }

    private static String text(@Nullable Entry entry) {
        if (entry == null) {
            return "";
        }
        return YamlText.of(new Mapping(entry.keyPlace(), Map.of("value", entry)));
    }
}
