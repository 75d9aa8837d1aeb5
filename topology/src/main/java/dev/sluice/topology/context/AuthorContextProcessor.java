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
import dev.sluice.topology.state.AuthorState;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.PostStanding;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds how the author behaves. Strikes that this very post brought the author before do not count against it again: a
 * post is judged anew as if it had not been judged yet.
 */
public final class AuthorContextProcessor implements Processor<byte[], AssessedPost, byte[], Object> {
    /** Posts with their whole context. */
    public static final Outlet<AssessedPost> IN_CONTEXT = new Outlet<>("decide");

    /** What became of nudges. */
    public static final Outlet<MediationCase> FOLLOW_UPS = new Outlet<>("nudge-follow-ups");

    private final Decider decider;
    private final ContextSettings.AuthorSettings settings;
    private final Retention retention;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<String, byte[]> authors;
    private KeyValueStore<String, byte[]> inForce;
    private NudgeWatch nudges;

    /** A processor for one task. */
    public AuthorContextProcessor(
            Decider decider, ContextSettings.AuthorSettings settings, Retention retention, Telemetry telemetry) {
        this.decider = decider;
        this.settings = settings;
        this.retention = retention;
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        authors = processorContext.getStateStore(Stores.AUTHOR_RECORD);
        inForce = processorContext.getStateStore(Stores.POSTS_IN_FORCE);
        nudges = new NudgeWatch(processorContext, settings.followUp(), this::send);
        Sweep.schedule(processorContext, authors, retention.conduct(), retention);
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = telemetry.stages().start();
        AssessedPost assessed = record.value();
        Post post = assessed.getPost();
        PostStanding standing = PostStanding.of(inForce.get(post.getId()));
        if (assessed.getNumber() == Answer.FORGOTTEN) {
            number(assessed, standing.last());
        }
        String author = post.getAuthor();
        if (author != null) {
            fill(assessed, author, standing);
        }
        telemetry.stages().stop(Stage.CONTEXT, start);
        IN_CONTEXT.send(context, record.timestamp(), record.key(), assessed);
    }

    private void fill(AssessedPost assessed, String author, PostStanding standing) {
        Post post = assessed.getPost();
        long at = assessed.getEventAt().toEpochMilli();
        AuthorState state = AuthorState.of(authors.get(author));
        boolean risky = Risky.leavesTrace(assessed, decider.packOf(assessed).riskFloor());
        boolean isNew = assessed.getTrigger() == Trigger.POST;
        if (isNew) {
            state.addPost(at, settings);
        }
        if (risky) {
            state.addRiskyPost(post.getId(), at, settings);
            nudges.posted(
                    post,
                    author,
                    PostFacts.highestOfConduct(assessed.getAssessment().getRisk()),
                    at);
        }
        if (risky || isNew) {
            authors.put(author, state.toBytes(context.currentStreamTimeMs()));
        }
        if (assessed.getTrigger() == Trigger.DELETE) {
            nudges.deleted(post, author, context.currentStreamTimeMs());
        }
        state.takeBackStrikes(standing.strikes(), standing.strikesAt());
        Context known = assessed.getContext();
        known.setAuthorStrikes(state.strikes(at, settings));
        known.setAuthorRiskyPosts(state.riskyPosts(at, settings));
        known.setAuthorVelocity(state.velocity(at, settings));
        known.setAuthorFirstRisky(state.isFirstRisky(post.getId()));
    }

    private void send(MediationCase followUp, long timestamp) {
        telemetry.counters().routed(FOLLOW_UPS.node());
        FOLLOW_UPS.send(context, timestamp, followUp.getThread().getBytes(StandardCharsets.UTF_8), followUp);
    }

    /** What intake no longer knows of a post that people ruled about, this place does: which decision is the last. */
    private static void number(AssessedPost assessed, Answer last) {
        Post post = assessed.getPost();
        Answer next = last.revision() == 0 ? new Answer(post.getRevision(), 1) : last.next();
        post.setRevision(next.revision());
        assessed.setNumber(next.number());
        assessed.setSupersedes(last.revision() == 0 ? null : last.decisionId(post.getId()));
    }
}
