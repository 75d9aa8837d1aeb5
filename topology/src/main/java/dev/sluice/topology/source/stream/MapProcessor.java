package dev.sluice.topology.source.stream;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.serde.ForeignRecords;
import dev.sluice.schemas.serde.WireFormat;
import dev.sluice.topology.intake.UnreadableRecords;
import dev.sluice.topology.intake.WriterSchemas;
import dev.sluice.topology.source.AvroValues;
import dev.sluice.topology.source.JsonValues;
import dev.sluice.topology.source.Mapped;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.source.SourceMapping.RecordFormat;
import dev.sluice.topology.source.SourceMapping.Tombstones;
import dev.sluice.topology.source.SourceRecord;
import dev.sluice.topology.source.Trace;
import dev.sluice.topology.source.UnreadableRecordException;
import dev.sluice.topology.source.stream.SourceCounters.Result;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes events of posts out of records as their topic's mapping says; what cannot be mapped becomes a dead letter. */
final class MapProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** Events, by the id of their post. */
    static final Outlet<Post> MAPPED = new Outlet<>("mapped");

    /** Records that cannot be mapped. */
    static final Outlet<DeadLetter> DEAD_LETTERS = new Outlet<>("unmapped");

    private final Map<String, Mapper> mappers;
    private final ForeignRecords avro;
    private final WriterSchemas schemas;
    private final UnreadableRecords unreadable;
    private final SourceCounters counters;

    private ProcessorContext<byte[], Object> context;

    MapProcessor(
            Map<String, Mapper> mappers,
            SchemaRegistry registry,
            UnreadableRecords unreadable,
            SourceCounters counters) {
        this.mappers = mappers;
        this.avro = new ForeignRecords(registry);
        this.schemas = new WriterSchemas(registry);
        this.unreadable = unreadable;
        this.counters = counters;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic has no place"));
        ConsumerRecord<byte[], byte[]> read = UnreadableRecords.read(at.topic(), at.partition(), at.offset(), record);
        Mapper mapper = mappers.get(at.topic());
        if (mapper == null) {
            throw new IllegalStateException("topic " + at.topic() + " has no mapping");
        }
        String source = mapper.mapping().source();
        if (record.value() == null) {
            tombstone(mapper, read, record);
            return;
        }
        SourceRecord value;
        try {
            value = value(mapper.mapping().format(), read, record);
        } catch (UnreadableRecordException e) {
            refuse(source, read, DeadLetterReason.UNDECODABLE, "the record " + e.detail());
            return;
        } catch (DecodingException e) {
            refuse(source, read, e.reason().deadLetterReason(), String.valueOf(e.getMessage()));
            return;
        }
        for (Mapped mapped : mapper.map(value, Trace.NONE)) {
            send(mapper, mapped, read, record);
        }
    }

    private void send(
            Mapper mapper, Mapped mapped, ConsumerRecord<byte[], byte[]> read, Record<byte[], byte[]> record) {
        String source = mapper.mapping().source();
        switch (mapped) {
            case Mapped.Posted posted ->
                MAPPED.send(
                        context,
                        record.timestamp(),
                        mapper.meetingPoint(posted.post()).getBytes(StandardCharsets.UTF_8),
                        posted.post());
            case Mapped.Ignored ignored -> counters.count(source, Result.IGNORED);
            case Mapped.Refused refused -> refuse(source, read, refused.reason(), refused.detail());
        }
    }

    private void tombstone(Mapper mapper, ConsumerRecord<byte[], byte[]> read, Record<byte[], byte[]> record) {
        String source = mapper.mapping().source();
        switch (mapper.mapping().tombstones()) {
            case Tombstones.Ignore ignored -> counters.count(source, Result.IGNORED);
            case Tombstones.Refuse ignored ->
                refuse(
                        source,
                        read,
                        DeadLetterReason.NULL_VALUE,
                        "the record has no value; allowed: a record of " + source);
            case Tombstones.Delete ignored -> {
                SourceRecord deletion = new SourceRecord(
                        NullNode.getInstance(),
                        text(read.key()),
                        headers(record),
                        Instant.ofEpochMilli(read.timestamp()),
                        raw(read));
                send(mapper, mapper.tombstone(deletion), read, record);
            }
        }
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> read) {
        return RawRecord.newBuilder()
                .setTopic(read.topic())
                .setPartition(read.partition())
                .setOffset(read.offset())
                .setTimestamp(Instant.ofEpochMilli(read.timestamp()))
                .setKey(read.key() == null ? null : ByteBuffer.wrap(read.key()))
                .setValue(read.value() == null ? null : ByteBuffer.wrap(read.value()))
                .build();
    }

    private SourceRecord value(
            RecordFormat format, ConsumerRecord<byte[], byte[]> read, Record<byte[], byte[]> record) {
        RawRecord raw = raw(read);
        var value = switch (format) {
            case JSON -> JsonValues.read(read.value());
            case AVRO -> {
                raw.setSchemaId(WireFormat.schemaId(read.value()));
                schemas.describe(raw);
                yield AvroValues.json(avro.decode(read.value()));
            }
            case CSV -> throw new IllegalStateException("topics are not read as csv");
        };
        return new SourceRecord(value, text(read.key()), headers(record), Instant.ofEpochMilli(read.timestamp()), raw);
    }

    private static Map<String, String> headers(Record<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            String text = text(header.value());
            if (text != null) {
                headers.put(header.key().toLowerCase(Locale.ROOT), text);
            }
        }
        return headers;
    }

    /** Bytes as text; null where they are none: numbers in eight bytes may well be UTF-8, but have control characters. */
    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private void refuse(String source, ConsumerRecord<byte[], byte[]> read, DeadLetterReason reason, String detail) {
        counters.count(source, Result.REFUSED);
        DEAD_LETTERS.send(
                context, read.timestamp(), UnreadableRecords.key(read), unreadable.deadLetter(read, reason, detail));
    }
}
