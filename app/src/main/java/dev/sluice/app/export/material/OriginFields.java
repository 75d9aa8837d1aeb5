package dev.sluice.app.export.material;

import dev.sluice.schemas.OriginPart;
import dev.sluice.schemas.OriginRun;
import dev.sluice.schemas.PostOrigin;
import dev.sluice.schemas.RawRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;

/** Where a post comes from, out of its readable copy. */
public final class OriginFields {
    private OriginFields() {}

    /**
     * The origin of a post.
     *
     * @throws MaterialException where the record's bytes are not Base64
     */
    public static PostOrigin of(Fields post) {
        Fields origin = post.in("origin");
        return PostOrigin.newBuilder()
                .setSource(origin.text("source"))
                .setMapping(origin.text("mapping"))
                .setRecord(record(origin.in("record")))
                .setParts(origin.list("parts").stream().map(OriginFields::part).toList())
                .build();
    }

    /** Its bytes and their schema; where it was read is nothing to the text. */
    private static RawRecord record(Fields record) {
        String schema = record.text("writerSchema");
        return RawRecord.newBuilder()
                .setTopic(record.text("topic"))
                .setPartition(record.whole("partition"))
                .setOffset(0)
                .setTimestamp(Instant.EPOCH)
                .setValue(bytes(record.text("value")))
                .setWriterSchema(schema.isEmpty() ? null : schema)
                .build();
    }

    private static ByteBuffer bytes(String base64) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new MaterialException("the record of a post's origin is not Base64; allowed: a package as sealed");
        }
    }

    private static OriginPart part(Fields part) {
        return OriginPart.newBuilder()
                .setPointer(part.text("pointer"))
                .setFormat(part.text("format"))
                .setRuns(part.list("runs").stream().map(OriginFields::run).toList())
                .build();
    }

    private static OriginRun run(Fields run) {
        return OriginRun.newBuilder()
                .setStart(run.whole("start"))
                .setLength(run.whole("length"))
                .setFrom(run.whole("from"))
                .setFromLength(run.whole("fromLength"))
                .setExact(run.text("exact").equals("true"))
                .build();
    }
}
