package dev.sluice.app.score;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import java.io.IOException;

/** Score lines: one JSON object a post. Its keys are a contract. */
public final class ScoreJson implements ScoreSink {
    private final JsonLines lines;

    /** Writes score lines here. */
    public ScoreJson(JsonLines lines) {
        this.lines = lines;
    }

    @Override
    public void write(String id, String text, Assessment assessment) throws IOException {
        lines.write(json -> {
            json.writeStringField("id", id);
            json.writeStringField("language", assessment.language().code());
            json.writeObjectFieldStart("risk");
            for (Category category : Category.values()) {
                json.writeNumberField(category.id(), assessment.risk().of(category));
            }
            json.writeEndObject();
            writeFindings(json, assessment);
            writeDegraded(json, assessment);
        });
    }

    @Override
    public void flush() throws IOException {
        lines.flush();
    }

    private static void writeFindings(JsonGenerator json, Assessment assessment) throws IOException {
        json.writeArrayFieldStart("findings");
        for (Finding finding : assessment.findings()) {
            if (finding instanceof Finding.Signal signal) {
                json.writeStartObject();
                json.writeStringField("category", signal.category().id());
                json.writeStringField("detector", signal.detector());
                json.writeStringField("version", signal.version());
                switch (signal.score()) {
                    case Finding.Score.Probability(float value) -> json.writeNumberField("probability", value);
                    case Finding.Score.Weight(float value) -> json.writeNumberField("weight", value);
                }
                json.writeArrayFieldStart("spans");
                for (Span span : signal.spans()) {
                    json.writeArray(new int[] {span.start(), span.end()}, 0, 2);
                }
                json.writeEndArray();
                json.writeStringField("explanation", signal.explanation());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** The detectors that could not answer, by id: the scores are without them. */
    private static void writeDegraded(JsonGenerator json, Assessment assessment) throws IOException {
        json.writeArrayFieldStart("degraded");
        for (Finding finding : assessment.findings()) {
            if (finding instanceof Finding.Unavailable unavailable) {
                json.writeString(unavailable.detector());
            }
        }
        json.writeEndArray();
    }
}
