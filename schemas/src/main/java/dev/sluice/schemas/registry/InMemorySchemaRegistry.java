package dev.sluice.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The registry behind {@code mock://name}: no server, and yet processes agree.
 *
 * <p>The id of a schema is the first 31 bits of SHA-256 over its Parsing Canonical Form (Avro specification, "Parsing
 * Canonical Form for Schemas"), which says all that decoding needs. Every shipped schema, frozen versions included, is
 * known from the start. Subjects do not matter.
 */
final class InMemorySchemaRegistry implements SchemaRegistry {
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();

    InMemorySchemaRegistry() {
        ShippedSchemas.all().forEach(this::register);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        Integer known = ids.get(schema);
        return known == null ? register(schema) : known;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new UnknownSchemaException("the in-memory schema registry does not know schema id " + id);
        }
        return schema;
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }

    private int register(Schema schema) {
        int id = fingerprintId(schema);
        Schema holder = byId.putIfAbsent(id, schema);
        if (holder != null && !canonical(holder).equals(canonical(schema))) {
            throw new RefusedSchemaException(
                    "schema " + schema.getFullName() + " has the same fingerprint id " + id + " as "
                            + holder.getFullName(),
                    null);
        }
        ids.put(schema, id);
        return id;
    }

    /** The id that every process derives for this schema; never 0, never negative. */
    static int fingerprintId(Schema schema) {
        byte[] digest = sha256(canonical(schema));
        int bits = (digest[0] & 0x7f) << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8 | digest[3] & 0xff;
        return Math.max(1, bits);
    }

    private static String canonical(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
