package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Entry;
import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.Node.Scalar;
import dev.sluice.topology.policy.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays a pack with the key {@code extends} over the pack that it names. What comes out is a pack like any other, which
 * stands alone.
 *
 * <p>Examples of inherited rules stay behind: they say what the extended pack does, and an overlay is there to do
 * something else.
 */
final class Overlay {
    /** The key that makes a pack an overlay. */
    static final String EXTENDS = "extends";

    static final List<String> CHANGE = List.of("add", "before", "after", "replace", "off");

    private static final List<String> KEYS =
            Stream.concat(Stream.of(EXTENDS), PackText.KEYS.stream()).toList();

    /** Mappings that are merged key by key; what else an overlay gives takes the place of what there was. */
    private static final List<String> MERGED = List.of("onUnavailable", "secondLook", "bands");

    private final Map<String, Entry> below;
    private final Fields above;

    private Overlay(Map<String, Entry> below, Fields above) {
        this.below = below;
        this.above = above;
    }

    /** The pack that an overlay makes of the one that it extends. */
    static Mapping over(Mapping extended, Mapping overlay) {
        Fields above = Fields.of(overlay, "the overlay", KEYS);
        return new Overlay(extended.entries(), above).merged(overlay.place());
    }

    private Mapping merged(Place place) {
        requireReach();
        Map<String, Entry> merged = new LinkedHashMap<>();
        for (String key : PackText.KEYS) {
            Entry entry = switch (key) {
                // An overlay has a name and a version of its own, and what is stopped below is nothing it inherits.
                case "policy", "version", "stop", "parked" -> above.entries().get(key);
                case "guidelines" -> guidelines();
                case "queues" -> queues();
                case "rules" -> rules();
                default -> merge(key, below.get(key), above.entries().get(key));
            };
            if (entry != null) {
                merged.put(key, entry);
            }
        }
        return new Mapping(place, merged);
    }

    private void requireReach() {
        if (!above.has("communities") && !above.has("appliesIn")) {
            throw above.place(EXTENDS)
                    .error("the overlay has neither 'communities' nor 'appliesIn'; allowed: one or both, so that it"
                            + " covers less than the pack that it extends");
        }
    }

    private static @Nullable Entry merge(String key, @Nullable Entry below, @Nullable Entry above) {
        if (below == null || above == null) {
            return above == null ? below : above;
        }
        if (!MERGED.contains(key)
                || !(below.value() instanceof Mapping old)
                || !(above.value() instanceof Mapping young)) {
            return above;
        }
        Map<String, Entry> merged = new LinkedHashMap<>(old.entries());
        young.entries().forEach((inner, entry) -> {
            Entry both = merge(inner, old.entries().get(inner), entry);
            merged.put(inner, both == null ? entry : both);
        });
        return new Entry(above.keyPlace(), new Mapping(young.place(), merged));
    }

    private @Nullable Entry queues() {
        Entry old = below.get("queues");
        if (old == null || !above.has("queues") || !(old.value() instanceof Sequence names)) {
            return merge("queues", old, above.entries().get("queues"));
        }
        List<Node> all = new ArrayList<>(names.items());
        for (Node name : above.items("queues")) {
            boolean known = all.stream().anyMatch(other -> textOf(other).equals(textOf(name)));
            if (!known) {
                all.add(name);
            }
        }
        return new Entry(above.place("queues"), new Sequence(above.place("queues"), List.copyOf(all)));
    }

    /** A clause of the same number takes the place of the one below; others follow. */
    private @Nullable Entry guidelines() {
        Entry old = below.get("guidelines");
        if (old == null || !above.has("guidelines") || !(old.value() instanceof Sequence clauses)) {
            return merge("guidelines", old, above.entries().get("guidelines"));
        }
        List<Node> all = new ArrayList<>(clauses.items());
        for (Node clause : above.items("guidelines")) {
            int at = indexOf(all, "clause", valueOf(clause, "clause"));
            if (at < 0) {
                all.add(clause);
            } else {
                all.set(at, clause);
            }
        }
        return new Entry(above.place("guidelines"), new Sequence(clauses.place(), List.copyOf(all)));
    }

    private @Nullable Entry rules() {
        Entry old = below.get("rules");
        if (old == null || !(old.value() instanceof Sequence inherited)) {
            return above.entries().get("rules");
        }
        List<Node> rules = new ArrayList<>();
        inherited.items().forEach(rule -> rules.add(withoutExamples(rule)));
        for (Node change : above.items("rules")) {
            apply(Fields.of(change, "a change of the rules", CHANGE), rules);
        }
        return new Entry(above.place("rules"), new Sequence(inherited.place(), List.copyOf(rules)));
    }

    private static void apply(Fields change, List<Node> rules) {
        List<String> given =
                Stream.of("add", "replace", "off").filter(change::has).toList();
        if (given.size() != 1) {
            throw change.place()
                    .error("a change of the rules has " + (given.isEmpty() ? "none" : String.join(" and ", given))
                            + " of the keys add, replace, off; allowed: one");
        }
        if (!change.has("add") && (change.has("before") || change.has("after"))) {
            throw change.wrong(change.has("before") ? "before" : "after", "only beside 'add'");
        }
        switch (given.get(0)) {
            case "add" -> rules.add(position(change, rules), change.node("add"));
            case "replace" -> {
                String id = valueOf(change.node("replace"), "id");
                rules.set(find(change, "replace", id, rules), change.node("replace"));
            }
            default -> rules.remove(find(change, "off", change.text("off"), rules));
        }
    }

    private static int position(Fields change, List<Node> rules) {
        if (change.has("before") && change.has("after")) {
            throw change.wrong("after", "'before' or 'after', not both");
        }
        if (change.has("before")) {
            return find(change, "before", change.text("before"), rules);
        }
        return change.has("after") ? find(change, "after", change.text("after"), rules) + 1 : rules.size();
    }

    private static int find(Fields change, String key, String id, List<Node> rules) {
        int at = indexOf(rules, "id", id);
        if (at < 0) {
            throw change.place(key)
                    .error("key '" + key + "' of a change of the rules names rule '" + id + "', which is not there;"
                            + " allowed: "
                            + String.join(
                                    ", ",
                                    rules.stream()
                                            .map(rule -> valueOf(rule, "id"))
                                            .toList()));
        }
        return at;
    }

    private static int indexOf(List<Node> nodes, String key, String value) {
        for (int i = 0; i < nodes.size(); i++) {
            if (valueOf(nodes.get(i), key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    /** The text under a key; empty where there is none, which the reader of packs then complains about. */
    private static String valueOf(Node node, String key) {
        if (node instanceof Mapping mapping) {
            Entry entry = mapping.entries().get(key);
            return entry == null ? "" : textOf(entry.value());
        }
        return "";
    }

    private static String textOf(Node node) {
        return node instanceof Scalar scalar ? scalar.text() : "";
    }

    private static Node withoutExamples(Node rule) {
        if (!(rule instanceof Mapping mapping)) {
            return rule;
        }
        Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
        entries.remove("examples");
        return new Mapping(mapping.place(), entries);
    }
}
