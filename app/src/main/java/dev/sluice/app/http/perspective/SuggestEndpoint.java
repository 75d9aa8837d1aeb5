package dev.sluice.app.http.perspective;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.Endpoint;
import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.SecondLook.Text;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1alpha1/comments:suggestscore}: what a person says that scores should be, beside what they are. The
 * suggestion is handed on without the comment's words.
 */
public final class SuggestEndpoint implements Endpoint {
    private static final int MOST_LANGUAGES = 10;
    private static final int MOST_SPANS = 64;
    private static final Set<String> NAMES =
            Set.of("comment", "context", "attributeScores", "languages", "communityId", "sessionId", "clientToken");

    private final BodyLimits bodies;
    private final CommentScores scores;
    private final @Nullable Suggestions suggestions;

    /**
     * The endpoint.
     *
     * @param suggestions where suggestions go; null where they go nowhere, so that none is taken
     */
    public SuggestEndpoint(BodyLimits bodies, CommentScores scores, @Nullable Suggestions suggestions) {
        this.bodies = bodies;
        this.scores = scores;
        this.suggestions = suggestions;
    }

    private record Asked(
            String text,
            Map<Attribute, Double> scores,
            List<String> languages,
            @Nullable String community,
            @Nullable String clientToken) {
        @Override
        public String toString() {
            return "Asked[" + text.length() + " chars, " + scores.keySet() + "]";
        }
    }

    @Override
    public Reply answer(Call call) throws IOException {
        CommentScores.checkType(call.request());
        Asked asked;
        try (BodyLimits.Body body = bodies.read(call.request())) {
            asked = asked(CommentScores.json(body));
        }
        if (suggestions == null) {
            throw new RefusedException(Refusal.NOT_HERE, "Suggested scores are not taken by this server.");
        }
        String told = asked.languages().isEmpty() ? null : asked.languages().getFirst();
        Text text = new Text(asked.text(), told);
        Assessment assessment =
                CommentScores.charged(call, () -> scores.of(List.of(text))).getFirst();
        boolean kept = suggestions.take(new Suggestions.Suggestion(
                call.caller().id(), asked.community(), asked.text(), asked.scores(), assessment));
        if (!kept) {
            throw RefusedException.later(Refusal.NOT_ACKNOWLEDGED, "The suggestion was not acknowledged.", 5);
        }
        return JsonReply.of(200, json -> {
            AnalyzeEndpoint.writeList(json, "requestedLanguages", asked.languages());
            if (told == null) {
                AnalyzeEndpoint.writeList(
                        json, "detectedLanguages", List.of(assessment.language().code()));
            }
            AnalyzeEndpoint.writeToken(json, asked.clientToken());
        });
    }

    private static Asked asked(JsonNode body) {
        Fields fields = Fields.of("", body, NAMES);
        fields.text("sessionId");
        return new Asked(
                AnalyzeRequest.text(fields.node("comment")),
                scores(fields.node("attributeScores")),
                fields.texts("languages", MOST_LANGUAGES),
                fields.text("communityId"),
                fields.text("clientToken"));
    }

    private static Map<Attribute, Double> scores(@Nullable JsonNode suggested) {
        if (suggested == null || !suggested.isObject() || suggested.isEmpty()) {
            throw Fields.wrong("attributeScores", "one or more of " + Attribute.names());
        }
        Map<Attribute, Double> scores = new EnumMap<>(Attribute.class);
        for (Map.Entry<String, JsonNode> entry : suggested.properties()) {
            Attribute attribute = AnalyzeRequest.attribute(entry.getKey());
            String path = "attributeScores." + attribute;
            Fields fields = Fields.of(path, entry.getValue(), Set.of("summaryScore", "spanScores"));
            Double value = score(path + ".summaryScore", fields.node("summaryScore"));
            JsonNode spans = fields.node("spanScores");
            if (spans != null) {
                value = ofSpans(path + ".spanScores", spans, value);
            }
            if (value == null) {
                throw Fields.wrong(path, "a summaryScore, spanScores, or both");
            }
            scores.put(attribute, value);
        }
        return scores;
    }

    /** A comment is as bad as its worst part, where it has no score as a whole. */
    private static @Nullable Double ofSpans(String path, JsonNode spans, @Nullable Double summary) {
        if (!spans.isArray() || spans.size() > MOST_SPANS) {
            throw Fields.wrong(path, "a list of up to " + MOST_SPANS);
        }
        Double worst = null;
        for (JsonNode span : spans) {
            Fields fields = Fields.of(path, span, Set.of("begin", "end", "score"));
            Double value = score(path + ".score", fields.node("score"));
            if (value == null || fields.node("begin") == null || fields.node("end") == null) {
                throw Fields.wrong(path, "begin, end and score in each");
            }
            worst = worst == null ? value : Double.valueOf(Math.max(worst, value));
        }
        return summary == null ? worst : summary;
    }

    private static @Nullable Double score(String path, @Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(path, node, Set.of("value", "type"));
        String type = fields.text("type");
        if (type != null && !type.equals("PROBABILITY") && !type.equals("SCORE_TYPE_UNSPECIFIED")) {
            throw Fields.wrong(path + ".type", "PROBABILITY");
        }
        Double value = fields.fraction("value");
        if (value == null) {
            throw Fields.wrong(path + ".value", "a number of 0 to 1");
        }
        return value;
    }
}
