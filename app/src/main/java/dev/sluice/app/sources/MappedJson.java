package dev.sluice.app.sources;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.Post;
import dev.sluice.topology.source.Mapped;
import dev.sluice.topology.source.text.Run;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what becomes of a line as a line of JSON. Its keys are a contract. */
public final class MappedJson {
    private MappedJson() {}

    /** Writes the fields of a line. */
    public static void write(JsonGenerator json, SourceCheck.Line line) throws IOException {
        json.writeNumberField("line", line.number());
        json.writeArrayFieldStart("events");
        for (Mapped event : line.events()) {
            json.writeStartObject();
            switch (event) {
                case Mapped.Posted posted -> posted(json, posted);
                case Mapped.Ignored ignored -> {
                    json.writeStringField("is", "ignored");
                    json.writeStringField("event", ignored.event());
                    json.writeStringField("because", ignored.because());
                }
                case Mapped.Refused refused -> {
                    json.writeStringField("is", "refused");
                    json.writeStringField("reason", refused.reason().name());
                    json.writeStringField("detail", refused.detail());
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lost");
        for (String pointer : line.lost()) {
            json.writeString(pointer);
        }
        json.writeEndArray();
    }

    private static void posted(JsonGenerator json, Mapped.Posted posted) throws IOException {
        Post post = posted.post();
        json.writeStringField("is", post.getEvent().name().toLowerCase(Locale.ROOT));
        json.writeStringField("event", posted.event());
        json.writeStringField("id", post.getId());
        json.writeNumberField("revision", post.getRevision());
        json.writeStringField("community", post.getCommunity());
        json.writeStringField("thread", post.getThread());
        optional(json, "parent", post.getParent());
        optional(json, "author", post.getAuthor());
        optional(json, "target", post.getTarget());
        optional(json, "language", post.getLanguage());
        optional(json, "url", post.getUrl());
        json.writeStringField("createdAt", post.getCreatedAt().toString());
        optional(
                json,
                "authorSince",
                post.getAuthorSince() == null ? null : post.getAuthorSince().toString());
        if (post.getAuthorPosts() != null) {
            json.writeNumberField("authorPosts", post.getAuthorPosts());
        }
        json.writeStringField("text", post.getText());
        json.writeNumberField("leftOut", posted.leftOut());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : post.getLabels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("media");
        List<MediaReference> shown = post.getMedia() == null ? List.of() : post.getMedia();
        for (MediaReference media : shown) {
            json.writeString(media.getUri());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("parts");
        for (Originals.Part part : Originals.of(post).parts()) {
            part(json, part);
        }
        json.writeEndArray();
    }

    /** A run is {@code [start, length, from, fromLength]}, in code points. */
    private static void part(JsonGenerator json, Originals.Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("pointer", part.pointer());
        json.writeStringField("format", part.format());
        json.writeStringField("original", part.text());
        json.writeArrayFieldStart("runs");
        for (Run run : part.map().runs()) {
            json.writeArray(new int[] {run.start(), run.length(), run.from(), run.fromLength()}, 0, 4);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
