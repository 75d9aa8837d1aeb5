package dev.sluice.topology.casework.report;

import dev.sluice.schemas.ReporterCredit;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.topology.policy.CaseworkRules.Reporters;
import dev.sluice.topology.state.ReporterState;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps how far each member's reports were upheld, and publishes what the next one counts:
 * {@code 2 (a + upheld) / (a + b + upheld + rejected)}, which is twice the mean of a Beta distribution with the prior
 * {@code (a, b)}. Both counts fade with event time. A verdict about a post counts once for each reporter of it; who is
 * forgotten is taken out of the topic too.
 */
public final class ReporterProcessor implements Processor<byte[], ReporterCredit, byte[], ReporterStanding> {
    private final Reporters rules;
    private final Retention retention;

    private ProcessorContext<byte[], ReporterStanding> context;
    private KeyValueStore<String, byte[]> reporters;

    /** A processor for one task. */
    public ReporterProcessor(Reporters rules, Retention retention) {
        this.rules = rules;
        this.retention = retention;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], ReporterStanding> processorContext) {
        context = processorContext;
        reporters = processorContext.getStateStore(Stores.REPORTER_RECORD);
        Sweep.schedule(processorContext, reporters, rules.forget(), retention, this::forgotten);
    }

    @Override
    public void process(Record<byte[], ReporterCredit> record) {
        ReporterCredit credit = record.value();
        ReporterState state = ReporterState.of(reporters.get(credit.getReporter()));
        long at = credit.getAt().toEpochMilli();
        Duration halfLife = rules.halfLife();
        if (credit.getCorrects()) {
            state.correct(credit.getUpheld(), at, halfLife);
        } else if (!state.add(credit.getPost(), credit.getUpheld(), at, halfLife)) {
            return;
        }
        reporters.put(credit.getReporter(), state.toBytes(context.currentStreamTimeMs()));
        float upheld = state.upheld(at, halfLife);
        float rejected = state.rejected(at, halfLife);
        double weight = 2 * (rules.upheld() + upheld) / (rules.upheld() + rules.rejected() + upheld + rejected);
        ReporterStanding standing =
                new ReporterStanding(credit.getReporter(), upheld, rejected, (float) weight, credit.getAt());
        context.forward(new Record<>(record.key(), standing, record.timestamp()));
    }

    private void forgotten(String reporter) {
        byte[] key = reporter.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, null, Math.max(0, context.currentStreamTimeMs())));
    }
}
