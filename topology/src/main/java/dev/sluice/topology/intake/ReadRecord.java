package dev.sluice.topology.intake;

import dev.sluice.schemas.RawRecord;
import org.jspecify.annotations.Nullable;

/** A record of a source topic, before anything is known about it; its arrays are not copied. */
final class ReadRecord {
    private final Place where;
    private final long timestamp;
    private final long streamTime;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    ReadRecord(Place where, long timestamp, long streamTime, byte @Nullable [] key, byte @Nullable [] value) {
        this.where = where;
        this.timestamp = timestamp;
        this.streamTime = streamTime;
        this.key = key;
        this.value = value;
    }

    Place where() {
        return where;
    }

    /** The record's timestamp as the stream sees it, in milliseconds since 1970. */
    long timestamp() {
        return timestamp;
    }

    /** The stream's time, in milliseconds since 1970. */
    long streamTime() {
        return streamTime;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    int partition() {
        return where.partition;
    }

    long offset() {
        return where.offset;
    }

    byte[] valueOrEmpty() {
        return value == null ? new byte[0] : value;
    }

    RawRecord raw() {
        return RawRecords.of(where.topic, where.partition, where.offset, timestamp, key, value);
    }

    /** Prints the place, nothing of the record. */
    @Override
    public String toString() {
        return where.toString();
    }

    /**
     * Where a record was read.
     *
     * @param topic topic
     * @param partition partition
     * @param offset offset
     */
    record Place(String topic, int partition, long offset) {}
}
