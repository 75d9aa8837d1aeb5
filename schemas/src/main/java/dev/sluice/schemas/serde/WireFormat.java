package dev.sluice.schemas.serde;

import dev.sluice.schemas.serde.DecodingException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The Confluent wire format: a zero byte, the schema's id in four bytes, most significant first, then the Avro binary
 * encoding (Confluent documentation, "Formats, serializers, and deserializers: wire format").
 */
public final class WireFormat {
    /** The first byte. */
    public static final byte MAGIC = 0;
    /** Bytes before the Avro encoding starts. */
    public static final int PREFIX_BYTES = 5;

    private WireFormat() {}

    /**
     * The schema id in the prefix.
     *
     * @throws DecodingException where there is no prefix; says whether the value is null
     */
    public static int schemaId(byte @Nullable [] value) {
        if (value == null) {
            throw new DecodingException(Reason.NULL_VALUE, "the value is null; allowed: a record in the wire format");
        }
        if (value.length < PREFIX_BYTES || value[0] != MAGIC) {
            throw new DecodingException(
                    Reason.NOT_WIRE_FORMAT,
                    "the value of " + value.length + " bytes has no wire-format prefix; allowed: a zero byte and a"
                            + " four-byte schema id");
        }
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | value[4] & 0xff;
    }

    /** Writes the prefix at the start of a buffer of at least {@link #PREFIX_BYTES} bytes. */
    public static void writePrefix(byte[] buffer, int schemaId) {
        buffer[0] = MAGIC;
        buffer[1] = (byte) (schemaId >>> 24);
        buffer[2] = (byte) (schemaId >>> 16);
        buffer[3] = (byte) (schemaId >>> 8);
        buffer[4] = (byte) schemaId;
    }

    /** Prefix and Avro encoding in one new array. */
    public static byte[] encode(int schemaId, byte[] avro) {
        byte[] value = new byte[PREFIX_BYTES + avro.length];
        writePrefix(value, schemaId);
        System.arraycopy(avro, 0, value, PREFIX_BYTES, avro.length);
        return value;
    }
}
