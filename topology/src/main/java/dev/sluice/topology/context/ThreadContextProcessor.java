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
import dev.sluice.topology.policy.MediationPlan;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.ContextSettings.ThreadSettings;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.state.ThreadState;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds what is known of the thread, and offers it to a mediator when a post heats it beyond what the policy bears, or
 * two members are at each other: once per window, before anything is removed, and with a look at what became of it.
 */
public final class ThreadContextProcessor implements Processor<byte[], AssessedPost, byte[], Object> {
    /** Posts with the context of their thread. */
    public static final Outlet<AssessedPost> IN_THREAD = new Outlet<>("gate");

    /** Threads for a mediator. */
    public static final Outlet<MediationCase> MEDIATIONS = new Outlet<>("mediations");

    private final Decider decider;
    private final Notices notices;
    private final ThreadSettings settings;
    private final Duration newAccount;
    private final Retention retention;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<String, byte[]> threads;
    private Mediator mediator;

    /** A processor for one task. */
    public ThreadContextProcessor(
            Decider decider, Notices notices, ContextSettings settings, Retention retention, Telemetry telemetry) {
        this.decider = decider;
        this.notices = notices;
        this.settings = settings.thread();
        this.newAccount = settings.author().newAccount();
        this.retention = retention;
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        threads = processorContext.getStateStore(Stores.THREAD_HEAT);
        mediator = new Mediator(processorContext, settings, notices, this::send);
        Sweep.schedule(processorContext, threads, retention.conduct(), retention);
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = telemetry.stages().start();
        AssessedPost assessed = record.value();
        String thread = assessed.getPost().getThread();
        ThreadState state = ThreadState.of(threads.get(thread));
        if (Risky.hasNewWords(assessed)) {
            heat(state, assessed);
            threads.put(thread, state.toBytes(context.currentStreamTimeMs()));
        } else {
            fill(state, assessed);
            boolean isDeletion = assessed.getTrigger() == Trigger.DELETE;
            if (isDeletion && mediator.withdraw(assessed.getPost(), state, context.currentStreamTimeMs())) {
                threads.put(thread, state.toBytes(context.currentStreamTimeMs()));
            }
        }
        telemetry.stages().stop(Stage.CONTEXT, start);
        IN_THREAD.send(context, record.timestamp(), record.key(), assessed);
    }

    private void heat(ThreadState state, AssessedPost assessed) {
        Post post = assessed.getPost();
        long at = assessed.getEventAt().toEpochMilli();
        float risk = PostFacts.highestOfConduct(assessed.getAssessment().getRisk());
        PolicyPack pack = decider.packOf(assessed);
        boolean risky = Risky.leavesTrace(assessed, pack.riskFloor());
        mediator.followUpBefore(post.getThread(), state, at, context.currentStreamTimeMs());
        // Below the floor a probability is noise: summed over a busy thread of small talk it would look like heat.
        float warmth = risky ? risk : 0;
        boolean isEdit = assessed.getTrigger() == Trigger.EDIT;
        state.add(post.getAuthor(), warmth, at, isEdit, settings);
        if (!isEdit) {
            state.addRecent(post.getId());
        }
        if (risky) {
            remember(post, assessed.getTrigger(), at, state);
        }
        fill(state, assessed);
        // Only a post with some risk can push the heat over a bound, so the others need not be asked about.
        MediationPlan plan = risky ? pack.mediation(PostFacts.of(assessed)) : null;
        if (plan != null) {
            mediator.offer(assessed, state, plan, context.currentStreamTimeMs());
        }
    }

    private void remember(Post post, Trigger trigger, long at, ThreadState state) {
        String author = post.getAuthor();
        String target = post.getTarget();
        if (author == null) {
            return;
        }
        state.addRisky(author);
        if (target != null && !target.equals(author) && trigger == Trigger.POST) {
            state.addExchange(author, target, at, settings);
        }
    }

    private void fill(ThreadState state, AssessedPost assessed) {
        long at = assessed.getEventAt().toEpochMilli();
        Post post = assessed.getPost();
        Context known = assessed.getContext();
        known.setThreadHeat(state.heat(at, settings));
        known.setThreadBaseline(state.baseline());
        known.setThreadPosts(state.posts(at, settings));
        known.setAuthorThreadPosts(state.postsBy(post.getAuthor(), at, settings));
        known.setPairExchanges(state.exchanges(post.getAuthor(), post.getTarget(), at, settings));
        Instant since = post.getAuthorSince();
        known.setAuthorNewAccount(since != null && post.getCreatedAt().isBefore(since.plus(newAccount)));
        Integer before = post.getAuthorPosts();
        known.setAuthorFirstPost(before != null && before == 0);
    }

    private void send(MediationCase mediation, long timestamp) {
        telemetry.counters().routed(MEDIATIONS.node());
        byte[] key = mediation.getThread().getBytes(StandardCharsets.UTF_8);
        MEDIATIONS.send(context, timestamp, key, mediation);
    }
}
