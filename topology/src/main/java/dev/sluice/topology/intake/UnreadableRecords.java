package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.intake.ReadRecord.Place;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Dead letters for records that a part of the pipeline reads without Kafka Streams. */
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

    /** The key of the dead letter. */
    public static byte[] key(ConsumerRecord<byte[], byte[]> record) {
        return DeadLetters.key(read(record));
    }

    private static ReadRecord read(ConsumerRecord<byte[], byte[]> record) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        return new ReadRecord(place, record.timestamp(), record.timestamp(), record.key(), record.value());
    }
}
