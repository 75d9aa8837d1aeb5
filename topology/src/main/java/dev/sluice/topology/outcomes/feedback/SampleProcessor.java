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
import dev.sluice.topology.outcomes.feedback.SampledPost.Waits;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
 *
 * <p>A case is about one revision: it is withdrawn once a higher one is heard of, and where the post is deleted. Nobody
 * judges what its author has changed or taken back, in whatever order that arrives.
 */
public final class SampleProcessor implements Processor<byte[], SpecificRecord, byte[], ReviewCase> {
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
        SampledPost known = known(post.getId());
        if (post.getEvent() == PostEvent.DELETED) {
            withdraw(record, About.of(post), known);
            keep(post.getId(), known.taken());
            return;
        }
        if (known.isPast(post.getRevision())) {
            return;
        }
        SampledPost now = revised(record, About.of(post), known);
        int partition = PostReader.partition(record.headers());
        if (now.waits() == Waits.DECISION) {
            open(record, new Drawn(post, partition), now, decisions.decode(now.content()));
        } else if (now.waits() == Waits.NOTHING && now.openedBy() == null) {
            keep(post.getId(), now.withPost(partition, posts.encode(OutcomeStores.DRAWN, post)));
        }
    }

    private void decided(Record<byte[], SpecificRecord> record, Decision decision) {
        SampledPost known = known(decision.getPost());
        if (decision.getTrigger() == Trigger.DELETE) {
            withdraw(record, About.of(decision), known);
            keep(decision.getPost(), known.taken());
            return;
        }
        boolean draws =
                isFirstOfItsWords(decision.getTrigger()) && plan.draws(decision.getPost(), decision.getOutcome());
        if (known.isPast(decision.getRevision()) || (known.revision() == 0 && !draws)) {
            return;
        }
        SampledPost now = revised(record, About.of(decision), known);
        if (draws && now.waits() == Waits.POST) {
            open(record, new Drawn(posts.decode(now.content()), now.partition()), now, decision);
        } else if (draws && now.waits() == Waits.NOTHING && now.openedBy() == null) {
            keep(decision.getPost(), now.withDecision(decisions.encode(OutcomeStores.DRAWN, decision)));
        }
    }

    /** What is known of the revision that a record is about; what was known of a lower one has an end. */
    private SampledPost revised(Record<byte[], SpecificRecord> record, About about, SampledPost known) {
        if (known.revision() == about.revision()) {
            return known;
        }
        withdraw(record, about, known);
        SampledPost now = known.revised(about.revision());
        keep(about.post(), now);
        return now;
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

    /** What a post and a decision both say of what they are about. */
    private record About(
            String post,
            int revision,
            String thread,
            String community,
            @Nullable String author,
            Instant at) {
        static About of(Post post) {
            return new About(
                    post.getId(),
                    post.getRevision(),
                    post.getThread(),
                    post.getCommunity(),
                    post.getAuthor(),
                    post.getCreatedAt());
        }

        static About of(Decision decision) {
            return new About(
                    decision.getPost(),
                    decision.getRevision(),
                    decision.getThread(),
                    decision.getCommunity(),
                    decision.getAuthor(),
                    decision.getDecidedAt());
        }
    }

    private void open(Record<byte[], SpecificRecord> record, Drawn found, SampledPost known, Decision decision) {
        Post post = found.post();
        ReviewCase review = review(About.of(post), post.getRevision(), decision.getId());
        review.setTarget(post.getTarget());
        review.setUrl(post.getUrl());
        review.setPartition(found.partition());
        review.setState(CaseState.OPEN);
        review.setPriority(decision.getOutcome() == Outcome.ALLOW ? 0 : 0.1f);
        review.setOpenedAt(decision.getDecidedAt());
        review.setDueAt(decision.getDecidedAt().plus(DEADLINE));
        review.setRationale(WHY);
        review.setText(post.getText());
        keep(post.getId(), known.opened(decision.getId()));
        send(record, review);
    }

    private void withdraw(Record<byte[], SpecificRecord> record, About about, SampledPost known) {
        String decision = known.openedBy();
        if (decision == null) {
            return;
        }
        ReviewCase review = review(about, known.revision(), decision);
        review.setPartition(PostReader.UNKNOWN);
        review.setState(CaseState.WITHDRAWN);
        review.setPriority(0);
        review.setOpenedAt(about.at());
        review.setDueAt(about.at());
        review.setRationale("The post was edited or deleted; nothing is left to judge here.");
        review.setText("");
        send(record, review);
    }

    private static ReviewCase review(About about, int revision, String decision) {
        ReviewCase review = new ReviewCase();
        review.setId(about.post() + "/" + revision + "/" + QaPlan.QUEUE);
        review.setDecision(decision);
        review.setPost(about.post());
        review.setRevision(revision);
        review.setThread(about.thread());
        review.setCommunity(about.community());
        review.setAuthor(about.author());
        review.setQueue(QaPlan.QUEUE);
        review.setRule(QaPlan.RULE);
        review.setSpans(List.of());
        return review;
    }

    private void send(Record<byte[], SpecificRecord> record, ReviewCase review) {
        byte[] thread = review.getThread().getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(thread, review, record.timestamp()));
    }

    private SampledPost known(String post) {
        return SampledPost.of(drawn.get(post));
    }

    /** Words wait a day. What holds none stays as long as an edit or a deletion may come, as posts do in the pipeline. */
    private void keep(String post, SampledPost known) {
        long longer = known.waits() == Waits.NOTHING
                ? Math.max(0, retention.posts().minus(KEEP).toMillis())
                : 0;
        drawn.put(post, known.toBytes(context.currentStreamTimeMs() + longer));
    }
}
