package dev.sluice.topology.context;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.decide.GateProcessor;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.state.CopyState;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds who else posts nearly the same words, and sends the post on to the context of whom it addresses or, where
 * nobody is known, of its author.
 *
 * <p>Whatever comes here counts once: a post with some risk, and one that a member flagged. Copies of harmless posts
 * that nobody flags leave at the gate and are not seen. That copies are counted judges nobody; a policy does.
 */
public final class CopyContextProcessor implements Processor<byte[], AssessedPost, byte[], Object> {
    /** Posts that need the context of whom they address; keyed by that. */
    public static final Outlet<AssessedPost> TOWARD_TARGET = new Outlet<>("toward-target");

    /** Posts that address nobody known and need the context of their author; keyed by that, else by the thread. */
    public static final Outlet<AssessedPost> TOWARD_AUTHOR = new Outlet<>("toward-author");

    private final Duration window;
    private final Retention retention;
    private final StageTimes stages;

    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<String, byte[]> copies;

    /** A processor for one task. */
    public CopyContextProcessor(Duration window, Retention retention, StageTimes stages) {
        this.window = window;
        this.retention = retention;
        this.stages = stages;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        copies = processorContext.getStateStore(Stores.COPIES);
        // Twice the window: what is late still meets what it belongs to.
        Sweep.schedule(processorContext, copies, window.multipliedBy(2), retention);
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = stages.start();
        AssessedPost assessed = record.value();
        if (assessed.getWording() != 0) {
            count(new String(record.key(), StandardCharsets.UTF_8), assessed);
        }
        stages.stop(Stage.CONTEXT, start);
        String target = assessed.getPost().getTarget();
        if (target == null) {
            TOWARD_AUTHOR.send(context, record.timestamp(), GateProcessor.authorKey(assessed), assessed);
        } else {
            TOWARD_TARGET.send(context, record.timestamp(), target.getBytes(StandardCharsets.UTF_8), assessed);
        }
    }

    private void count(String key, AssessedPost assessed) {
        long at = assessed.getEventAt().toEpochMilli();
        Post post = assessed.getPost();
        long wording = assessed.getWording();
        CopyState state = CopyState.of(copies.get(key));
        if (isFromMembers(assessed.getTrigger())) {
            state.add(new CopyState.Copy(post.getId(), post.getAuthor(), post.getThread(), wording), at);
            copies.put(key, state.toBytes(context.currentStreamTimeMs()));
        }
        CopyState.Count count = state.count(wording, at, window);
        Context known = assessed.getContext();
        known.setCopies(count.posts());
        known.setCopyAuthors(count.authors());
        known.setCopyThreads(count.threads());
    }

    /** What people ruled about a post makes it no newer. */
    private static boolean isFromMembers(Trigger trigger) {
        return switch (trigger) {
            case POST, EDIT, DELETE, FLAG, SECOND_LOOK, UNKNOWN -> true;
            case VERDICT, APPEAL, NOTICE -> false;
        };
    }
}
