package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * One record type in the Confluent wire format, for any number of threads and topics.
 *
 * <p>The subject is the topic's name and {@code -value}, unless one is given. What was written with another version of
 * the schema is resolved to this build's. Null stays null, in both directions. Errors: {@link DecodingException} for
 * bytes that are no such record, {@link dev.sluice.schemas.registry.RegistryUnavailableException} where nobody can
 * tell.
 *
 * @param <T> the generated record class
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private final RecordWriter<T> writer;
    private final RecordReader<T> reader;

    /** A serde whose subject follows from the topic. */
    public AvroSerde(Class<T> type, SchemaRegistry registry) {
        this(type, registry, null);
    }

    /**
     * A serde that registers its schema under one subject whatever the topic, as internal topics need where the
     * registry does not register by itself.
     */
    public AvroSerde(Class<T> type, SchemaRegistry registry, @Nullable String subject) {
        this.writer = new RecordWriter<>(type, registry, subject);
        this.reader = new RecordReader<>(type, registry);
    }

    @Override
    public Serializer<T> serializer() {
        return writer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return reader;
    }

    /**
     * The record in these bytes.
     *
     * @throws DecodingException where there is none
     */
    public T decode(byte @Nullable [] value) {
        return reader.decode(value);
    }

    /** The record's bytes, wire-format prefix included, as they are written to the given topic. */
    public byte[] encode(String topic, T value) {
        return writer.encode(topic, value);
    }
}
