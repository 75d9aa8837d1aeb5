package dev.sluice.topology.outcomes.reports;

import dev.sluice.schemas.ReportChange;
import dev.sluice.topology.step.Initializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts records that are what happened: each once, where it happened. Records without a community count nowhere.
 *
 * @param <V> the type of record
 */
public final class ChangeProcessor<V> implements Processor<byte[], V, String, ReportChange> {
    private final Change<V> change;

    private ProcessorContext<String, ReportChange> context;

    /**
     * What a record changes.
     *
     * @param <V> the type of record
     */
    @FunctionalInterface
    public interface Change<V> {
        /** The change; {@code at} is the stream's time of the record, in milliseconds since 1970. */
        ReportChange of(V value, long at);
    }

    /** A processor for one task. */
    public ChangeProcessor(Change<V> change) {
        this.change = change;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<String, ReportChange> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], V> record) {
        ReportChange changed = change.of(record.value(), record.timestamp());
        if (!changed.getCommunity().isEmpty()) {
            long at = Math.min(changed.getAt().toEpochMilli(), record.timestamp());
            context.forward(new Record<>(changed.getCommunity(), changed, Math.max(0, at)));
        }
    }
}
