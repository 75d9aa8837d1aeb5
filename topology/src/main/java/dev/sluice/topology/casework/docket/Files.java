package dev.sluice.topology.casework.docket;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.PostFile;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Subjects;
import dev.sluice.topology.casework.clock.Deadlines;
import dev.sluice.topology.state.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores of one task: cases and posts by id, and what is to be looked at when. */
public final class Files {
    private static final byte[] PRESENT = {1};

    private final AvroSerde<CaseFile> caseSerde;
    private final AvroSerde<PostFile> postSerde;
    private final KeyValueStore<String, byte[]> cases;
    private final KeyValueStore<String, byte[]> posts;
    private final KeyValueStore<String, byte[]> timers;

    /** The stores of the task that this context is of. */
    public Files(SchemaRegistry registry, ProcessingContext context) {
        this.caseSerde = new AvroSerde<>(CaseFile.class, registry, Subjects.CASE_FILE.name());
        this.postSerde = new AvroSerde<>(PostFile.class, registry, Subjects.POST_FILE.name());
        this.cases = context.getStateStore(Stores.CASE_FILES);
        this.posts = context.getStateStore(Stores.POST_FILES);
        this.timers = context.getStateStore(Stores.CASE_TIMERS);
    }

    @Nullable
    CaseFile caseFile(String id) {
        byte[] value = cases.get(id);
        return value == null ? null : caseSerde.decode(value);
    }

    void forEachCase(Consumer<CaseFile> visitor) {
        try (KeyValueIterator<String, byte[]> entries = cases.all()) {
            entries.forEachRemaining(entry -> visitor.accept(caseSerde.decode(entry.value)));
        }
    }

    void put(CaseFile file) {
        cases.put(file.getStatus().getId(), caseSerde.encode(Stores.CASE_FILES, file));
    }

    void removeCase(String id) {
        cases.delete(id);
    }

    @Nullable
    PostFile postFile(String post) {
        byte[] value = posts.get(post);
        return value == null ? null : postSerde.decode(value);
    }

    void put(PostFile file) {
        posts.put(file.getPost(), postSerde.encode(Stores.POST_FILES, file));
    }

    void removePost(String post) {
        posts.delete(post);
    }

    void moveTimer(Timer.Kind kind, String id, long before, long now) {
        if (before != Deadlines.NEVER) {
            timers.delete(new Timer(before, kind, id).key());
        }
        if (now != Deadlines.NEVER) {
            timers.put(new Timer(now, kind, id).key(), PRESENT);
        }
    }

    List<Timer> due(long now, int most) {
        List<Timer> due = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = timers.range(null, Timer.upTo(now + 1))) {
            while (entries.hasNext() && due.size() < most) {
                due.add(Timer.of(entries.next().key));
            }
        }
        return due;
    }
}
