package dev.sluice.topology.outcomes.reports;

import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.ReportChange;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.StateWriter;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts notices, each once: one that lacked something may be sent again, and is the same one by its id. Notices without
 * a community count nowhere.
 */
public final class NoticeProcessor implements Processor<byte[], ContentNotice, String, ReportChange> {
    private static final int VERSION = 1;

    private final Predicate<ContentNotice> trusted;
    private final Retention retention;

    private ProcessorContext<String, ReportChange> context;
    private KeyValueStore<String, byte[]> counted;

    /**
     * A processor for one task.
     *
     * @param trusted whether a notice is of a trusted flagger
     */
    public NoticeProcessor(Predicate<ContentNotice> trusted, Retention retention) {
        this.trusted = trusted;
        this.retention = retention;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<String, ReportChange> processorContext) {
        context = processorContext;
        counted = processorContext.getStateStore(OutcomeStores.NOTICES);
        Sweep.schedule(processorContext, counted, retention.standings(), retention);
    }

    @Override
    public void process(Record<byte[], ContentNotice> record) {
        ContentNotice notice = record.value();
        String community = notice.getCommunity();
        byte[] now =
                new StateWriter(VERSION).time(context.currentStreamTimeMs()).toBytes();
        if (community.isEmpty() || counted.putIfAbsent(notice.getId(), now) != null) {
            return;
        }
        long at = Math.min(notice.getSubmittedAt().toEpochMilli(), record.timestamp());
        ReportChange change = ReportChanges.of(notice, trusted.test(notice));
        context.forward(new Record<>(community, change, Math.max(0, at)));
    }
}
