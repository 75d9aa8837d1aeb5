package dev.sluice.topology.context;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.decide.Decider;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.state.ThreadState;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Adds what is known of the thread, and offers it to a mediator when a post heats it beyond what the policy bears: once
 * per window, and before anything is removed.
 */
public final class ThreadContextProcessor implements Processor<byte[], AssessedPost, byte[], Object> {
    /** Posts with the context of their thread. */
    public static final Outlet<AssessedPost> IN_THREAD = new Outlet<>("gate");

    /** Threads for a mediator. */
    public static final Outlet<MediationCase> MEDIATIONS = new Outlet<>("mediations");

    private final Decider decider;
    private final ContextSettings.ThreadSettings settings;
    private final Retention retention;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<String, byte[]> threads;

    /** A processor for one task. */
    public ThreadContextProcessor(
            Decider decider, ContextSettings.ThreadSettings settings, Retention retention, Telemetry telemetry) {
        this.decider = decider;
        this.settings = settings;
        this.retention = retention;
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        threads = processorContext.getStateStore(Stores.THREAD_HEAT);
        Sweep.schedule(processorContext, threads, retention.conduct(), retention);
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = telemetry.stages().start();
        AssessedPost assessed = record.value();
        String thread = assessed.getPost().getThread();
        ThreadState state = ThreadState.of(threads.get(thread));
        MediationCase mediation = null;
        if (Risky.hasNewWords(assessed)) {
            mediation = heat(state, assessed);
            threads.put(thread, state.toBytes(context.currentStreamTimeMs()));
        } else {
            fill(state, assessed);
        }
        telemetry.stages().stop(Stage.CONTEXT, start);
        if (mediation != null) {
            telemetry.counters().routed(MEDIATIONS.node());
            MEDIATIONS.send(context, record.timestamp(), record.key(), mediation);
        }
        IN_THREAD.send(context, record.timestamp(), record.key(), assessed);
    }

    private @Nullable MediationCase heat(ThreadState state, AssessedPost assessed) {
        Post post = assessed.getPost();
        long at = assessed.getEventAt().toEpochMilli();
        float risk = Risky.ofConduct(assessed.getAssessment().getRisk());
        PolicyPack pack = decider.packOf(assessed);
        boolean risky = Risky.leavesTrace(assessed, pack.riskFloor());
        // Below the floor a probability is noise: summed over a busy thread of small talk it would look like heat.
        float warmth = risky ? risk : 0;
        state.add(post.getAuthor(), warmth, at, assessed.getTrigger() == Trigger.EDIT, settings);
        String author = post.getAuthor();
        if (risky && author != null) {
            state.addRisky(author);
        }
        fill(state, assessed);
        // Only a post with some risk can push the heat over a bound, so the others need not be asked about.
        boolean mediates = risky && pack.mediates(PostFacts.of(assessed)) && state.startMediation(at, settings);
        return mediates ? mediation(post, state, assessed, pack.mediationSteps()) : null;
    }

    private void fill(ThreadState state, AssessedPost assessed) {
        long at = assessed.getEventAt().toEpochMilli();
        Context known = assessed.getContext();
        known.setThreadHeat(state.heat(at, settings));
        known.setThreadBaseline(state.baseline());
        known.setThreadPosts(state.posts(at, settings));
        known.setAuthorThreadPosts(state.postsBy(assessed.getPost().getAuthor(), at, settings));
    }

    private static MediationCase mediation(Post post, ThreadState state, AssessedPost assessed, List<String> steps) {
        MediationCase mediation = new MediationCase();
        mediation.setId(post.getThread() + "/" + post.getId());
        mediation.setThread(post.getThread());
        mediation.setCommunity(post.getCommunity());
        mediation.setPost(post.getId());
        mediation.setHeat(assessed.getContext().getThreadHeat());
        mediation.setBaseline(assessed.getContext().getThreadBaseline());
        mediation.setParticipants(state.riskyAuthors());
        mediation.setSteps(steps);
        mediation.setOpenedAt(Instant.ofEpochMilli(assessed.getEventAt().toEpochMilli()));
        return mediation;
    }
}
