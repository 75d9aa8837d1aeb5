package dev.sluice.topology.context;

import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationKind;
import dev.sluice.schemas.MediationState;
import dev.sluice.schemas.Post;
import dev.sluice.topology.state.Due;
import dev.sluice.topology.state.OpenNudge;
import dev.sluice.topology.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Tells whether authors were calmer in a thread after they were nudged there. Harmless posts do not come here, so an
 * author who went on in peace and one who fell silent look alike: both have cooled.
 */
final class NudgeWatch {
    private final KeyValueStore<String, byte[]> open;
    private final Duration followUp;
    private final Mediator.Outbox outbox;

    NudgeWatch(ProcessingContext context, Duration followUp, Mediator.Outbox outbox) {
        this.followUp = followUp;
        this.open = context.getStateStore(Stores.NUDGES_OPEN);
        this.outbox = outbox;
        Due.schedule(context, open, followUp, this::fallDue);
    }

    /** Takes a post with some risk into account, if it was written while the nudge has its time to work. */
    void posted(Post post, String author, float risk, long at) {
        String key = OpenNudge.key(author, post.getThread());
        byte[] bytes = open.get(key);
        OpenNudge nudge = bytes == null ? null : OpenNudge.of(bytes);
        if (nudge == null || nudge.post().equals(post.getId())) {
            return;
        }
        if (at >= nudge.openedAt() && at - nudge.openedAt() < followUp.toMillis()) {
            open.put(key, nudge.after(risk).toBytes());
        }
    }

    /** Ends the watch over the nudge for this post, which is deleted: what the nudge asked for is done. */
    void deleted(Post post, String author, long streamTime) {
        String key = OpenNudge.key(author, post.getThread());
        byte[] bytes = open.get(key);
        OpenNudge nudge = bytes == null ? null : OpenNudge.of(bytes);
        if (nudge != null && nudge.post().equals(post.getId())) {
            open.delete(key);
            outbox.send(record(key, nudge, MediationState.WITHDRAWN, streamTime), streamTime);
        }
    }

    private void fallDue(String key, byte[] bytes) {
        OpenNudge nudge = OpenNudge.of(bytes);
        open.delete(key);
        outbox.send(record(key, nudge, Calm.of(nudge.risk(), nudge.laterRisk()), nudge.dueAt()), nudge.dueAt());
    }

    private static MediationCase record(String key, OpenNudge nudge, MediationState state, long at) {
        int end = key.indexOf('\u0000');
        String thread = key.substring(end + 1);
        MediationCase record = new MediationCase();
        record.setId(nudge.decision() + "/nudge");
        record.setThread(thread);
        record.setCommunity(nudge.community());
        record.setPost(nudge.post());
        record.setKind(MediationKind.NUDGE);
        record.setState(state);
        record.setHeat(nudge.risk());
        record.setBaseline(0);
        record.setParticipants(List.of(key.substring(0, end)));
        record.setSteps(List.of());
        record.setOpenedAt(Instant.ofEpochMilli(nudge.openedAt()));
        record.setDueAt(Instant.ofEpochMilli(nudge.dueAt()));
        record.setHeatAfter(nudge.laterRisk());
        record.setPostsAfter(nudge.laterPosts());
        record.setRiskyPostsAfter(nudge.laterPosts());
        record.setFollowedUpAt(Instant.ofEpochMilli(at));
        return record;
    }
}
