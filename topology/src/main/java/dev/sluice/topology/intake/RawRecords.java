package dev.sluice.topology.intake;

import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.serde.WireFormat;
import dev.sluice.topology.state.PostState.Origin;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records as they were read, in the form that is kept. */
public final class RawRecords {
    private RawRecords() {}

    /** A record without its writer's schema; the arrays are not copied. */
    static RawRecord of(
            String topic, int partition, long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
        RawRecord raw = new RawRecord();
        raw.setTopic(topic);
        raw.setPartition(partition);
        raw.setOffset(offset);
        raw.setTimestamp(Instant.ofEpochMilli(timestamp));
        raw.setKey(key == null ? null : ByteBuffer.wrap(key));
        raw.setValue(value == null ? null : ByteBuffer.wrap(value));
        raw.setSchemaId(schemaId(value));
        return raw;
    }

    /** The record that a post was read from, out of what is remembered of the post. */
    public static RawRecord of(String topic, byte @Nullable [] key, Origin origin) {
        return of(topic, origin.partition(), origin.offset(), origin.timestamp(), key, origin.value());
    }

    private static @Nullable Integer schemaId(byte @Nullable [] value) {
        return value == null || value.length < WireFormat.PREFIX_BYTES || value[0] != WireFormat.MAGIC
                ? null
                : WireFormat.schemaId(value);
    }
}
