package dev.sluice.topology.context;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Post;
import dev.sluice.topology.decide.Decider;
import dev.sluice.topology.decide.GateProcessor;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.state.ContextSettings.TargetSettings;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.state.TargetState;
import dev.sluice.topology.step.Initializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds who else posts at the same member, and sends the post on to its author's context. */
public final class TargetContextProcessor implements Processor<byte[], AssessedPost, byte[], AssessedPost> {
    private final Decider decider;
    private final TargetSettings settings;
    private final Retention retention;
    private final StageTimes stages;

    private ProcessorContext<byte[], AssessedPost> context;
    private KeyValueStore<String, byte[]> targets;

    /** A processor for one task. */
    public TargetContextProcessor(Decider decider, TargetSettings settings, Retention retention, StageTimes stages) {
        this.decider = decider;
        this.settings = settings;
        this.retention = retention;
        this.stages = stages;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], AssessedPost> processorContext) {
        context = processorContext;
        targets = processorContext.getStateStore(Stores.TARGET_PILE_ON);
        Sweep.schedule(processorContext, targets, retention.conduct(), retention);
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = stages.start();
        AssessedPost assessed = record.value();
        Post post = assessed.getPost();
        String target = post.getTarget();
        if (target != null) {
            long at = assessed.getEventAt().toEpochMilli();
            TargetState state = TargetState.of(targets.get(target));
            boolean atOneself = target.equals(post.getAuthor());
            if (!atOneself
                    && Risky.leavesTrace(assessed, decider.packOf(assessed).riskFloor())) {
                float risk = PostFacts.highestOfConduct(assessed.getAssessment().getRisk());
                state.add(post.getId(), post.getAuthor(), risk, at, settings);
                targets.put(target, state.toBytes(context.currentStreamTimeMs()));
            }
            Context known = assessed.getContext();
            known.setTargetDistinctAuthors(state.distinctAuthors(at, settings));
            known.setTargetRiskyPosts(state.riskyPosts(at, settings));
            known.setTargetHeat(state.heat(at, settings));
            known.setTargetBurst(state.burst(at, settings));
        }
        stages.stop(Stage.CONTEXT, start);
        context.forward(record.withKey(GateProcessor.authorKey(assessed)));
    }
}
