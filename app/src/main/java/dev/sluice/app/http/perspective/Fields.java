package dev.sluice.app.http.perspective;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message, read as Google's APIs read JSON (the ProtoJSON format of Protocol Buffers): names in camel
 * case or snake case, null as absent, and nothing that is not in the message.
 */
final class Fields {
    private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final String path;
    private final Map<String, JsonNode> values;

    private Fields(String path, Map<String, JsonNode> values) {
        this.path = path;
        this.values = values;
    }

    /**
     * The fields of a message.
     *
     * @param path where it is; empty for the whole body
     * @param names what it may have
     */
    static Fields of(String path, @Nullable JsonNode node, Set<String> names) {
        if (!(node instanceof ObjectNode object)) {
            throw wrong(path.isEmpty() ? "the body" : path, "an object");
        }
        Map<String, JsonNode> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = camel(field.getKey());
            if (!names.contains(name)) {
                throw invalid("Invalid JSON payload received. Unknown name \"" + shown(field.getKey()) + "\""
                        + (path.isEmpty() ? "" : " at '" + path + "'") + ": Cannot find field.");
            }
            if (!field.getValue().isNull()) {
                values.put(name, field.getValue());
            }
        }
        return new Fields(path, values);
    }

    @Nullable
    JsonNode node(String name) {
        return values.get(name);
    }

    @Nullable
    String text(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(at(name), "a string");
        }
        return value.textValue();
    }

    boolean flag(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(at(name), "true or false");
        }
        return value.booleanValue();
    }

    @Nullable
    Double fraction(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
            throw wrong(at(name), "a number of 0 to 1");
        }
        return value.doubleValue();
    }

    List<String> texts(String name, int most) {
        JsonNode value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            throw wrong(at(name), "a list of up to " + most + " strings");
        }
        List<String> texts = new java.util.ArrayList<>(value.size());
        for (JsonNode one : value) {
            if (!one.isTextual()) {
                throw wrong(at(name), "a list of strings");
            }
            texts.add(one.textValue());
        }
        return texts;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A name of the client's as far as it may be repeated: names, not what somebody might have put there. */
    static String shown(String name) {
        return SHOWN.matcher(name).matches() ? name : "?";
    }

    static RefusedException wrong(String where, String allowed) {
        return invalid("Invalid value at '" + where + "'; allowed: " + allowed);
    }

    static RefusedException invalid(String message) {
        return new RefusedException(Refusal.INVALID_REQUEST, message);
    }

    private static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean up = false;
        for (char c : name.toCharArray()) {
            if (c == '_') {
                up = true;
            } else {
                camel.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return camel.toString();
    }
}
