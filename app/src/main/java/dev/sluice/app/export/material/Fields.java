package dev.sluice.app.export.material;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON file of a package. A field that is absent is an empty text, an empty list or no time: packages of
 * earlier and later formats can be read.
 *
 * @param node the object; missing where there is no such file
 */
public record Fields(JsonNode node) {
    /** No file. */
    public static final Fields NONE = new Fields(MissingNode.getInstance());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 8;

    /**
     * The fields in a file.
     *
     * @throws MaterialException where it is not JSON
     */
    static Fields parse(String path, byte @Nullable [] content) {
        if (content == null) {
            return NONE;
        }
        try {
            return new Fields(JSON.readTree(content));
        } catch (JsonProcessingException e) {
            throw new MaterialException("file '" + path + "' of the package is not JSON; allowed: a package as sealed");
        } catch (IOException e) {
            throw new MaterialException("file '" + path + "' of the package cannot be read");
        }
    }

    /** Whether there is such a file at all. */
    public boolean present() {
        return node.isObject();
    }

    /** A single value as text; empty where it is absent, null, or no single value. */
    public String text(String field) {
        return node.path(field).isValueNode() ? node.path(field).asText("") : "";
    }

    /** A number; empty where it is absent. */
    public @Nullable Double number(String field) {
        return node.path(field).isNumber() ? node.path(field).doubleValue() : null;
    }

    /** A whole number; 0 where it is absent. */
    public int whole(String field) {
        return node.path(field).asInt(0);
    }

    /** A time; null where it is absent or none. */
    public @Nullable Instant time(String field) {
        try {
            String text = text(field);
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** An object within. */
    public Fields in(String field) {
        return new Fields(node.path(field));
    }

    /** A list of objects. */
    public List<Fields> list(String field) {
        List<Fields> items = new ArrayList<>();
        node.path(field).forEach(item -> items.add(new Fields(item)));
        return items;
    }

    /** A list of texts. */
    public List<String> texts(String field) {
        List<String> items = new ArrayList<>();
        node.path(field).forEach(item -> items.add(item.asText("")));
        return items;
    }

    /** The spans of a list of them. */
    public List<Span> spans(String field) {
        return list(field).stream()
                .map(span -> new Span(span.whole("start"), span.whole("end")))
                .filter(span -> span.start() >= 0 && span.end() > span.start())
                .toList();
    }

    /** All single values by their path with dots, without these fields at the top; in the file's order. */
    public Map<String, String> flat(Set<String> without) {
        Map<String, String> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (!without.contains(entry.getKey())) {
                flatten(entry.getKey(), entry.getValue(), values, 0);
            }
        });
        return values;
    }

    private static void flatten(String path, JsonNode value, Map<String, String> values, int depth) {
        if (value.isNull() || depth > DEEPEST) {
            return;
        }
        if (value.isValueNode()) {
            values.put(path, value.asText(""));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(path + "[" + (i + 1) + "]", value.get(i), values, depth + 1);
            }
        } else {
            value.properties()
                    .forEach(entry -> flatten(path + "." + entry.getKey(), entry.getValue(), values, depth + 1));
        }
    }
}
