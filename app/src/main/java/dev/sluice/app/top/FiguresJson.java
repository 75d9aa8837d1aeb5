package dev.sluice.app.top;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** Figures for scripts: the fields of one JSON object. */
public final class FiguresJson {
    private FiguresJson() {}

    /** Writes them between the braces of an object. */
    public static void write(Figures figures, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("processes");
        for (Figures.Process process : figures.processes()) {
            json.writeStartObject();
            json.writeStringField("address", process.address());
            json.writeBooleanField("ready", process.ready());
            json.writeArrayFieldStart("health");
            for (String line : process.health()) {
                json.writeString(line);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        numbers("rates", figures.rates(), json);
        numbers("seconds", figures.seconds(), json);
        numbers("costMicros", figures.costs(), json);
        json.writeObjectFieldStart("queues");
        for (Map.Entry<String, Figures.Queue> queue : figures.queues().entrySet()) {
            json.writeObjectFieldStart(queue.getKey());
            json.writeNumberField("open", queue.getValue().open());
            json.writeNumberField("overdue", queue.getValue().overdue());
            json.writeNumberField("oldestSeconds", queue.getValue().oldestSeconds());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("lag");
        for (Map.Entry<String, ? extends Map<String, Double>> group :
                figures.lag().entrySet()) {
            numbers(group.getKey(), group.getValue(), json);
        }
        json.writeEndObject();
        numbers("now", figures.now(), json);
    }

    private static void numbers(String name, Map<String, Double> values, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Double> value : values.entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }
}
