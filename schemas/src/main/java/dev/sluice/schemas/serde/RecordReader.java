package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.registry.UnknownSchemaException;
import dev.sluice.schemas.serde.DecodingException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Bytes to records. Each thread has its own decoder and its own reader for each writer's schema. */
final class RecordReader<T extends SpecificRecord> implements Deserializer<T> {
    private final Schema schema;
    private final SpecificData model;
    private final SchemaRegistry registry;
    private final ThreadLocal<Lens<T>> lenses = ThreadLocal.withInitial(Lens::new);

    RecordReader(Class<T> type, SchemaRegistry registry) {
        ShippedSchemas.trustGeneratedClasses();
        this.model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
        this.registry = registry;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        return data == null ? null : decode(data);
    }

    T decode(byte @Nullable [] value) {
        int id = WireFormat.schemaId(value);
        Lens<T> lens = lenses.get();
        SpecificDatumReader<T> reader = lens.reader;
        if (reader == null || lens.id != id) {
            reader = lens.readers.get(id);
            if (reader == null) {
                reader = reader(id);
                lens.readers.put(id, reader);
            }
            lens.id = id;
            lens.reader = reader;
        }
        return read(lens, reader, id, Objects.requireNonNull(value));
    }

    @SuppressWarnings("NullAway") // Avro is not annotated: read() takes null for "no record to reuse".
    private T read(Lens<T> lens, SpecificDatumReader<T> reader, int id, byte[] value) {
        try {
            T record = reader.read(null, lens.decoder.at(value, WireFormat.PREFIX_BYTES));
            int left = lens.decoder.left();
            if (left > 0) {
                throw refusal(Reason.TRAILING_BYTES, id, value, left + " bytes are left after the record");
            }
            return record;
        } catch (DecodingException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Messages may quote what could not be read; the kind of error says enough.
            throw refusal(Reason.MALFORMED, id, value, e.getClass().getSimpleName());
        } finally {
            lens.decoder.release();
        }
    }

    private SpecificDatumReader<T> reader(int id) {
        Schema writer;
        try {
            writer = registry.byId(id);
        } catch (UnknownSchemaException e) {
            throw new DecodingException(Reason.UNKNOWN_SCHEMA, "the registry knows no schema with id " + id);
        }
        SchemaCompatibilityType type = SchemaCompatibility.checkReaderWriterCompatibility(schema, writer)
                .getType();
        if (type != SchemaCompatibilityType.COMPATIBLE) {
            throw new DecodingException(
                    Reason.INCOMPATIBLE_SCHEMA,
                    "schema id " + id + " is " + writer.getFullName() + ", which cannot be read as "
                            + schema.getFullName());
        }
        return new SpecificDatumReader<>(writer, schema, model);
    }

    private DecodingException refusal(Reason reason, int id, byte[] value, String detail) {
        return new DecodingException(
                reason,
                "the value of " + value.length + " bytes with schema id " + id + " is no " + schema.getName() + ": "
                        + detail);
    }

    private static final class Lens<T> {
        private final BoundedDecoder decoder = new BoundedDecoder();
        private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
        /** The reader of the last record, which is nearly always the next one's too. */
        private @Nullable SpecificDatumReader<T> reader;

        private int id;
    }
}
