package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Records to bytes. Each thread has its own encoder and buffer; ids are asked for once per topic. */
final class RecordWriter<T extends SpecificRecord> implements Serializer<T> {
    private final Schema generated;
    private final Schema registered;
    private final SpecificData model;
    private final SchemaRegistry registry;
    private final @Nullable String subject;
    private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();
    private final ThreadLocal<Pen<T>> pens;

    RecordWriter(Class<T> type, SchemaRegistry registry, @Nullable String subject) {
        this.model = SpecificData.getForClass(type);
        this.generated = model.getSchema(type);
        this.registered = ShippedSchemas.plain(generated);
        this.registry = registry;
        this.subject = subject;
        this.pens = ThreadLocal.withInitial(() -> new Pen<>(new SpecificDatumWriter<>(generated, model)));
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        return data == null ? null : encode(topic, data);
    }

    byte[] encode(String topic, T value) {
        int id = id(topic);
        Pen<T> pen = pens.get();
        try {
            return pen.write(value, id);
        } catch (IOException | RuntimeException e) {
            pen.discard();
            // Avro's messages may quote the value that does not fit, so none is passed on.
            throw new SerializationException(generated.getName() + " cannot be written: " + missing(value) + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private int id(String topic) {
        Integer known = idByTopic.get(topic);
        if (known == null) {
            known = registry.idOf(subject == null ? topic + "-value" : subject, registered);
            idByTopic.put(topic, known);
        }
        return known;
    }

    private String missing(T value) {
        for (Schema.Field field : generated.getFields()) {
            if (value.get(field.pos()) == null && !field.schema().isNullable()) {
                return "field '" + field.name() + "' is null; allowed: a "
                        + field.schema().getType().getName();
            }
        }
        return "a value does not fit its field";
    }

    private static final class Pen<T> {
        private final SpecificDatumWriter<T> writer;
        private final RecordBuffer buffer = new RecordBuffer();
        private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);

        private Pen(SpecificDatumWriter<T> writer) {
            this.writer = writer;
        }

        private byte[] write(T value, int schemaId) throws IOException {
            buffer.restart();
            writer.write(value, encoder);
            encoder.flush();
            return buffer.withPrefix(schemaId);
        }

        /** The encoder still holds bytes of the record that failed: nothing may ever be flushed from it. */
        private void discard() {
            encoder = EncoderFactory.get().binaryEncoder(buffer, null);
        }
    }
}
