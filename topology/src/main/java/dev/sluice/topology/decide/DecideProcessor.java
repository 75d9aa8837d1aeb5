package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.step.Initializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decides the posts that have their whole context. */
public final class DecideProcessor implements Processor<byte[], AssessedPost, byte[], DecidedPost> {
    private final Decider decider;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], DecidedPost> context;

    /** A processor for one task. */
    public DecideProcessor(Decider decider, Telemetry telemetry) {
        this.decider = decider;
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], DecidedPost> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = telemetry.stages().start();
        DecidedPost decided = decider.decide(record.value());
        if (answersAnEvent(record.value().getTrigger())) {
            telemetry.counters().decision(decided.decision().getOutcome());
        }
        telemetry.stages().stop(Stage.DECIDE, start);
        context.forward(record.withValue(decided));
    }

    /** What a second look or people lead to answers no event, and is counted where it is taken in. */
    private static boolean answersAnEvent(Trigger trigger) {
        return switch (trigger) {
            case POST, EDIT, DELETE, FLAG, UNKNOWN -> true;
            case SECOND_LOOK, VERDICT, APPEAL, NOTICE -> false;
        };
    }
}
