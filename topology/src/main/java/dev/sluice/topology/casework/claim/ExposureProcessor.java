package dev.sluice.topology.casework.claim;

import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.ClaimResult;
import dev.sluice.topology.policy.CaseworkRules.Exposure;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.ReviewerState;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Holds claims against the limits of their reviewer, where all claims of one reviewer meet, in event time. */
public final class ExposureProcessor implements Processor<byte[], ClaimCheck, byte[], CaseEvent> {
    private final Exposure exposure;
    private final Retention retention;

    private ProcessorContext<byte[], CaseEvent> context;
    private KeyValueStore<String, byte[]> reviewers;

    /** A processor for one task. */
    public ExposureProcessor(Exposure exposure, Retention retention) {
        this.exposure = exposure;
        this.retention = retention;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], CaseEvent> processorContext) {
        context = processorContext;
        reviewers = processorContext.getStateStore(Stores.REVIEWER_EXPOSURE);
        Sweep.schedule(processorContext, reviewers, retention.conduct(), retention);
    }

    @Override
    public void process(Record<byte[], ClaimCheck> record) {
        ClaimCheck check = record.value();
        ReviewerState state = ReviewerState.of(reviewers.get(check.getReviewer()));
        switch (check.getResult()) {
            case ASKED -> {
                boolean within =
                        state.add(check.getCommand(), check.getAt().toEpochMilli(), exposure.window(), exposure.max());
                remember(check, state);
                answer(record, within ? ClaimResult.GRANTED : ClaimResult.REFUSED);
            }
            case RETURNED -> {
                state.giveBack(check.getCommand());
                remember(check, state);
            }
            case GRANTED, REFUSED, UNKNOWN -> {}
        }
    }

    private void remember(ClaimCheck check, ReviewerState state) {
        reviewers.put(check.getReviewer(), state.toBytes(context.currentStreamTimeMs()));
    }

    private void answer(Record<byte[], ClaimCheck> asked, ClaimResult result) {
        ClaimCheck check =
                ClaimCheck.newBuilder(asked.value()).setResult(result).build();
        CaseEvent event = CaseEvent.newBuilder()
                .setThread(check.getThread())
                .setClaim(check)
                .build();
        byte[] thread = check.getThread().getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(thread, event, asked.timestamp()));
    }
}
