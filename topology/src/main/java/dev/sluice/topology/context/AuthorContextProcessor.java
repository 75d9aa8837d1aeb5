package dev.sluice.topology.context;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Post;
import dev.sluice.topology.decide.Decider;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.state.AuthorState;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.PostStanding;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds how the author behaves. Strikes that this very post brought the author before do not count against it again: a
 * post is judged anew as if it had not been judged yet.
 */
public final class AuthorContextProcessor implements Processor<byte[], AssessedPost, byte[], AssessedPost> {
    private final Decider decider;
    private final ContextSettings.AuthorSettings settings;
    private final Retention retention;
    private final StageTimes stages;

    private ProcessorContext<byte[], AssessedPost> context;
    private KeyValueStore<String, byte[]> authors;
    private KeyValueStore<String, byte[]> inForce;

    /** A processor for one task. */
    public AuthorContextProcessor(
            Decider decider, ContextSettings.AuthorSettings settings, Retention retention, StageTimes stages) {
        this.decider = decider;
        this.settings = settings;
        this.retention = retention;
        this.stages = stages;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], AssessedPost> processorContext) {
        context = processorContext;
        authors = processorContext.getStateStore(Stores.AUTHOR_RECORD);
        inForce = processorContext.getStateStore(Stores.POSTS_IN_FORCE);
        Sweep.schedule(processorContext, authors, retention.conduct(), retention);
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = stages.start();
        AssessedPost assessed = record.value();
        Post post = assessed.getPost();
        String author = post.getAuthor();
        if (author != null) {
            long at = assessed.getEventAt().toEpochMilli();
            AuthorState state = AuthorState.of(authors.get(author));
            if (Risky.leavesTrace(assessed, decider.packOf(assessed).riskFloor())) {
                state.addRiskyPost(post.getId(), at, settings.window());
                authors.put(author, state.toBytes(context.currentStreamTimeMs()));
            }
            PostStanding standing = PostStanding.of(inForce.get(post.getId()));
            state.addStrikes(-standing.strikes(), standing.strikesAt(), settings.strikesHalfLife());
            assessed.getContext().setAuthorStrikes(state.strikes(at, settings.strikesHalfLife()));
            assessed.getContext().setAuthorRiskyPosts(state.riskyPosts(at, settings.window()));
        }
        stages.stop(Stage.CONTEXT, start);
        context.forward(record);
    }
}
