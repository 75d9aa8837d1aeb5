package dev.sluice.topology.tracing;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A step's context that gives what is sent on the trace at hand. Steps forward in depth, so there is one at a time. */
final class TracedContext<K, V> implements ProcessorContext<K, V> {
    private final ProcessorContext<K, V> given;
    private @Nullable TraceParent carried;

    TracedContext(ProcessorContext<K, V> given) {
        this.given = given;
    }

    /** What is sent from now on belongs to this trace, or to none. */
    void carry(@Nullable TraceParent trace) {
        carried = trace;
    }

    private <L extends K, W extends V> Record<L, W> traced(Record<L, W> record) {
        TraceParent trace = carried;
        if (trace == null) {
            return record;
        }
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.remove(TraceParent.HEADER);
        headers.add(TraceParent.HEADER, trace.header());
        return record.withHeaders(headers);
    }

    @Override
    public <L extends K, W extends V> void forward(Record<L, W> record) {
        given.forward(traced(record));
    }

    @Override
    public <L extends K, W extends V> void forward(Record<L, W> record, String child) {
        given.forward(traced(record), child);
    }

    @Override
    public String applicationId() {
        return given.applicationId();
    }

    @Override
    public TaskId taskId() {
        return given.taskId();
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return given.recordMetadata();
    }

    @Override
    public Serde<?> keySerde() {
        return given.keySerde();
    }

    @Override
    public Serde<?> valueSerde() {
        return given.valueSerde();
    }

    @Override
    public File stateDir() {
        return given.stateDir();
    }

    @Override
    public StreamsMetrics metrics() {
        return given.metrics();
    }

    @Override
    public <S extends StateStore> S getStateStore(String name) {
        return given.getStateStore(name);
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        return given.schedule(interval, type, callback);
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type, Punctuator callback) {
        return given.schedule(start, interval, type, callback);
    }

    @Override
    public void commit() {
        given.commit();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return given.appConfigs();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return given.appConfigsWithPrefix(prefix);
    }

    @Override
    public long currentSystemTimeMs() {
        return given.currentSystemTimeMs();
    }

    @Override
    public long currentStreamTimeMs() {
        return given.currentStreamTimeMs();
    }
}
