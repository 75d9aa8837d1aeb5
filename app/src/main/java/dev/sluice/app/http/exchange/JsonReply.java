package dev.sluice.app.http.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Makes answers of one JSON object. */
public final class JsonReply {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int FIRST_BYTES = 512;

    private JsonReply() {}

    /** Writes the fields of the object. */
    public interface Fields {
        /** Writes all fields between the braces. */
        void write(JsonGenerator json) throws IOException;
    }

    /** An answer with this status. */
    public static Reply of(int status, Fields fields) {
        return of(status, Reply.JSON, fields);
    }

    /** An answer with this status and media type. */
    public static Reply of(int status, String type, Fields fields) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(FIRST_BYTES)) {
            try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
            }
            return new Reply(status, type, bytes.toByteArray(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
