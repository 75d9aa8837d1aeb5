package dev.sluice.app.posts;

import dev.sluice.topology.source.Mapped;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.source.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file in another format than ours, as events of posts. Not safe for use by several threads. */
public final class SourceLines implements EventLines {
    private final SourceValues values;
    private final SourceEvents events;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private final Map<String, Long> ignored = new TreeMap<>();
    private long good;
    private long bad;

    /**
     * Events of this input, which is unpacked already; see {@link PostInput}.
     *
     * @param file the file's name, which is kept with the posts
     * @param start the time of the first event that states none
     */
    public SourceLines(InputStream input, Mapper mapper, String file, Instant start) throws InputException {
        this.values = new SourceValues(input, mapper.mapping().format());
        this.events = new SourceEvents(mapper, file, start);
    }

    @Override
    public @Nullable Line next() throws IOException {
        while (waiting.isEmpty()) {
            try {
                SourceValues.Value value = values.next();
                if (value == null) {
                    return null;
                }
                long number = values.number();
                events.of(value.value(), number, value.original(), Trace.NONE).forEach(event -> take(number, event));
            } catch (BadLineException e) {
                waiting.add(new Bad(values.number(), e.reason()));
            }
        }
        Line line = waiting.remove();
        switch (line) {
            case Good taken -> good++;
            case Bad refused -> bad++;
        }
        return line;
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long bad() {
        return bad;
    }

    /** How often each kind of event was seen that is no event of a post, by its name in the mapping. */
    @Override
    public Map<String, Long> ignoredKeys() {
        return new TreeMap<>(ignored);
    }

    @Override
    public void close() throws IOException {
        values.close();
    }

    private void take(long number, Mapped event) {
        switch (event) {
            case Mapped.Posted posted -> waiting.add(new Good(number, new PostLine.Posted(posted.post())));
            case Mapped.Ignored skipped -> ignored.merge(skipped.event(), 1L, Long::sum);
            case Mapped.Refused refused -> waiting.add(new Bad(number, refused.detail()));
        }
    }
}
