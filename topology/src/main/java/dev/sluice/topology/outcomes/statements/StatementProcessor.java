package dev.sluice.topology.outcomes.statements;

import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.StatementKind;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.outcomes.reports.CountedPost;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes a statement of reasons wherever a decision imposes, changes, confirms or lifts a restriction. A post that was let
 * through at once leaves no trace here.
 */
public final class StatementProcessor implements Processor<byte[], SpecificRecord, byte[], StatementOfReasons> {
    private final StatementWriter writer;
    private final Predicate<ContentNotice> trusted;
    private final Retention retention;

    private ProcessorContext<byte[], StatementOfReasons> context;
    private KeyValueStore<String, byte[]> lineages;
    private KeyValueStore<String, byte[]> counted;

    /**
     * A processor for one task.
     *
     * @param trusted whether a notice is of a trusted flagger
     */
    public StatementProcessor(StatementWriter writer, Predicate<ContentNotice> trusted, Retention retention) {
        this.writer = writer;
        this.trusted = trusted;
        this.retention = retention;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], StatementOfReasons> processorContext) {
        context = processorContext;
        lineages = processorContext.getStateStore(OutcomeStores.LINEAGE);
        counted = processorContext.getStateStore(OutcomeStores.COUNTED);
        Sweep.schedule(processorContext, lineages, retention.standings(), retention);
    }

    @Override
    public void process(Record<byte[], SpecificRecord> record) {
        switch (record.value()) {
            case Decision decision -> decided(record, decision);
            case ContentNotice notice -> noticed(notice);
            default ->
                throw new IllegalStateException(
                        "record " + record.value().getSchema().getName()
                                + " reached statements; allowed: ContentNotice, Decision");
        }
    }

    private void decided(Record<byte[], SpecificRecord> record, Decision decision) {
        if (isLetThroughAtOnce(decision)) {
            return;
        }
        PostLineage before = PostLineage.of(lineages.get(decision.getPost()));
        Lineage lineage = Lineage.of(before, decision);
        if (!lineage.after().equals(before)) {
            lineages.put(decision.getPost(), lineage.after().toBytes(context.currentStreamTimeMs()));
        }
        StatementKind kind = lineage.kind();
        if (kind != null) {
            StatementOfReasons statement = writer.write(decision, lineage, kind, postedAt(decision));
            context.forward(new Record<>(record.key(), statement, record.timestamp()));
        }
    }

    private void noticed(ContentNotice notice) {
        if (notice.getPost().isEmpty()) {
            return;
        }
        SourceType by = trusted.test(notice) ? SourceType.TRUSTED_FLAGGER : SourceType.NOTICE;
        PostLineage told = PostLineage.of(lineages.get(notice.getPost())).toldBy(by);
        lineages.put(notice.getPost(), told.toBytes(context.currentStreamTimeMs()));
    }

    /** Nothing was restricted before the first decision about a post, so there is nothing to lift. */
    private static boolean isLetThroughAtOnce(Decision decision) {
        return decision.getOutcome() == Outcome.ALLOW
                && decision.getTrigger() == Trigger.POST
                && decision.getSupersedes() == null;
    }

    /** When the post was published, as reports have counted it; else the event that the decision answers. */
    private Instant postedAt(Decision decision) {
        CountedPost post = CountedPost.of(counted.get(decision.getPost()));
        return post == null ? decision.getPostCreatedAt() : Instant.ofEpochMilli(post.firstAt());
    }
}
