package dev.sluice.app.score;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.Target;
import dev.sluice.classifiers.Target.Characteristic;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
            writeTarget(json, assessment.target());
            writeFindings(json, assessment);
            writeDegraded(json, assessment);
        });
    }

    @Override
    public void flush() throws IOException {
        lines.flush();
    }

    /** Whom the post is aimed at; only where there is enough risk for that to matter. */
    private static void writeTarget(JsonGenerator json, @Nullable Target target) throws IOException {
        if (target == null) {
            return;
        }
        Characteristic characteristic = target.characteristic();
        json.writeObjectFieldStart("target");
        json.writeStringField("characteristic", characteristic == null ? null : characteristic.id());
        json.writeStringField("group", target.group());
        json.writeStringField("directedAt", target.directedAt().id());
        json.writeStringField("kind", target.kind().id());
        json.writeEndObject();
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
