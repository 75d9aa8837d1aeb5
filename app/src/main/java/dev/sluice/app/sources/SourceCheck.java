package dev.sluice.app.sources;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.InputException;
import dev.sluice.app.posts.SourceEvents;
import dev.sluice.app.posts.SourceValues;
import dev.sluice.topology.source.LostValues;
import dev.sluice.topology.source.Mapped;
import dev.sluice.topology.source.Mapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a file as a mapping says, and tells of each line what becomes of it and what of it is lost. */
public final class SourceCheck implements AutoCloseable {
    private final SourceValues values;
    private final SourceEvents events;
    private final Mapper mapper;
    private final Map<String, Long> lost = new TreeMap<>();
    private long posted;
    private long ignored;
    private long refused;
    private long lines;

    /**
     * A check of this input, which is unpacked already.
     *
     * @param file the file's name
     * @param start the time of the first event that states none
     */
    public SourceCheck(InputStream input, Mapper mapper, String file, Instant start) throws InputException {
        this.values = new SourceValues(input, mapper.mapping().format());
        this.events = new SourceEvents(mapper, file, start);
        this.mapper = mapper;
    }

    /**
     * A line.
     *
     * @param number its number in the file, from 1
     * @param events what becomes of it; more than one where it holds a list
     * @param lost pointers of what it says and no field takes
     */
    public record Line(long number, List<Mapped> events, List<String> lost) {}

    /** The next line; null at the end. */
    public @Nullable Line next() throws IOException {
        Line line;
        try {
            SourceValues.Value value = values.next();
            if (value == null) {
                return null;
            }
            Set<String> read = new HashSet<>();
            List<Mapped> mapped = events.of(value.value(), values.number(), value.original(), read::add);
            boolean counts = mapped.stream().anyMatch(Mapped.Posted.class::isInstance);
            line = new Line(
                    values.number(), mapped, counts ? LostValues.of(mapper.mapping(), value.value(), read) : List.of());
        } catch (BadLineException e) {
            line = new Line(
                    values.number(),
                    List.of(new Mapped.Refused(dev.sluice.schemas.DeadLetterReason.UNDECODABLE, e.reason())),
                    List.of());
        }
        count(line);
        return line;
    }

    /** Lines read, blank ones left out. */
    public long lines() {
        return lines;
    }

    /** Events of posts. */
    public long posted() {
        return posted;
    }

    /** What is no event of a post. */
    public long ignored() {
        return ignored;
    }

    /** What is wrong. */
    public long refused() {
        return refused;
    }

    /** In how many lines a value was lost, by its pointer. */
    public Map<String, Long> lost() {
        return lost;
    }

    @Override
    public void close() throws IOException {
        values.close();
    }

    private void count(Line line) {
        lines++;
        line.lost().forEach(pointer -> lost.merge(pointer, 1L, Long::sum));
        for (Mapped event : line.events()) {
            switch (event) {
                case Mapped.Posted ignoredPost -> posted++;
                case Mapped.Ignored ignoredEvent -> ignored++;
                case Mapped.Refused ignoredRefusal -> refused++;
            }
        }
    }
}
