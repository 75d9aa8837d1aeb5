package dev.sluice.app.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one JSON object a line, UTF-8, ended by a newline. Not safe for use by several threads. */
public final class JsonLines implements Closeable, Flushable {
    private final OutputStream output;
    private final JsonGenerator generator;

    /** Writes the fields of one object. */
    @FunctionalInterface
    public interface Fields {
        /** Writes them to the generator, between the braces. */
        void writeTo(JsonGenerator generator) throws IOException;
    }

    /** Lines on this stream, which is closed with them. */
    public JsonLines(OutputStream output) throws IOException {
        this.output = output;
        this.generator = new JsonFactory().createGenerator(output);
        generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        generator.setRootValueSeparator(new SerializedString(""));
    }

    /** Writes one object and the end of its line. */
    public void write(Fields fields) throws IOException {
        generator.writeStartObject();
        fields.writeTo(generator);
        generator.writeEndObject();
        generator.flush();
        output.write('\n');
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
