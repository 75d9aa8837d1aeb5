package dev.sluice.app.transparency;

import dev.sluice.app.transparency.LastCheck.Finding;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads statements and checks each. */
final class StatementIntake {
    private final AvroSerde<StatementOfReasons> serde;
    private final LastCheck check = new LastCheck();
    private final Clock clock;

    StatementIntake(SchemaRegistry registry, Clock clock) {
        this.serde = new AvroSerde<>(StatementOfReasons.class, registry);
        this.clock = clock;
    }

    /** A record, and what is to become of it. */
    sealed interface Read {
        /** The record. */
        ConsumerRecord<byte[], byte[]> record();

        /** A statement. */
        record Whole(ConsumerRecord<byte[], byte[]> record, StatementOfReasons statement, Finding finding)
                implements Read {}

        /** None. */
        record Unreadable(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) implements Read {}
    }

    /**
     * Reads a record.
     *
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException where the registry cannot tell now
     */
    Read read(ConsumerRecord<byte[], byte[]> record) {
        try {
            StatementOfReasons statement = serde.decode(record.value());
            return new Read.Whole(record, statement, check.check(statement));
        } catch (DecodingException e) {
            return new Read.Unreadable(
                    record,
                    DeadLetter.newBuilder()
                            .setSource(raw(record))
                            .setReason(e.reason().deadLetterReason())
                            .setDetail(Objects.toString(e.getMessage()))
                            .setFailedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                            .build());
        }
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        return RawRecord.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
                .setKey(record.key() == null ? null : ByteBuffer.wrap(record.key()))
                .setValue(record.value() == null ? null : ByteBuffer.wrap(record.value()))
                .build();
    }
}
