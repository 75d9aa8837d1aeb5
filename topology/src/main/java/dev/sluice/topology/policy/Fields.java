package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Entry;
import dev.sluice.topology.policy.Node.Kind;
import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.Node.Scalar;
import dev.sluice.topology.policy.Node.Sequence;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping, read by name and type; every mistake is an error that names line, key, value and what is
 * allowed.
 */
public final class Fields {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Mapping mapping;
    private final String what;

    private Fields(Mapping mapping, String what) {
        this.mapping = mapping;
        this.what = what;
    }

    /**
     * Opens a mapping and refuses keys that it may not have.
     *
     * @param what the mapping as messages name it, such as {@code rule 'hate.remove'}
     */
    public static Fields of(Node node, String what, List<String> allowed) {
        if (!(node instanceof Mapping mapping)) {
            throw node.place()
                    .error(what + " is " + node.describe() + "; allowed: a mapping with the keys "
                            + String.join(", ", allowed));
        }
        mapping.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                throw entry.keyPlace()
                        .error("key '" + key + "' is unknown in " + what + "; allowed: " + String.join(", ", allowed));
            }
        });
        return new Fields(mapping, what);
    }

    /** The mapping as messages name it. */
    String what() {
        return what;
    }

    /** The same mapping under the name that its own keys have told. */
    Fields named(String name) {
        return new Fields(mapping, name);
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** Where the mapping begins. */
    public Place place() {
        return mapping.place();
    }

    /** Where the key stands, else where the mapping begins. */
    public Place place(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.place() : entry.keyPlace();
    }

    /** The value of a key that must be there. */
    public Node node(String key) {
        Entry entry = mapping.entries().get(key);
        if (entry == null) {
            throw mapping.place().error("key '" + key + "' is missing in " + what);
        }
        return entry.value();
    }

    /** All keys with their values. */
    public Map<String, Entry> entries() {
        return mapping.entries();
    }

    /** An error about the value of a key. */
    public PolicyException wrong(String key, String allowed) {
        return wrong(node(key), key, allowed);
    }

    private PolicyException wrong(Node value, String key, String allowed) {
        return value.place()
                .error("key '" + key + "' of " + what + " is " + value.describe() + "; allowed: " + allowed);
    }

    /** Text that is not blank. */
    Scalar scalar(String key) {
        return text(node(key), key);
    }

    /** Text that is not blank. */
    public String text(String key) {
        return scalar(key).text();
    }

    /** Text that is not blank, or null where the key is absent. */
    public @Nullable String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    /** Text that may be blank, such as what somebody posted. */
    String anyText(String key) {
        if (node(key) instanceof Scalar scalar && scalar.kind() == Kind.TEXT) {
            return scalar.text();
        }
        throw wrong(key, "text");
    }

    /** Text of a given form. */
    String text(String key, Pattern form, String allowed) {
        String text = text(key);
        if (!form.matcher(text).matches()) {
            throw wrong(key, allowed);
        }
        return text;
    }

    /** A number within bounds. */
    double number(String key, double lowest, double highest) {
        String allowed = "a number from " + plain(lowest) + " to " + plain(highest);
        double number = number(node(key), key, allowed);
        if (!(number >= lowest && number <= highest)) {
            throw wrong(key, allowed);
        }
        return number;
    }

    /** A whole number within bounds. */
    int whole(String key, int lowest, int highest) {
        String allowed = "a whole number from " + lowest + " to " + highest;
        double number = number(node(key), key, allowed);
        if (number != Math.rint(number) || number < lowest || number > highest) {
            throw wrong(key, allowed);
        }
        return (int) number;
    }

    /** A time span of more than nothing and at most a year. */
    Duration duration(String key) {
        String allowed = "an ISO 8601 duration such as PT4H or P2D, at most P365D";
        try {
            Duration duration = Duration.parse(text(key));
            if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw wrong(key, allowed);
        }
        throw wrong(key, allowed);
    }

    boolean flag(String key) {
        // YAML 1.1 also takes yes, no, on and off for truth values; a policy says true or false.
        return switch (node(key) instanceof Scalar scalar ? scalar.text() : "") {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true, false");
        };
    }

    /** The values of a list; empty where the key is absent. */
    public List<Node> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (node(key) instanceof Sequence sequence) {
            return sequence.items();
        }
        throw wrong(key, "a list");
    }

    /** A list of different texts; empty where the key is absent. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node item : items(key)) {
            String text = text(item, key).text();
            if (!seen.add(text)) {
                throw item.place().error("key '" + key + "' of " + what + " names '" + text + "' twice");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** A list of different texts of a given form, at least one. */
    List<String> texts(String key, Pattern form, String allowed) {
        List<String> texts = texts(key);
        if (texts.isEmpty()) {
            throw node(key).place().error("key '" + key + "' of " + what + " is an empty list; allowed: " + allowed);
        }
        for (Node item : items(key)) {
            if (!form.matcher(((Scalar) item).text()).matches()) {
                throw wrong(item, key, allowed);
            }
        }
        return texts;
    }

    private Scalar text(Node value, String key) {
        if (value instanceof Scalar scalar
                && scalar.kind() == Kind.TEXT
                && !scalar.text().isBlank()) {
            return scalar;
        }
        boolean unquoted =
                value instanceof Scalar scalar && (scalar.kind() == Kind.NUMBER || scalar.kind() == Kind.BOOLEAN);
        throw wrong(value, key, unquoted ? "text; put it in quotes" : "text");
    }

    private double number(Node value, String key, String allowed) {
        if (value instanceof Scalar scalar && scalar.kind() == Kind.NUMBER) {
            try {
                return Double.parseDouble(scalar.text());
            } catch (NumberFormatException e) {
                throw wrong(value, key, allowed);
            }
        }
        throw wrong(value, key, allowed);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
