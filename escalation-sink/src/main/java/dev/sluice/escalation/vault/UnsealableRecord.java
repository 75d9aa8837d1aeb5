package dev.sluice.escalation.vault;

import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be sealed, whole.
 *
 * @param place where it was read
 * @param timestamp the record's timestamp in milliseconds since 1970
 * @param key its key, byte for byte
 * @param value its value, byte for byte
 * @param reason why it cannot be sealed, as the dead letter says it
 * @param detail the same for people; quotes nothing of the record
 */
public record UnsealableRecord(
        Place place, long timestamp, byte @Nullable [] key, byte @Nullable [] value, String reason, String detail) {

    /**
     * Where a record was read.
     *
     * @param topic topic
     * @param partition partition
     * @param offset offset
     */
    public record Place(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }

    /** The id under which the record at this place with this hash is put aside. */
    public static String id(Place place, String valueSha256) {
        return Names.quarantineId(place.topic(), place.partition(), place.offset(), valueSha256);
    }

    @Override
    public String toString() {
        return "UnsealableRecord[" + place + ", " + reason + "]";
    }
}
