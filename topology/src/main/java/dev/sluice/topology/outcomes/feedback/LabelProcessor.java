package dev.sluice.topology.outcomes.feedback;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Verdict;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.outcomes.PeoplesPart;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Joins verdicts with the decisions that they are about. Remembered are decisions that a person may be asked about: all but
 * posts that were let through at once and that no sample draws. A verdict that comes before its decision waits for it, for a
 * week; one that comes twice gives one label. Several verdicts about one decision, such as that of an appeal, give one each.
 *
 * <p>A notice or an appeal is answered by a decision that only asks a person. What the person then judges is the decision
 * before it, and so does the label.
 */
public final class LabelProcessor implements Processor<byte[], SpecificRecord, byte[], Label> {
    private static final Duration WAIT = Duration.ofDays(7);

    private final AvroSerde<Label> labels;
    private final AvroSerde<Verdict> verdicts;
    private final QaPlan plan;
    private final Retention retention;

    private ProcessorContext<byte[], Label> context;
    private KeyValueStore<String, byte[]> decided;
    private KeyValueStore<String, byte[]> waiting;

    /** A processor for one task. */
    public LabelProcessor(AvroSerde<Label> labels, AvroSerde<Verdict> verdicts, QaPlan plan, Retention retention) {
        this.labels = labels;
        this.verdicts = verdicts;
        this.plan = plan;
        this.retention = retention;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Label> processorContext) {
        context = processorContext;
        decided = processorContext.getStateStore(OutcomeStores.DECIDED);
        waiting = processorContext.getStateStore(OutcomeStores.WAITING);
        Sweep.schedule(processorContext, decided, retention.standings(), retention);
        Sweep.schedule(processorContext, waiting, WAIT, retention);
    }

    @Override
    public void process(Record<byte[], SpecificRecord> record) {
        switch (record.value()) {
            case Decision decision -> decided(record, decision);
            case Verdict verdict -> judged(record, verdict);
            default ->
                throw new IllegalStateException("record "
                        + record.value().getSchema().getName() + " reached feedback; allowed: Decision, Verdict");
        }
    }

    private void decided(Record<byte[], SpecificRecord> record, Decision decision) {
        if (!mayBeJudged(decision) || decided.get(decision.getId()) != null) {
            return;
        }
        KnownDecision known = new KnownDecision(labels.encode(OutcomeStores.DECIDED, judged(decision)), List.of());
        for (byte[] verdict :
                WaitingVerdicts.of(waiting.delete(decision.getId())).verdicts()) {
            known = send(record, known, verdicts.decode(verdict));
        }
        decided.put(decision.getId(), known.toBytes(context.currentStreamTimeMs()));
    }

    private Label judged(Decision decision) {
        String before = decision.getSupersedes();
        if (before == null || !PeoplesPart.isAsked(decision)) {
            return Labels.of(decision);
        }
        KnownDecision known = KnownDecision.of(decided.get(before));
        // Posts that were let through at once are the ones that are not remembered.
        return known == null ? Labels.letThrough(before, decision) : labels.decode(known.label());
    }

    private void judged(Record<byte[], SpecificRecord> record, Verdict verdict) {
        String decision = verdict.getDecision();
        if (decision.isEmpty()) {
            return;
        }
        long now = context.currentStreamTimeMs();
        KnownDecision known = KnownDecision.of(decided.get(decision));
        if (known != null) {
            decided.put(decision, send(record, known, verdict).toBytes(now));
        } else {
            WaitingVerdicts others = WaitingVerdicts.of(waiting.get(decision));
            waiting.put(
                    decision,
                    others.and(verdicts.encode(OutcomeStores.WAITING, verdict)).toBytes(now));
        }
    }

    private KnownDecision send(Record<byte[], SpecificRecord> record, KnownDecision known, Verdict verdict) {
        if (known.verdicts().contains(verdict.getId())) {
            return known;
        }
        Label label = Labels.judged(labels.decode(known.label()), Judgement.of(verdict), plan);
        context.forward(new Record<>(record.key(), label, record.timestamp()));
        return known.judgedBy(verdict.getId());
    }

    private boolean mayBeJudged(Decision decision) {
        boolean quiet = decision.getOutcome() == Outcome.ALLOW
                && decision.getTrigger() == Trigger.POST
                && decision.getSupersedes() == null;
        return !quiet || plan.mayDraw(decision.getPost());
    }
}
