package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.intake.ReadRecord.Place;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;

/** Dead letters for records that other parts than intake read. */
public final class UnreadableRecords {
    private final DeadLetters deadLetters;

    /** Describes records with the schemas of this registry. */
    public UnreadableRecords(SchemaRegistry registry, Clock clock) {
        this.deadLetters = new DeadLetters(new WriterSchemas(registry), clock);
    }

    /** The dead letter of a record, whole as far as it fits. */
    public DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, DecodingException why) {
        return deadLetters.of(read(record), new RefusedException(why));
    }

    /** The dead letter of a record that can be read and says what no record may. */
    public DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail) {
        return deadLetters.of(read(record), new RefusedException(reason, detail));
    }

    /** A record of a topic as it was read by Kafka Streams. */
    public static ConsumerRecord<byte[], byte[]> read(
            String topic, int partition, long offset, Record<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                record.timestamp(),
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    /** The key of the dead letter. */
    public static byte[] key(ConsumerRecord<byte[], byte[]> record) {
        return DeadLetters.key(read(record));
    }

    private static ReadRecord read(ConsumerRecord<byte[], byte[]> record) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        return new ReadRecord(place, record.timestamp(), record.timestamp(), record.key(), record.value());
    }
}
