package dev.sluice.app.sources;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.posts.InputException;
import dev.sluice.app.posts.SourceValues;
import dev.sluice.schemas.OriginPart;
import dev.sluice.schemas.OriginRun;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostOrigin;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.serde.ForeignRecords;
import dev.sluice.topology.source.AvroValues;
import dev.sluice.topology.source.JsonValues;
import dev.sluice.topology.source.SourceMapping.RecordFormat;
import dev.sluice.topology.source.UnreadableRecordException;
import dev.sluice.topology.source.text.OffsetMap;
import dev.sluice.topology.source.text.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was really posted, out of the record that a mapped post keeps: markup, entities and all. Needs nothing but the
 * post's origin, so that it can be done years later, by whoever has the evidence.
 *
 * @param parts the texts that the post's text was taken from, in order; none where it was not mapped, or is a deletion
 */
public record Originals(List<Part> parts) {
    /** Copies the parts. */
    public Originals {
        parts = List.copyOf(parts);
    }

    /**
     * A text of the record.
     *
     * @param pointer its place in the record
     * @param format what it was read as, such as {@code html}
     * @param text the text as it stands there
     * @param map leads from the post's text to places in it, all of which it has
     */
    public record Part(String pointer, String format, String text, OffsetMap map) {
        /** Whether the post has this text as it stands there, from its first character to its last. */
        public boolean isAsItStands() {
            if (map.runs().isEmpty()) {
                return text.isEmpty();
            }
            Run only = map.runs().getFirst();
            return map.runs().size() == 1
                    && only.exact()
                    && only.from() == 0
                    && only.length() == text.codePointCount(0, text.length());
        }

        /** Names the place, nothing of the words. */
        @Override
        public String toString() {
            return "Part[" + pointer + " as " + format + "]";
        }
    }

    /**
     * The originals of a post.
     *
     * @throws UnreadableRecordException where the record is not what the mapping has read
     */
    public static Originals of(Post post) {
        PostOrigin origin = post.getOrigin();
        return origin == null ? new Originals(List.of()) : of(origin);
    }

    /**
     * The originals of a post that comes from there.
     *
     * @throws UnreadableRecordException where the record is not what the mapping has read
     */
    public static Originals of(PostOrigin origin) {
        if (origin.getParts().isEmpty()) {
            return new Originals(List.of());
        }
        try {
            JsonNode record = value(origin.getRecord());
            return new Originals(
                    origin.getParts().stream().map(part -> part(record, part)).toList());
        } catch (DecodingException | AvroRuntimeException | IllegalArgumentException e) {
            // Their messages may quote the record, a schema or a pointer.
            throw new UnreadableRecordException("is not what its schema, its pointers or its map say");
        }
    }

    private static Part part(JsonNode record, OriginPart part) {
        String text = text(record, part.getPointer());
        OffsetMap map = map(part);
        int length = text.codePointCount(0, text.length());
        if (map.runs().stream().anyMatch(run -> run.from() > length - run.fromLength())) {
            throw new UnreadableRecordException("has a text that is shorter than its map");
        }
        return new Part(part.getPointer(), part.getFormat(), text, map);
    }

    private static String text(JsonNode record, String pointer) {
        JsonNode node = record;
        for (JsonPointer at = JsonPointer.compile(pointer); !at.matches(); at = at.tail()) {
            // What a mapping has unpacked is a text of JSON in the record.
            JsonNode in = node.isTextual() ? JsonValues.read(node.textValue()) : node;
            node = in.isArray() ? in.path(at.getMatchingIndex()) : in.path(at.getMatchingProperty());
        }
        return node.asText("");
    }

    private static OffsetMap map(OriginPart part) {
        List<Run> runs = new ArrayList<>(part.getRuns().size());
        for (OriginRun run : part.getRuns()) {
            runs.add(new Run(run.getStart(), run.getLength(), run.getFrom(), run.getFromLength(), run.getExact()));
        }
        return new OffsetMap(runs);
    }

    private static JsonNode value(RawRecord raw) {
        byte[] bytes = bytes(raw.getValue());
        String schema = raw.getWriterSchema();
        if (schema != null) {
            return AvroValues.json(ForeignRecords.decode(bytes, new Schema.Parser().parse(schema)));
        }
        try {
            JsonNode json = JsonValues.read(bytes);
            if (json.isContainerNode()) {
                return json;
            }
        } catch (UnreadableRecordException e) {
            return row(bytes);
        }
        return row(bytes);
    }

    /** A table of one row, as rows of files are kept. */
    private static JsonNode row(byte[] bytes) {
        try (SourceValues values = new SourceValues(new ByteArrayInputStream(bytes), RecordFormat.CSV)) {
            SourceValues.Value row = values.next();
            if (row != null) {
                return row.value();
            }
        } catch (dev.sluice.app.posts.BadLineException | InputException e) {
            throw new UnreadableRecordException("is no JSON and no row of a table");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new UnreadableRecordException("is no JSON and no row of a table");
    }

    private static byte[] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
