package dev.sluice.topology.tracing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A step and the spans of what it does; what it sends on carries the trace of what it was given. */
final class TracedStep<K, V, L, W> implements Processor<K, V, L, W> {
    /** The step where records are taken in; the others only go on with what is traced. */
    private static final String FIRST = "intake";

    private static final long NANOS = 1_000_000_000L;

    private final String name;
    private final Processor<K, V, L, W> step;
    private final Tracing tracing;
    private @Nullable TracedContext<L, W> context;

    TracedStep(String name, Processor<K, V, L, W> step, Tracing tracing) {
        this.name = name;
        this.step = step;
        this.tracing = tracing;
    }

    @Override
    public void init(ProcessorContext<L, W> given) {
        TracedContext<L, W> own = new TracedContext<>(given);
        context = own;
        step.init(own);
    }

    @Override
    public void process(Record<K, V> record) {
        TracedContext<L, W> own = context;
        if (own == null) {
            throw new IllegalStateException(name + " was not initialised");
        }
        Header header = record.headers().lastHeader(TraceParent.HEADER);
        TraceParent parent = TraceParent.of(header == null ? null : header.value());
        if (parent == null && name.equals(FIRST)) {
            parent = tracing.draw();
        }
        if (parent == null || !parent.sampled()) {
            run(record, own, parent);
            return;
        }
        TraceParent here = parent.next();
        long start = now();
        String fault = null;
        try {
            run(record, own, here);
        } catch (RuntimeException e) {
            fault = e.getClass().getName();
            throw e;
        } finally {
            tracing.ended().accept(new Span(here, parent.spanId(), name, start, now(), place(own), fault));
        }
    }

    private void run(Record<K, V> record, TracedContext<L, W> own, @Nullable TraceParent carried) {
        own.carry(carried);
        try {
            step.process(record);
        } finally {
            own.carry(null);
        }
    }

    private static Map<String, String> place(TracedContext<?, ?> context) {
        Map<String, String> place = new HashMap<>();
        context.recordMetadata().ifPresent(at -> {
            place.put("messaging.destination.name", at.topic());
            place.put("messaging.destination.partition.id", Integer.toString(at.partition()));
            place.put("messaging.kafka.offset", Long.toString(at.offset()));
        });
        return place;
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS + now.getNano();
    }

    @Override
    public void close() {
        step.close();
    }
}
