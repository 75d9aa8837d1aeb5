package dev.sluice.topology.tracing;

import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A step and the spans of what it does; what it sends on carries the trace of what it was given. */
final class TracedStep<K, V, L, W> implements Processor<K, V, L, W> {
    /** The step where records are taken in; the others only go on with what is traced. */
    private static final String FIRST = "intake";

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
        TraceParent parent = TraceParent.in(record.headers());
        if (parent == null && name.equals(FIRST)) {
            parent = tracing.draw();
        }
        if (parent == null || !parent.sampled()) {
            run(record, own, parent);
            return;
        }
        TraceParent here = parent.next();
        long start = Span.now();
        String fault = null;
        try {
            run(record, own, here);
        } catch (RuntimeException e) {
            fault = e.getClass().getName();
            throw e;
        } finally {
            tracing.ended().accept(new Span(here, parent.spanId(), name, start, Span.now(), place(own), fault));
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
        return context.recordMetadata()
                .map(at -> Span.place(at.topic(), at.partition(), at.offset()))
                .orElse(Map.of());
    }

    @Override
    public void close() {
        step.close();
    }
}
