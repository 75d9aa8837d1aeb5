package dev.sluice.app.sources;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.app.posts.InputException;
import dev.sluice.app.posts.SourceValues;
import dev.sluice.schemas.OriginPart;
import dev.sluice.schemas.OriginRun;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostOrigin;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.serde.ForeignRecords;
import dev.sluice.topology.source.AvroValues;
import dev.sluice.topology.source.JsonValues;
import dev.sluice.topology.source.SourceMapping.RecordFormat;
import dev.sluice.topology.source.UnreadableRecordException;
import dev.sluice.topology.source.text.OffsetMap;
import dev.sluice.topology.source.text.OffsetMap.Stretch;
import dev.sluice.topology.source.text.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was really posted, out of the record that a mapped post keeps: markup, entities and all. Needs nothing but the
 * post, so that it can be done years later, by whoever has the evidence.
 */
public final class Originals {
    private final List<OriginPart> parts;
    private final JsonNode record;

    private Originals(List<OriginPart> parts, JsonNode record) {
        this.parts = parts;
        this.record = record;
    }

    /**
     * What was posted where a span of the text is.
     *
     * @param pointer the text's place in the record
     * @param from first code point there
     * @param to code point after its last
     * @param words what stands there
     */
    public record Quotation(String pointer, int from, int to, String words) {
        /** Names the place, nothing of the words. */
        @Override
        public String toString() {
            return "Quotation[" + pointer + " " + from + " to " + to + "]";
        }
    }

    /**
     * The originals of a post; without any where it was not mapped, or is a deletion.
     *
     * @throws UnreadableRecordException where the record is not what the mapping has read
     */
    public static Originals of(Post post) {
        PostOrigin origin = post.getOrigin();
        return origin == null || origin.getParts().isEmpty()
                ? new Originals(List.of(), MissingNode.getInstance())
                : new Originals(origin.getParts(), value(origin.getRecord()));
    }

    /** The text that a part was taken from; empty where the record has none there. */
    public String text(OriginPart part) {
        JsonNode node = record;
        for (JsonPointer at = JsonPointer.compile(part.getPointer()); !at.matches(); at = at.tail()) {
            // What a mapping has unpacked is a text of JSON in the record.
            JsonNode in = node.isTextual() ? JsonValues.read(node.textValue()) : node;
            node = in.isArray() ? in.path(at.getMatchingIndex()) : in.path(at.getMatchingProperty());
        }
        return node.asText("");
    }

    /**
     * What was posted where the text has this span, part by part; the shortest stretches that hold all of it.
     *
     * @param start first code point of the span
     * @param end code point after its last
     */
    public List<Quotation> quote(int start, int end) {
        List<Quotation> quotations = new ArrayList<>();
        for (OriginPart part : parts) {
            Stretch stretch = map(part).original(start, end);
            if (stretch != null) {
                String text = text(part);
                quotations.add(new Quotation(
                        part.getPointer(),
                        stretch.start(),
                        stretch.end(),
                        text.substring(
                                text.offsetByCodePoints(0, stretch.start()),
                                text.offsetByCodePoints(0, stretch.end()))));
            }
        }
        return quotations;
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
