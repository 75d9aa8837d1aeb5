package dev.sluice.topology.intake;

import dev.sluice.schemas.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of a source topic, before anything is known about it.
 *
 * @param where topic, partition and offset
 * @param timestamp the record's timestamp as the stream sees it, in milliseconds since 1970
 * @param streamTime the stream's time, in milliseconds since 1970
 * @param key key bytes
 * @param value value bytes
 */
record ReadRecord(Place where, long timestamp, long streamTime, byte @Nullable [] key, byte @Nullable [] value) {
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
