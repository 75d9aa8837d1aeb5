package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.topology.source.Pointer.Found;
import java.math.BigDecimal;
import java.util.Locale;

/** Single values of a record; what is wrong is said with its pointer and type, never with the value. */
final class Scalars {
    /** Digits before or behind the point of a number, at most; a double has 324. */
    private static final int MAX_SCALE = 400;

    private Scalars() {}

    /** A value as text: texts, whole numbers (platforms number their posts), other numbers and truth values. */
    static String text(Found found) {
        JsonNode node = found.node();
        if (node.isContainerNode() || node.isMissingNode()) {
            throw wrong(found, "text or a number");
        }
        return wellFormed(found, node.asText());
    }

    /** A value that must be text. */
    static String words(Found found) {
        if (!found.node().isTextual()) {
            throw wrong(found, "text");
        }
        return wellFormed(found, found.node().textValue());
    }

    /**
     * A value as a number, also where it is written as text. Nothing that cannot be written out in a line: an exponent of a
     * billion takes four characters in JSON and gigabytes in memory once it is rounded; Avro has numbers that are none.
     */
    static BigDecimal number(Found found, String allowed) {
        JsonNode node = found.node();
        if (node.isNumber()) {
            boolean finite = !(node.isDouble() || node.isFloat()) || Double.isFinite(node.doubleValue());
            if (finite && Math.abs((long) node.decimalValue().scale()) <= MAX_SCALE) {
                return node.decimalValue();
            }
            throw wrong(found, allowed);
        }
        if (node.isTextual() && node.textValue().length() <= 32) {
            try {
                BigDecimal number = new BigDecimal(node.textValue());
                if (Math.abs(number.scale()) <= 32) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw wrong(found, allowed);
            }
        }
        throw wrong(found, allowed);
    }

    static MappingException wrong(Found found, String allowed) {
        return new MappingException(
                DeadLetterReason.INVALID_FIELD, place(found) + " is " + type(found.node()) + "; allowed: " + allowed);
    }

    /** What is at a place, without quoting it. */
    static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "text of " + node.textValue().length() + " characters";
            case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a number";
            case BOOLEAN -> "a truth value";
            case ARRAY -> "a list of " + node.size();
            case OBJECT -> "an object of " + node.size();
            case NULL -> "null";
            case BINARY, MISSING, POJO -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String place(Found found) {
        return found.path().isEmpty() ? "the record" : found.path();
    }

    private static String wellFormed(Found found, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (!pair && Character.isSurrogate(c)) {
                throw new MappingException(
                        DeadLetterReason.INVALID_FIELD,
                        place(found) + " has half a surrogate pair; allowed: well-formed Unicode");
            }
            i += pair ? 1 : 0;
        }
        return value;
    }
}
