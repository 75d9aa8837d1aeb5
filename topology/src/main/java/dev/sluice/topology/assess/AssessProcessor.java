package dev.sluice.topology.assess;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.intake.Accepted;
import dev.sluice.topology.intake.Occasion;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The second step: runs the detectors. A flag has the post assessed again, because what the first look found is not
 * remembered; what a second look found is, and takes the detectors' place from then on. An assessment goes out when it is
 * new.
 */
public final class AssessProcessor implements Processor<byte[], Accepted, byte[], Object> {
    /** Posts with their assessment. */
    public static final Outlet<AssessedPost> ASSESSED = new Outlet<>("thread-context");

    /** Assessments, for all who want them. */
    public static final Outlet<Assessment> ASSESSMENTS = new Outlet<>("assessments");

    private final PostAssessor assessor;
    private final Supplier<Instant> policyAt;
    private final StageTimes stages;

    private ProcessorContext<byte[], Object> context;

    /**
     * A processor for one task.
     *
     * @param policyAt tells the instant whose policies decide, to the millisecond
     */
    public AssessProcessor(PostAssessor assessor, Supplier<Instant> policyAt, StageTimes stages) {
        this.assessor = assessor;
        this.policyAt = policyAt;
        this.stages = stages;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], Accepted> record) {
        long start = stages.start();
        Accepted accepted = record.value();
        Occasion occasion = accepted.occasion();
        AssessedPost assessed = new AssessedPost();
        assessed.setSource(accepted.source());
        assessed.setPost(accepted.post());
        Assessment secondLook = accepted.known().secondLook();
        assessed.setAssessment(secondLook == null ? assessor.assess(accepted.post()) : secondLook);
        assessed.setContext(reported(occasion));
        assessed.setTrigger(occasion.trigger());
        assessed.setEventAt(occasion.at());
        assessed.setNumber(occasion.answer().number());
        assessed.setSupersedes(occasion.supersedes());
        assessed.setRuling(accepted.known().ruling());
        // To the millisecond, as the record keeps it: before and after a hop it must be the same.
        assessed.setPolicyAt(policyAt.get());
        start = stages.stop(Stage.ASSESS, start);
        if (isNew(occasion.trigger())) {
            ASSESSMENTS.send(context, record.timestamp(), record.key(), assessed.getAssessment());
            stages.stop(Stage.ROUTE, start);
        }
        ASSESSED.send(context, record.timestamp(), record.key(), assessed);
    }

    private static Context reported(Occasion occasion) {
        Context context = new Context();
        context.setFlags(occasion.flags().reporters().size());
        context.setFlagWeight(occasion.flags().weight());
        return context;
    }

    private static boolean isNew(Trigger trigger) {
        return trigger == Trigger.POST || trigger == Trigger.EDIT || trigger == Trigger.SECOND_LOOK;
    }
}
