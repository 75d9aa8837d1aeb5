package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Pointer (RFC 6901) with two additions: a segment {@code *} stands for every item of a list, and a pointer that
 * begins with {@code .} is looked up in the item that an event goes through, instead of the whole record.
 *
 * @param text as it is written
 * @param relative whether it begins at the item
 * @param segments its parts, unescaped
 */
record Pointer(String text, boolean relative, List<String> segments) {
    /** How many values one pointer gives at most; what comes after them is passed over. */
    static final int MAX_FOUND = 1_000;

    private static final String EVERY = "*";

    /** A value and the plain pointer that leads to it. */
    record Found(String path, JsonNode node) {}

    /** Whether a text is meant as a pointer. */
    static boolean is(String text) {
        return text.startsWith("/") || text.equals(".") || text.startsWith("./");
    }

    /**
     * Reads a pointer.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Pointer of(String text) {
        if (!is(text)) {
            throw new IllegalArgumentException("is '" + text + "'; allowed: a JSON Pointer such as /author/id, or one"
                    + " within the item such as ./id");
        }
        boolean relative = text.startsWith(".");
        String path = relative ? text.substring(1) : text;
        List<String> segments = new ArrayList<>();
        if (!path.isEmpty()) {
            for (String segment : path.substring(1).split("/", -1)) {
                segments.add(segment.replace("~1", "/").replace("~0", "~"));
            }
        }
        return new Pointer(text, relative, List.copyOf(segments));
    }

    /** All values that it leads to, in order; those that are null or absent are left out. */
    List<Found> all(String basePath, JsonNode base) {
        List<Found> found = List.of(new Found(basePath, base));
        for (String segment : segments) {
            List<Found> next = new ArrayList<>();
            for (Found from : found) {
                step(from, segment, next);
            }
            found = next;
        }
        return found.stream().filter(each -> !each.node().isNull()).toList();
    }

    /** A pointer with one segment more. */
    static String under(String path, String segment) {
        return path + "/" + segment.replace("~", "~0").replace("/", "~1");
    }

    private static void step(Found from, String segment, List<Found> next) {
        JsonNode node = from.node();
        if (segment.equals(EVERY) && node.isArray()) {
            for (int i = 0; i < node.size() && next.size() < MAX_FOUND; i++) {
                next.add(new Found(from.path() + "/" + i, node.get(i)));
            }
            return;
        }
        JsonNode value = node.isArray() ? item(node, segment) : node.get(segment);
        if (value != null) {
            next.add(new Found(under(from.path(), segment), value));
        }
    }

    @SuppressWarnings("NullAway") // get answers null where there is no such item
    private static @org.jspecify.annotations.Nullable JsonNode item(JsonNode list, String segment) {
        boolean isIndex =
                !segment.isEmpty() && segment.length() <= 6 && segment.chars().allMatch(c -> c >= '0' && c <= '9');
        return isIndex ? list.get(Integer.parseInt(segment)) : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
