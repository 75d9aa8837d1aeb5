package dev.sluice.topology.tracing;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Spans of what is done with several records at once, beside Kafka Streams; each of them has taken as long as all. */
public final class TracedBatch {
    private final String name;
    private final @Nullable Tracing tracing;
    private final long startNanos;

    private TracedBatch(String name, @Nullable Tracing tracing, long startNanos) {
        this.name = name;
        this.tracing = tracing;
        this.startNanos = startNanos;
    }

    /**
     * Begins now.
     *
     * @param name what is done
     * @param tracing which records are traced; null for none
     */
    public static TracedBatch begin(String name, @Nullable Tracing tracing) {
        return new TracedBatch(name, tracing, tracing == null ? 0 : Span.now());
    }

    /** Tells that one record is done with; the headers of what follows from it. */
    public Headers end(ConsumerRecord<?, ?> record) {
        RecordHeaders headers = new RecordHeaders();
        TraceParent parent = tracing == null ? null : TraceParent.in(record.headers());
        if (tracing == null || parent == null) {
            return headers;
        }
        TraceParent carried = parent;
        if (parent.sampled()) {
            carried = parent.next();
            var place = Span.place(record.topic(), record.partition(), record.offset());
            tracing.ended().accept(new Span(carried, parent.spanId(), name, startNanos, Span.now(), place, null));
        }
        return headers.add(TraceParent.HEADER, carried.header());
    }
}
