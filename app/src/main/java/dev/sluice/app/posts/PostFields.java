package dev.sluice.app.posts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Typed access to the fields of one line; every error names the field, what it was and what is allowed. */
final class PostFields {
    private final ObjectNode line;

    PostFields(ObjectNode line) {
        this.line = line;
    }

    /** A field that must be there. Whole numbers are taken as strings, since platforms number their posts. */
    String required(String field) throws BadLineException {
        String value = optional(field);
        if (value == null) {
            throw new BadLineException("has no '" + field + "'; it is required");
        }
        return value;
    }

    /** A field, or null where it is absent or null. */
    @Nullable
    String optional(String field) throws BadLineException {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        if (!value.isTextual()) {
            throw wrong(field, value, "a string");
        }
        return wellFormed(field, value.textValue());
    }

    /** The text of a post: a string, nothing else. */
    String text() throws BadLineException {
        JsonNode value = line.get("text");
        if (value == null || value.isNull()) {
            throw new BadLineException("has no 'text'; it is required");
        }
        if (!value.isTextual()) {
            throw wrong("text", value, "a string");
        }
        return wellFormed("text", value.textValue());
    }

    /** A whole number of at least {@code least}, or null where the field is absent or null. */
    @Nullable
    Integer number(String field, int least) throws BadLineException {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isInt() || value.intValue() < least) {
            throw wrong(field, value, "a whole number of at least " + least);
        }
        return value.intValue();
    }

    /** An instant with its offset, in ISO 8601; null where the field is absent or null. */
    @Nullable
    Instant instant(String field) throws BadLineException {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(field, value, "a time with its offset, such as 2026-11-01T09:30:00Z");
        }
        try {
            return OffsetDateTime.parse(value.textValue()).toInstant();
        } catch (DateTimeException e) {
            throw wrong(field, value, "a time with its offset, such as 2026-11-01T09:30:00Z");
        }
    }

    /** The object under {@code field} as strings; entries that are null say nothing and are left out. */
    Map<String, String> labels(String field) throws BadLineException {
        JsonNode value = line.get(field);
        Map<String, String> labels = new TreeMap<>();
        if (value == null || value.isNull()) {
            return labels;
        }
        if (!value.isObject()) {
            throw wrong(field, value, "an object of strings, numbers, booleans or nulls");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (entry.getValue().isContainerNode()) {
                throw wrong(field + "." + entry.getKey(), entry.getValue(), "a string, number, boolean or null");
            }
            if (!entry.getValue().isNull()) {
                labels.put(
                        wellFormed(field, entry.getKey()),
                        wellFormed(field, entry.getValue().asText()));
            }
        }
        return labels;
    }

    /** True where the field is there with a list or an object in it. */
    boolean isContainer(String field) {
        JsonNode value = line.get(field);
        return value != null && value.isContainerNode();
    }

    private static String wellFormed(String field, String value) throws BadLineException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new BadLineException(
                        "has half a surrogate pair in '" + field + "'; allowed: well-formed Unicode");
            }
        }
        return value;
    }

    private static BadLineException wrong(String field, JsonNode value, String allowed) {
        JsonNodeType type = value.getNodeType();
        String kind = type == JsonNodeType.STRING
                ? "a string of " + value.textValue().length() + " characters"
                : "of JSON type " + type.name().toLowerCase(Locale.ROOT);
        return new BadLineException("has '" + field + "' " + kind + "; allowed: " + allowed);
    }
}
