package dev.sluice.escalation.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as JSON that a person can read. A working copy: the evidence is the raw bytes beside it. Longs are text,
 * for many readers of JSON round them above 2^53; times are ISO 8601 in UTC; bytes are Base64. Fields come in the
 * schema's order and map entries sorted, so that the same record always gives the same bytes.
 */
final class JsonView {
    /** Emoji stay emoji and do not become two escapes. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private JsonView() {}

    /** The whole record. */
    static byte[] of(IndexedRecord value) {
        return of(value, Set.of());
    }

    /** The record without some of its fields. */
    static byte[] of(IndexedRecord value, Set<String> without) {
        return print(json -> writeRecord(json, value, without));
    }

    /** Records as one array. */
    static byte[] ofAll(Collection<? extends IndexedRecord> values) {
        return print(json -> writeAll(json, values));
    }

    /** Texts as one array. */
    static byte[] ofTexts(Collection<String> texts) {
        return print(json -> writeAll(json, texts));
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] print(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void writeRecord(JsonGenerator json, IndexedRecord value, Set<String> without) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : value.getSchema().getFields()) {
            if (!without.contains(field.name())) {
                json.writeFieldName(field.name());
                write(json, value.get(field.pos()));
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case IndexedRecord nested -> writeRecord(json, nested, Set.of());
            case Integer number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case ByteBuffer bytes -> json.writeString(base64(bytes));
            case Collection<?> items -> writeAll(json, items);
            case Map<?, ?> entries -> writeEntries(json, entries);
            // Text, symbols of enums, times and longs: as they print themselves.
            default -> json.writeString(value.toString());
        }
    }

    private static void writeAll(JsonGenerator json, Collection<?> items) throws IOException {
        json.writeStartArray();
        for (Object item : items) {
            write(json, item);
        }
        json.writeEndArray();
    }

    private static void writeEntries(JsonGenerator json, Map<?, ?> entries) throws IOException {
        Map<String, Object> sorted = new TreeMap<>();
        entries.forEach((key, value) -> sorted.put(key.toString(), value));
        json.writeStartObject();
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static String base64(ByteBuffer bytes) {
        ByteBuffer encoded = Base64.getEncoder().encode(bytes.duplicate());
        return StandardCharsets.US_ASCII.decode(encoded).toString();
    }
}
