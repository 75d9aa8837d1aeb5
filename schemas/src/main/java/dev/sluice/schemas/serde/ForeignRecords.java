package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.UnknownSchemaException;
import dev.sluice.schemas.serde.DecodingException.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of other people's schemas from the Confluent wire format, as trees of Avro's generic values. For any
 * number of threads.
 */
public final class ForeignRecords {
    private final SchemaRegistry registry;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** Looks schemas up in this registry. */
    public ForeignRecords(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The value in these bytes: a {@link org.apache.avro.generic.GenericRecord}, or what else its schema says.
     *
     * @throws DecodingException where there is none
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException where nobody can tell
     */
    public Object decode(byte @Nullable [] value) {
        return decode(value, schema(WireFormat.schemaId(value)));
    }

    /**
     * As the other, with the schema at hand, such as the one that is kept with a record.
     *
     * @throws DecodingException where there is no value of that schema
     */
    @SuppressWarnings("NullAway") // Avro is not annotated: read() takes null for "no record to reuse".
    public static Object decode(byte @Nullable [] value, Schema schema) {
        int id = WireFormat.schemaId(value);
        BoundedDecoder decoder = new BoundedDecoder().at(value, WireFormat.PREFIX_BYTES);
        try {
            Object read = new GenericDatumReader<>(schema).read(null, decoder);
            if (decoder.left() > 0) {
                throw refusal(Reason.TRAILING_BYTES, id, value, decoder.left() + " bytes are left after the record");
            }
            return read;
        } catch (DecodingException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw refusal(Reason.MALFORMED, id, value, e.getClass().getSimpleName());
        }
    }

    private Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known == null) {
            try {
                known = registry.byId(id);
            } catch (UnknownSchemaException e) {
                throw new DecodingException(Reason.UNKNOWN_SCHEMA, "the registry knows no schema with id " + id);
            }
            schemas.put(id, known);
        }
        return known;
    }

    private static DecodingException refusal(Reason reason, int id, byte[] value, String detail) {
        return new DecodingException(
                reason, "the value of " + value.length + " bytes with schema id " + id + " cannot be read: " + detail);
    }
}
