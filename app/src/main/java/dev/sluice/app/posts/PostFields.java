package dev.sluice.app.posts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Typed access to the fields of one line; every error names the field, what it was and what is allowed. */
final class PostFields {
    private static final int MAX_ID_CODE_POINTS = 256;
    private static final int MAX_SHOWN = 40;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final String TIME = "a time with its offset, such as 2026-11-01T09:30:00Z";

    private final ObjectNode line;

    PostFields(ObjectNode line) {
        this.line = line;
    }

    /** A field that must be there. Whole numbers are taken as strings, since platforms number their posts. */
    String required(String field) throws BadLineException {
        return present(field, optional(field));
    }

    /** An id that must be there: of a post, a thread or a member. */
    String requiredId(String field) throws BadLineException {
        return present(field, id(field));
    }

    /**
     * An id, or null where it is absent or null. Ids are remembered and become keys of records and of state, so their
     * length is bounded.
     */
    @Nullable
    String id(String field) throws BadLineException {
        String value = optional(field);
        if (value != null) {
            int length = value.codePointCount(0, value.length());
            if (length > MAX_ID_CODE_POINTS) {
                throw new BadLineException(
                        "has '" + field + "' of " + length + " characters; allowed: up to " + MAX_ID_CODE_POINTS);
            }
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

    /** A number of 0 to {@code most}, or null where the field is absent or null. */
    @Nullable
    Float fraction(String field, float most) throws BadLineException {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= most)) {
            throw wrong(field, value, "a number of 0 to " + (int) most);
        }
        return value.floatValue();
    }

    /** An instant with its offset, in ISO 8601; null where the field is absent or null. */
    @Nullable
    Instant instant(String field) throws BadLineException {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(field, value, TIME);
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(value.textValue()).toInstant();
        } catch (DateTimeException e) {
            throw wrong(field, value, TIME);
        }
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw wrong(field, value, TIME + ", of the years 1 to 9999");
        }
        return instant;
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
                throw wrong(
                        field + "." + shortened(entry.getKey()), entry.getValue(), "a string, number, boolean or null");
            }
            if (!entry.getValue().isNull()) {
                labels.put(
                        wellFormed(field, entry.getKey()),
                        wellFormed(field, entry.getValue().asText()));
            }
        }
        return labels;
    }

    /** The objects in a list; null where the field is absent or null. */
    @Nullable
    List<PostFields> list(String field) throws BadLineException {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            throw wrong(field, value, "a list of objects");
        }
        List<PostFields> objects = new ArrayList<>();
        for (JsonNode item : value) {
            if (!(item instanceof ObjectNode object)) {
                throw wrong(field, item, "a list of objects");
            }
            objects.add(new PostFields(object));
        }
        return objects;
    }

    /** A whole number from 0 that may be large, or null where the field is absent or null. */
    @Nullable
    Long count(String field) throws BadLineException {
        JsonNode value = line.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
            throw wrong(field, value, "a whole number of at least 0");
        }
        return value.longValue();
    }

    /** True where the field is there with a list or an object in it. */
    boolean isContainer(String field) {
        JsonNode value = line.get(field);
        return value != null && value.isContainerNode();
    }

    /** The start of what somebody wrote, for a message: no control characters, no long strings, on a terminal. */
    static String shortened(String value) {
        StringBuilder shown = new StringBuilder();
        value.codePoints().limit(MAX_SHOWN).forEach(c -> shown.appendCodePoint(isVisible(c) ? c : '?'));
        return value.codePointCount(0, value.length()) > MAX_SHOWN
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String present(String field, @Nullable String value) throws BadLineException {
        if (value == null) {
            throw new BadLineException("has no '" + field + "'; it is required");
        }
        return value;
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
