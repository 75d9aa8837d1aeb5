package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.RandomData;

/** Records with random fields, the same in every run, encoded and decoded by Avro's own code and not by ours. */
final class RandomRecords {
    private RandomRecords() {}

    static Stream<byte[]> encoded(Schema schema, int count, long seed) {
        return StreamSupport.stream(new RandomData(schema, count, seed).spliterator(), false)
                .map(record -> encode(schema, record));
    }

    static <T extends SpecificRecordBase> Stream<T> of(Class<T> type, int count, long seed) {
        ShippedSchemas.trustGeneratedClasses();
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        SpecificDatumReader<T> reader = new SpecificDatumReader<>(schema, schema, model);
        return encoded(schema, count, seed).map(bytes -> decode(reader, bytes));
    }

    private static byte[] encode(Schema schema, Object record) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(record, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T decode(SpecificDatumReader<T> reader, byte[] bytes) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
            return reader.read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
