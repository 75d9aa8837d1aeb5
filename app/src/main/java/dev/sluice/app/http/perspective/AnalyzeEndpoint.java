package dev.sluice.app.http.perspective;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.Endpoint;
import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.RefusalFormat;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.perspective.Sentences.Part;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.SecondLook.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1alpha1/comments:analyze}. Scores in this process; neither comment nor context is kept or logged,
 * whatever {@code doNotStore} says.
 */
public final class AnalyzeEndpoint implements Endpoint {
    /** How this API tells refusals. */
    public static final RefusalFormat ERRORS = new GoogleErrors();

    /** What a text whose language cannot be told is scored as. */
    private static final String UNTOLD = "en";

    private final BodyLimits bodies;
    private final CommentScores scores;

    /** The endpoint. */
    public AnalyzeEndpoint(BodyLimits bodies, CommentScores scores) {
        this.bodies = bodies;
        this.scores = scores;
    }

    /** Scores of one part of the text; the whole of it where there is one. */
    private record Scored(Part part, Assessment assessment) {}

    @Override
    public Reply answer(Call call) throws IOException {
        CommentScores.checkType(call.request());
        AnalyzeRequest asked = asked(call);
        List<Attribute> attributes = asked.languages().isEmpty()
                ? List.copyOf(asked.thresholds().keySet())
                : Languages.covered(asked, asked.languages(), List.of());
        return answer(call, asked, attributes);
    }

    private AnalyzeRequest asked(Call call) throws IOException {
        try (BodyLimits.Body body = bodies.read(call.request())) {
            return AnalyzeRequest.of(CommentScores.json(body));
        }
    }

    private Reply answer(Call call, AnalyzeRequest asked, List<Attribute> attributes) {
        boolean told = !asked.languages().isEmpty();
        String language = told ? asked.languages().getFirst() : null;
        // Parts that there is no room for cost what the whole has cost.
        Assessment whole = CommentScores.charged(call, () -> scores.of(List.of(new Text(asked.text(), language))))
                .getFirst();
        List<String> detected = told ? List.of() : List.of(whole.language().code());
        List<String> used = told ? asked.languages() : List.of(used(whole));
        List<Attribute> answered = told ? attributes : Languages.covered(asked, used, detected);
        List<Scored> parts = parts(asked, whole, Languages.primary(used.getFirst()));
        CommentScores.requireScored(answered, whole);
        return JsonReply.of(200, json -> {
            json.writeObjectFieldStart("attributeScores");
            for (Attribute attribute : answered) {
                write(json, attribute, whole, parts, asked.thresholds());
            }
            json.writeEndObject();
            writeList(json, "languages", used);
            if (!detected.isEmpty()) {
                writeList(json, "detectedLanguages", detected);
            }
            writeToken(json, asked.clientToken());
        });
    }

    private static String used(Assessment whole) {
        String code = whole.language().code();
        return code.equals(Language.UNDETERMINED) ? UNTOLD : code;
    }

    private List<Scored> parts(AnalyzeRequest asked, Assessment whole, String language) {
        if (asked.bySentence()) {
            List<Part> sentences = Sentences.of(asked.text(), language);
            if (sentences.size() > 1) {
                List<Assessment> each = scores.of(sentences.stream()
                        .map(part -> new Text(asked.text().substring(part.begin(), part.end()), language))
                        .toList());
                List<Scored> scored = new ArrayList<>(each.size());
                for (int i = 0; i < each.size(); i++) {
                    scored.add(new Scored(sentences.get(i), each.get(i)));
                }
                return scored;
            }
        }
        return List.of(new Scored(new Part(0, asked.text().length()), whole));
    }

    private static void write(
            JsonGenerator json,
            Attribute attribute,
            Assessment whole,
            List<Scored> parts,
            Map<Attribute, Double> thresholds)
            throws IOException {
        double least = thresholds.getOrDefault(attribute, 0.0);
        double summary = attribute.score(whole.risk());
        if (summary < least) {
            return;
        }
        json.writeObjectFieldStart(attribute.name());
        json.writeArrayFieldStart("spanScores");
        for (Scored scored : parts) {
            double value = attribute.score(scored.assessment().risk());
            if (value >= least) {
                json.writeStartObject();
                json.writeNumberField("begin", scored.part().begin());
                json.writeNumberField("end", scored.part().end());
                writeScore(json, "score", value);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        writeScore(json, "summaryScore", summary);
        json.writeEndObject();
    }

    private static void writeScore(JsonGenerator json, String field, double value) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("value", (float) value);
        json.writeStringField("type", "PROBABILITY");
        json.writeEndObject();
    }

    static void writeList(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static void writeToken(JsonGenerator json, @Nullable String token) throws IOException {
        if (token != null) {
            json.writeStringField("clientToken", token);
        }
    }
}
