package dev.sluice.topology.route;

import dev.sluice.schemas.Decision;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.state.AuthorState;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.OpenNudge;
import dev.sluice.topology.state.PostStanding;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a decision puts in force, and gives its author the strikes: here, where the next post of the same
 * author is decided, and before it is.
 */
public final class SettleProcessor implements Processor<byte[], DecidedPost, byte[], SettledPost> {
    private final ContextSettings.AuthorSettings settings;
    private final Retention retention;
    private final StageTimes stages;

    private ProcessorContext<byte[], SettledPost> context;
    private KeyValueStore<String, byte[]> authors;
    private KeyValueStore<String, byte[]> inForce;
    private KeyValueStore<String, byte[]> nudges;

    /** A processor for one task. */
    public SettleProcessor(ContextSettings.AuthorSettings settings, Retention retention, StageTimes stages) {
        this.settings = settings;
        this.retention = retention;
        this.stages = stages;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], SettledPost> processorContext) {
        context = processorContext;
        authors = processorContext.getStateStore(Stores.AUTHOR_RECORD);
        inForce = processorContext.getStateStore(Stores.POSTS_IN_FORCE);
        nudges = processorContext.getStateStore(Stores.NUDGES_OPEN);
        Sweep.schedule(processorContext, inForce, retention.standings(), retention);
    }

    @Override
    public void process(Record<byte[], DecidedPost> record) {
        long start = stages.start();
        DecidedPost decided = record.value();
        String post = decided.decision().getPost();
        long now = context.currentStreamTimeMs();
        PostStanding before = PostStanding.of(inForce.get(post));
        Settlement settlement = Settlement.of(before, decided, settings.strikes());
        PostStanding after = settlement.after();
        if (!after.equals(before)) {
            inForce.put(post, after.toBytes(now));
            strike(decided.decision().getAuthor(), before, after, now);
        }
        if (settlement.measure() == PostStanding.Measure.NUDGE) {
            watch(decided, now);
        }
        stages.stop(Stage.CONTEXT, start);
        context.forward(record.withValue(new SettledPost(decided, settlement)));
    }

    /** Remembers a nudge, so that it can be told whether it helped; one that is watched already goes on counting. */
    private void watch(DecidedPost decided, long now) {
        Decision decision = decided.decision();
        String author = decision.getAuthor();
        if (author == null) {
            return;
        }
        OpenNudge nudge = new OpenNudge(
                decision.getId(),
                decision.getPost(),
                decision.getCommunity(),
                PostFacts.highestOfConduct(decision.getRisk()),
                decision.getPostCreatedAt().toEpochMilli(),
                now + settings.followUp().toMillis(),
                0,
                0);
        nudges.putIfAbsent(OpenNudge.key(author, decision.getThread()), nudge.toBytes());
    }

    private void strike(@Nullable String author, PostStanding before, PostStanding after, long now) {
        boolean same = before.strikes() == after.strikes() && before.strikesAt() == after.strikesAt();
        if (author == null || same || (before.strikes() == 0 && after.strikes() == 0)) {
            return;
        }
        AuthorState state = AuthorState.of(authors.get(author));
        state.takeBackStrikes(before.strikes(), before.strikesAt());
        state.addStrikes(after.strikes(), after.strikesAt(), settings);
        authors.put(author, state.toBytes(now));
    }
}
