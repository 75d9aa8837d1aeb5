package dev.sluice.topology.state;

import dev.sluice.topology.step.Initializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Copies a compacted topic into a table, bytes as they are: what cannot be decoded must stop nobody here, and is dealt
 * with by who looks it up.
 */
public final class CopyProcessor implements Processor<Bytes, byte[], Void, Void> {
    private final String store;

    private KeyValueStore<Bytes, byte[]> table;

    /** Copies into the store of this name. */
    public CopyProcessor(String store) {
        this.store = store;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<Void, Void> context) {
        table = context.getStateStore(store);
    }

    @Override
    public void process(Record<Bytes, byte[]> record) {
        if (record.key() != null) {
            table.put(record.key(), record.value());
        }
    }
}
