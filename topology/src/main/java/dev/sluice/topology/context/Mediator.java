package dev.sluice.topology.context;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationKind;
import dev.sluice.schemas.MediationState;
import dev.sluice.schemas.Post;
import dev.sluice.topology.policy.MediationPlan;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.state.ContextSettings.ThreadSettings;
import dev.sluice.topology.state.Due;
import dev.sluice.topology.state.OpenMediation;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.ThreadState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers threads to a mediator and tells later what became of them. A mediation is followed up when its thread's
 * event time has reached the stated time, which the next post there shows, or else when the stream's time has.
 */
final class Mediator {
    private static final Logger LOG = LoggerFactory.getLogger(Mediator.class);

    private final ThreadSettings settings;
    private final Notices notices;
    private final KeyValueStore<String, byte[]> threads;
    private final KeyValueStore<String, byte[]> open;
    private final Outbox outbox;

    /** Where mediation cases go. */
    interface Outbox {
        /** Sends a case, keyed by its thread. */
        void send(MediationCase mediation, long timestamp);
    }

    Mediator(ProcessingContext context, ThreadSettings settings, Notices notices, Outbox outbox) {
        this.settings = settings;
        this.notices = notices;
        this.threads = context.getStateStore(Stores.THREAD_HEAT);
        this.open = context.getStateStore(Stores.MEDIATIONS_OPEN);
        this.outbox = outbox;
        Due.schedule(context, open, settings.followUp(), this::fallDue);
    }

    /** Offers the thread of a post to a mediator, unless that was done within the window before. */
    void offer(AssessedPost assessed, ThreadState state, MediationPlan plan, long streamTime) {
        long at = assessed.getEventAt().toEpochMilli();
        if (!state.startMediation(at, settings)) {
            return;
        }
        Post post = assessed.getPost();
        Context known = assessed.getContext();
        OpenMediation mediation = new OpenMediation(
                plan.kind() == MediationPlan.Kind.PAIR,
                post.getId(),
                post.getCommunity(),
                known.getThreadHeat(),
                known.getThreadBaseline(),
                participants(post, state, plan.kind()),
                plan.steps(),
                at,
                streamTime + settings.followUp().toMillis());
        open.put(post.getThread(), mediation.toBytes());
        MediationCase opened = record(post.getThread(), mediation);
        String template = plan.note();
        if (template != null) {
            opened.setNoteTemplate(template);
            opened.setNote(note(template, post));
        }
        outbox.send(opened, streamTime);
    }

    /** Follows up the mediation of a thread in which a post comes after its time. */
    void followUpBefore(String thread, ThreadState state, long at, long streamTime) {
        if (state.watchedUntil() == 0 || at < state.watchedUntil()) {
            return;
        }
        byte[] bytes = open.get(thread);
        if (bytes != null) {
            followUp(thread, OpenMediation.of(bytes), state, streamTime);
        }
        state.endWatch();
    }

    /** Withdraws the mediation that this post caused, if it is open; the thread may then be offered again. */
    boolean withdraw(Post post, ThreadState state, long streamTime) {
        byte[] bytes = state.watchedUntil() == 0 ? null : open.get(post.getThread());
        OpenMediation mediation = bytes == null ? null : OpenMediation.of(bytes);
        if (mediation == null || !mediation.post().equals(post.getId())) {
            return false;
        }
        open.delete(post.getThread());
        MediationCase withdrawn = record(post.getThread(), mediation);
        withdrawn.setState(MediationState.WITHDRAWN);
        withdrawn.setFollowedUpAt(Instant.ofEpochMilli(streamTime));
        outbox.send(withdrawn, streamTime);
        state.withdrawMediation();
        return true;
    }

    private void fallDue(String thread, byte[] bytes) {
        OpenMediation mediation = OpenMediation.of(bytes);
        ThreadState state = ThreadState.of(threads.get(thread));
        followUp(thread, mediation, state, mediation.dueAt());
        state.endWatch();
        threads.put(thread, state.toBytes(mediation.dueAt()));
    }

    private void followUp(String thread, OpenMediation mediation, ThreadState state, long streamTime) {
        long at = state.watchedUntil() == 0 ? mediation.dueAt() : state.watchedUntil();
        float after = state.heat(at, settings);
        MediationCase followUp = record(thread, mediation);
        followUp.setState(Calm.of(mediation.heat(), after));
        followUp.setHeatAfter(after);
        followUp.setPostsAfter(state.postsAfter());
        followUp.setRiskyPostsAfter(state.riskyAfter());
        followUp.setParticipants(state.riskyAuthors());
        followUp.setFollowedUpAt(Instant.ofEpochMilli(at));
        open.delete(thread);
        outbox.send(followUp, streamTime);
    }

    private static MediationCase record(String thread, OpenMediation mediation) {
        MediationCase record = new MediationCase();
        record.setId(thread + "/" + mediation.post());
        record.setThread(thread);
        record.setCommunity(mediation.community());
        record.setPost(mediation.post());
        record.setKind(mediation.isPair() ? MediationKind.PAIR : MediationKind.THREAD);
        record.setState(MediationState.OPEN);
        record.setHeat(mediation.heat());
        record.setBaseline(mediation.baseline());
        record.setParticipants(mediation.participants());
        record.setSteps(mediation.steps());
        record.setOpenedAt(Instant.ofEpochMilli(mediation.openedAt()));
        record.setDueAt(Instant.ofEpochMilli(mediation.dueAt()));
        return record;
    }

    private static List<String> participants(Post post, ThreadState state, MediationPlan.Kind kind) {
        return switch (kind) {
            case THREAD -> state.riskyAuthors();
            case PAIR ->
                Stream.of(post.getAuthor(), post.getTarget())
                        .filter(Objects::nonNull)
                        .toList();
        };
    }

    /** A note that cannot be rendered holds up no mediator. */
    private @Nullable String note(String template, Post post) {
        try {
            return notices.renderNote(
                            template, post.getCommunity(), post.getUrl() == null ? post.getId() : post.getUrl())
                    .text();
        } catch (RuntimeException e) {
            LOG.error("note {} cannot be rendered: {}", template, e.getClass().getName());
            return null;
        }
    }
}
