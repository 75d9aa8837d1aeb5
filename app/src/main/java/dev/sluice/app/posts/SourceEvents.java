package dev.sluice.app.posts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.topology.source.KnownPost;
import dev.sluice.topology.source.Mapped;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.source.RefusedEventException;
import dev.sluice.topology.source.SourceMapping.Conversations;
import dev.sluice.topology.source.SourceRecord;
import dev.sluice.topology.source.Trace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of posts out of the values of one file, as a mapping says, with what their posts are known by filled in.
 * What the cluster keeps in a store is remembered here: the post that was longest unmentioned is forgotten first.
 */
public final class SourceEvents {
    private static final int CAPACITY = 100_000;
    private static final Duration STEP = Duration.ofMillis(1);
    private static final Instant EARLIEST_CARRIED = Instant.parse("2000-01-01T00:00:00Z");

    private final Mapper mapper;
    private final String file;
    private final Instant latestCarried;
    private final Map<String, KnownPost> known = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownPost> eldest) {
            return size() > CAPACITY;
        }
    };

    private Instant lastTime;

    /**
     * Events of one file.
     *
     * @param file its name, which is kept with the posts
     * @param start the time of the first event that states none; later ones follow the event before, a millisecond apart
     */
    public SourceEvents(Mapper mapper, String file, Instant start) {
        this.mapper = mapper;
        this.file = file;
        this.latestCarried = start.plus(Duration.ofDays(1));
        this.lastTime = start.minus(STEP);
    }

    /**
     * What a value is.
     *
     * @param line where it is in the file, from 1
     * @param original as it was read
     */
    public List<Mapped> of(JsonNode value, long line, String original, Trace trace) {
        Instant arrived = lastTime.plus(STEP);
        RawRecord raw = RawRecord.newBuilder()
                .setTopic(file)
                .setPartition(0)
                .setOffset(line)
                .setTimestamp(arrived)
                .setValue(ByteBuffer.wrap(original.getBytes(StandardCharsets.UTF_8)))
                .build();
        List<Mapped> events = new ArrayList<>();
        for (Mapped mapped : mapper.map(new SourceRecord(value, null, Map.of(), arrived, raw), trace)) {
            events.add(
                    switch (mapped) {
                        case Mapped.Posted posted -> completed(posted);
                        case Mapped.Ignored ignored -> ignored;
                        case Mapped.Refused refused -> refused;
                    });
        }
        return events;
    }

    private Mapped completed(Mapped.Posted posted) {
        Post post = posted.post();
        try {
            known.put(post.getId(), KnownPost.complete(post, known.get(post.getId()), answered(post)));
        } catch (RefusedEventException e) {
            return new Mapped.Refused(e.reason(), "event " + posted.event() + ": " + e.detail());
        }
        Instant time = post.getCreatedAt();
        if (!time.isBefore(EARLIEST_CARRIED) && !time.isAfter(latestCarried)) {
            lastTime = time;
        }
        return posted;
    }

    private @Nullable KnownPost answered(Post post) {
        boolean follows = mapper.mapping().conversations() == Conversations.REPLIES;
        return follows && post.getParent() != null ? known.get(post.getParent()) : null;
    }
}
