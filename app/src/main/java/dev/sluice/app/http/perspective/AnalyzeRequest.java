package dev.sluice.app.http.perspective;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code comments:analyze} is asked.
 *
 * @param text the comment
 * @param thresholds the attributes asked for, each with the least score to tell
 * @param languages of the comment; empty where it is to be identified
 * @param bySentence whether each sentence gets scores of its own
 * @param dropUnsupported whether attributes that do not know the language are left out rather than refused
 * @param clientToken given back as it came
 */
record AnalyzeRequest(
        String text,
        Map<Attribute, Double> thresholds,
        List<String> languages,
        boolean bySentence,
        boolean dropUnsupported,
        @Nullable String clientToken) {
    /** As the original takes at most, in bytes of UTF-8. */
    static final int MOST_TEXT_BYTES = 20_480;

    private static final int MOST_LANGUAGES = 10;
    private static final Set<String> NAMES = Set.of(
            "comment",
            "context",
            "requestedAttributes",
            "languages",
            "doNotStore",
            "dropUnsupportedAttributes",
            "clientToken",
            "sessionId",
            "communityId",
            "spanAnnotations");

    /**
     * Reads the body.
     *
     * @throws RefusedException where it is no such request
     */
    static AnalyzeRequest of(JsonNode body) {
        Fields fields = Fields.of("", body, NAMES);
        // Nothing is kept whatever it says; it must still be what it is documented to be.
        fields.flag("doNotStore");
        fields.text("sessionId");
        fields.text("communityId");
        return new AnalyzeRequest(
                text(fields.node("comment")),
                thresholds(fields.node("requestedAttributes")),
                fields.texts("languages", MOST_LANGUAGES),
                fields.flag("spanAnnotations"),
                fields.flag("dropUnsupportedAttributes"),
                fields.text("clientToken"));
    }

    /** The text of a comment. */
    static String text(@Nullable JsonNode comment) {
        String text = null;
        if (comment != null) {
            Fields entry = Fields.of("comment", comment, Set.of("text", "type"));
            String type = entry.text("type");
            if (type != null && !type.equals("PLAIN_TEXT") && !type.equals("TEXT_TYPE_UNSPECIFIED")) {
                throw Fields.wrong("comment.type", "PLAIN_TEXT; take the tags out of HTML first");
            }
            text = entry.text("text");
        }
        if (text == null || text.isBlank()) {
            throw new RefusedException(
                    Refusal.INVALID_REQUEST, "Comment must be non-empty.", GoogleDetails.ofType("COMMENT_EMPTY"));
        }
        if (text.length() > MOST_TEXT_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES) {
            throw new RefusedException(
                    Refusal.INVALID_REQUEST,
                    "Comment text too long; allowed: up to " + MOST_TEXT_BYTES + " bytes.",
                    GoogleDetails.ofType("COMMENT_TOO_LONG"));
        }
        return text;
    }

    private static Map<Attribute, Double> thresholds(@Nullable JsonNode requested) {
        if (requested == null || !requested.isObject() || requested.isEmpty()) {
            throw Fields.wrong("requestedAttributes", "one or more of " + Attribute.names());
        }
        Map<Attribute, Double> thresholds = new EnumMap<>(Attribute.class);
        for (Map.Entry<String, JsonNode> entry : requested.properties()) {
            Attribute attribute = attribute(entry.getKey());
            Fields parameters = Fields.of(
                    "requestedAttributes." + attribute, entry.getValue(), Set.of("scoreType", "scoreThreshold"));
            String type = parameters.text("scoreType");
            if (type != null && !type.equals("PROBABILITY") && !type.equals("SCORE_TYPE_UNSPECIFIED")) {
                throw Fields.wrong("requestedAttributes." + attribute + ".scoreType", "PROBABILITY");
            }
            Double threshold = parameters.fraction("scoreThreshold");
            thresholds.put(attribute, threshold == null ? 0 : threshold);
        }
        return thresholds;
    }

    /** The attribute of this name, or the original's refusal. */
    static Attribute attribute(String name) {
        Attribute attribute = Attribute.find(name);
        if (attribute == null) {
            throw Fields.invalid(
                    "Unknown requested attribute: " + Fields.shown(name) + "; allowed: " + Attribute.names());
        }
        return attribute;
    }

    /** Leaves the text out. */
    @Override
    public String toString() {
        return "AnalyzeRequest[" + text.length() + " chars, " + thresholds.keySet() + "]";
    }
}
