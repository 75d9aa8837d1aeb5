package dev.sluice.app.http.perspective;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.http.exchange.RefusedException;
import java.io.IOException;

/** The entry of {@code details} in an error body. */
interface GoogleDetails extends RefusedException.Details {
    /** Its type for errors of the Comment Analyzer API. */
    String ANALYZER_ERROR = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error";

    /** Writes the fields of the entry. */
    void write(JsonGenerator json) throws IOException;

    /** An error that is told by its type alone. */
    static GoogleDetails ofType(String errorType) {
        return json -> {
            json.writeStringField("@type", ANALYZER_ERROR);
            json.writeStringField("errorType", errorType);
        };
    }
}
