package dev.sluice.topology.outcomes.feedback;

import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.StateReader;
import dev.sluice.topology.state.StateWriter;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Opens a case for each post that the quality sample draws. The words are those of the post, the draw depends on what was
 * decided: whichever comes first waits here, a day at most; only posts that some outcome would draw come here at all.
 */
public final class SampleProcessor implements Processor<byte[], SpecificRecord, byte[], ReviewCase> {
    private static final int VERSION = 1;
    private static final int POST = 1;
    private static final int DECISION = 2;
    private static final int DONE = 3;
    private static final Duration KEEP = Duration.ofDays(1);
    private static final Duration DEADLINE = Duration.ofDays(7);
    private static final String WHY =
            "Drawn by chance for the quality sample. Please judge the post as if nobody had judged it yet.";

    private final AvroSerde<Post> posts;
    private final AvroSerde<Decision> decisions;
    private final QaPlan plan;
    private final Retention retention;

    private ProcessorContext<byte[], ReviewCase> context;
    private KeyValueStore<String, byte[]> drawn;

    /** A processor for one task. */
    public SampleProcessor(AvroSerde<Post> posts, AvroSerde<Decision> decisions, QaPlan plan, Retention retention) {
        this.posts = posts;
        this.decisions = decisions;
        this.plan = plan;
        this.retention = retention;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], ReviewCase> processorContext) {
        context = processorContext;
        drawn = processorContext.getStateStore(OutcomeStores.DRAWN);
        Sweep.schedule(processorContext, drawn, KEEP, retention);
    }

    @Override
    public void process(Record<byte[], SpecificRecord> record) {
        switch (record.value()) {
            case Post post -> published(record, post);
            case Decision decision -> decided(record, decision);
            default ->
                throw new IllegalStateException(
                        "record " + record.value().getSchema().getName()
                                + " reached the quality sample; allowed: Decision, Post");
        }
    }

    private void published(Record<byte[], SpecificRecord> record, Post post) {
        String key = key(post.getId(), post.getRevision());
        if (post.getEvent() == PostEvent.DELETED) {
            // Nobody is shown what its author has taken back.
            drawn.put(key, value(DONE, PostReader.UNKNOWN, new byte[0]));
            return;
        }
        int partition = PostReader.partition(record.headers());
        byte[] known = drawn.get(key);
        if (known == null) {
            drawn.put(key, value(POST, partition, posts.encode(OutcomeStores.DRAWN, post)));
        } else if (kind(known) == DECISION) {
            open(record, new Drawn(post, partition), decisions.decode(content(known)));
        }
    }

    private void decided(Record<byte[], SpecificRecord> record, Decision decision) {
        if (!isFirstOfItsWords(decision.getTrigger()) || !plan.draws(decision.getPost(), decision.getOutcome())) {
            return;
        }
        String key = key(decision.getPost(), decision.getRevision());
        byte[] known = drawn.get(key);
        if (known == null) {
            drawn.put(key, value(DECISION, PostReader.UNKNOWN, decisions.encode(OutcomeStores.DRAWN, decision)));
        } else if (kind(known) == POST) {
            open(record, new Drawn(posts.decode(content(known)), partition(known)), decision);
        }
    }

    /** What follows from reports and verdicts is not what the machine makes of the words. */
    private static boolean isFirstOfItsWords(Trigger trigger) {
        return switch (trigger) {
            case POST, EDIT, SECOND_LOOK -> true;
            case DELETE, FLAG, VERDICT, APPEAL, NOTICE, UNKNOWN -> false;
        };
    }

    /** A post, and the partition that it was in. */
    private record Drawn(Post post, int partition) {}

    private void open(Record<byte[], SpecificRecord> record, Drawn found, Decision decision) {
        Post post = found.post();
        String key = key(post.getId(), post.getRevision());
        ReviewCase review = new ReviewCase();
        review.setId(key + "/" + QaPlan.QUEUE);
        review.setDecision(decision.getId());
        review.setPost(post.getId());
        review.setRevision(post.getRevision());
        review.setThread(post.getThread());
        review.setCommunity(post.getCommunity());
        review.setAuthor(post.getAuthor());
        review.setTarget(post.getTarget());
        review.setUrl(post.getUrl());
        review.setPartition(found.partition());
        review.setState(CaseState.OPEN);
        review.setQueue(QaPlan.QUEUE);
        review.setPriority(decision.getOutcome() == Outcome.ALLOW ? 0 : 0.1f);
        review.setOpenedAt(decision.getDecidedAt());
        review.setDueAt(decision.getDecidedAt().plus(DEADLINE));
        review.setRule(QaPlan.RULE);
        review.setRationale(WHY);
        review.setText(post.getText());
        review.setSpans(List.of());
        drawn.put(key, value(DONE, PostReader.UNKNOWN, new byte[0]));
        byte[] thread = post.getThread().getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(thread, review, record.timestamp()));
    }

    private byte[] value(int kind, int partition, byte[] content) {
        return new StateWriter(VERSION)
                .time(context.currentStreamTimeMs())
                .uint(kind)
                .uint(partition + 1)
                .bytes(content)
                .toBytes();
    }

    private static int kind(byte[] value) {
        return reader(value).uint32();
    }

    private static int partition(byte[] value) {
        StateReader in = reader(value);
        in.uint32();
        return in.uint32() - 1;
    }

    private static byte[] content(byte[] value) {
        StateReader in = reader(value);
        in.uint32();
        in.uint32();
        return in.bytes();
    }

    private static StateReader reader(byte @Nullable [] value) {
        StateReader in = new StateReader(OutcomeStores.DRAWN, value == null ? new byte[0] : value, VERSION);
        in.time();
        return in;
    }

    private static String key(String post, int revision) {
        return post + "/" + revision;
    }
}
