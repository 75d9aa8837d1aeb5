package dev.sluice.app.http.moderation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.Endpoint;
import dev.sluice.app.http.exchange.JsonBody;
import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusalFormat;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.SecondLook.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/moderations}, in the shape of OpenAI's. Only the categories that are scored are in the answer: a
 * category that is absent says nothing, where {@code false} would say that nothing was found.
 */
public final class ModerationsEndpoint implements Endpoint {
    /** How this API tells refusals. */
    public static final RefusalFormat ERRORS = new OpenAiErrors();

    /** From which probability on a category is true. */
    private static final float FLAGGED = 0.5f;

    private static final int MOST_INPUTS = 32;
    private static final int MOST_CHARS = 32 << 10;
    private static final List<Named> CATEGORIES = List.of(
            new Named("harassment", Category.ABUSE),
            new Named("harassment/threatening", Category.THREAT),
            new Named("hate", Category.HATE));

    private final BodyLimits bodies;
    private final ScoringPool pool;

    /** What a category is called here. */
    private record Named(String name, Category category) {}

    /** The endpoint. */
    public ModerationsEndpoint(BodyLimits bodies, ScoringPool pool) {
        this.bodies = bodies;
        this.pool = pool;
    }

    @Override
    public Reply answer(Call call) throws IOException {
        if (!JsonBody.mediaType(call.request()).equals("application/json")) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_TYPE, "the Content-Type is not taken; allowed: application/json");
        }
        List<Text> texts;
        try (BodyLimits.Body body = bodies.read(call.request())) {
            texts = texts(JsonBody.parse(body));
        }
        List<Assessment> assessments =
                call.charged(texts.size(), "the quota of the key is used up", () -> score(texts));
        return JsonReply.of(200, json -> {
            json.writeStringField("id", "modr-" + UUID.randomUUID());
            json.writeStringField("model", "sluice-" + assessments.getFirst().models());
            json.writeArrayFieldStart("results");
            for (Assessment assessment : assessments) {
                write(json, assessment);
            }
            json.writeEndArray();
        });
    }

    private List<Assessment> score(List<Text> texts) {
        List<Assessment> assessments;
        try {
            assessments = pool.score(texts);
        } catch (ScoringPool.BusyException e) {
            throw RefusedException.later(Refusal.BUSY, "too many texts are being scored", 1);
        }
        for (Assessment assessment : assessments) {
            for (Finding finding : assessment.findings()) {
                if (finding instanceof Finding.Unavailable missing
                        && CATEGORIES.stream()
                                .anyMatch(one -> missing.categories().contains(one.category()))) {
                    throw RefusedException.later(
                            Refusal.NOT_ACKNOWLEDGED, "detector " + missing.detector() + " gave no answer", 1);
                }
            }
        }
        return assessments;
    }

    private static List<Text> texts(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw wrong("the body", "an object with 'input'");
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!Set.of("input", "model").contains(field.getKey())) {
                throw wrong("a field of the body", "input, model");
            }
        }
        JsonNode input = object.get("input");
        List<Text> texts = new ArrayList<>();
        if (input != null && input.isTextual()) {
            texts.add(text(input));
        } else if (input != null && input.isArray() && input.size() <= MOST_INPUTS) {
            boolean isParts = input.path(0).isObject();
            StringBuilder parts = new StringBuilder();
            for (JsonNode one : input) {
                if (isParts != one.isObject()) {
                    throw wrong("'input'", "strings, or parts, not both");
                }
                if (one instanceof ObjectNode part) {
                    parts.append(parts.isEmpty() ? "" : "\n")
                            .append(text(words(part)).text());
                } else {
                    texts.add(text(one));
                }
            }
            if (isParts) {
                // Parts make one message, with one result.
                texts.add(new Text(parts.toString(), null));
            }
        }
        if (texts.isEmpty()) {
            throw wrong("'input'", "a string, or a list of 1 to " + MOST_INPUTS + " strings");
        }
        return texts;
    }

    private static @Nullable JsonNode words(ObjectNode part) {
        if (!"text".equals(part.path("type").textValue())) {
            throw wrong("a part of 'input'", "parts of type text; images are not scored");
        }
        return part.get("text");
    }

    private static Text text(@Nullable JsonNode node) {
        if (node == null || !node.isTextual() || node.textValue().length() > MOST_CHARS) {
            throw wrong("an entry of 'input'", "a string of up to " + MOST_CHARS + " characters");
        }
        return new Text(node.textValue(), null);
    }

    private static RefusedException wrong(String what, String allowed) {
        return new RefusedException(Refusal.INVALID_REQUEST, what + " is wrong; allowed: " + allowed);
    }

    private static void write(JsonGenerator json, Assessment assessment) throws IOException {
        boolean flagged = CATEGORIES.stream().anyMatch(one -> assessment.risk().of(one.category()) >= FLAGGED);
        json.writeStartObject();
        json.writeBooleanField("flagged", flagged);
        json.writeObjectFieldStart("categories");
        for (Named one : CATEGORIES) {
            json.writeBooleanField(one.name(), assessment.risk().of(one.category()) >= FLAGGED);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("category_scores");
        for (Named one : CATEGORIES) {
            json.writeNumberField(one.name(), assessment.risk().of(one.category()));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("category_applied_input_types");
        for (Named one : CATEGORIES) {
            json.writeArrayFieldStart(one.name());
            json.writeString("text");
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
