package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Subjects;
import dev.sluice.topology.state.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores of one task: notices by id, and which to look at when. */
final class NoticeFiles {
    /** No time to look at a notice. */
    static final long NEVER = 0;

    private static final int HEX = 16;
    private static final byte[] PRESENT = {1};

    private final AvroSerde<DefamationFile> serde;
    private final KeyValueStore<String, byte[]> files;
    private final KeyValueStore<String, byte[]> timers;

    NoticeFiles(SchemaRegistry registry, ProcessingContext context) {
        this.serde = new AvroSerde<>(DefamationFile.class, registry, Subjects.DEFAMATION_FILE.name());
        this.files = context.getStateStore(Stores.DEFAMATION_FILES);
        this.timers = context.getStateStore(Stores.DEFAMATION_TIMERS);
    }

    /** A copy of what is kept, so that a change that is not kept leaves no trace; null where nothing is. */
    @Nullable
    DefamationFile file(String id) {
        byte[] value = files.get(id);
        return value == null ? null : serde.decode(value);
    }

    /** Keeps a notice, to be looked at then. */
    void put(DefamationFile file, long timer) {
        String id = file.getNotice().getId();
        move(id, file.getTimer(), timer);
        file.setTimer(timer);
        files.put(id, serde.encode(Stores.DEFAMATION_FILES, file));
    }

    void remove(DefamationFile file) {
        String id = file.getNotice().getId();
        move(id, file.getTimer(), NEVER);
        files.delete(id);
    }

    /** Ids of the notices to look at by now, at most so many. */
    List<String> due(long now, int most) {
        List<String> due = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = timers.range(null, time(now + 1))) {
            while (entries.hasNext() && due.size() < most) {
                due.add(entries.next().key.substring(HEX));
            }
        }
        return due;
    }

    private void move(String id, long before, long after) {
        if (before != NEVER) {
            timers.delete(time(before) + id);
        }
        if (after != NEVER) {
            timers.put(time(after) + id, PRESENT);
        }
    }

    /** Sorts by time, so that what is due is at the front of the store. */
    private static String time(long at) {
        return String.format(Locale.ROOT, "%016x", Math.max(0, at));
    }
}
