package dev.sluice.topology.intake;

import dev.sluice.schemas.RawRecord;
import java.time.Instant;
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

    /**
     * When an event happened that the record says happened then: never ahead of the stream's time, because windows and
     * sums that have seen the future are blind to everything until it comes.
     */
    Instant eventTime(Instant createdAt) {
        return createdAt.toEpochMilli() <= streamTime ? createdAt : Instant.ofEpochMilli(streamTime);
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
        return raw(key, value);
    }

    /** The record with another key and value, such as the beginning of each. */
    RawRecord raw(byte @Nullable [] otherKey, byte @Nullable [] otherValue) {
        return RawRecords.of(where.topic, where.partition, where.offset, timestamp, otherKey, otherValue);
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
