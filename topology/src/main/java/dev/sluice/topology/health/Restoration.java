package dev.sluice.topology.health;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an instance reads back from changelogs before it goes on: nearly nothing after an orderly end whose folder of
 * state is still there, all of it otherwise. Counted as {@code sluice_restored_records_total} by store, and a line in the
 * log for each partition.
 */
public final class Restoration implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final String RESTORED = "sluice.restored.records";

    private final MeterRegistry meters;
    private final Map<TopicPartition, Long> began = new ConcurrentHashMap<>();

    /** Counts here. */
    public Restoration(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        began.put(partition, from);
        meters.counter(RESTORED, "store", store);
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long last, long records) {
        meters.counter(RESTORED, "store", store).increment(records);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        LOG.info("restored {} records of {} from {} on", records, partition, began.remove(partition));
    }
}
