package dev.sluice.app.sources;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes records of a platform's own schema as its producers do: in Confluent's wire format. */
record AvroTestRecords(int id, Schema schema) {
    AvroTestRecords(SchemaRegistry registry, String subject, Schema schema) {
        this(registry.idOf(subject, schema), schema);
    }

    byte[] encode(GenericRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return WireFormat.encode(id, bytes.toByteArray());
    }
}
