package dev.sluice.app.posts;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of events of posts, in whatever format. Numbers are told so that nothing gets lost: lines read = good + bad +
 * passed over.
 */
public interface EventLines extends AutoCloseable {
    /** What was read: good, or bad with the reason. */
    sealed interface Line {
        /** The line's number in the file, from 1. */
        long number();
    }

    /** A line, or a part of one, that stands for an event. */
    record Good(long number, PostLine value) implements Line {}

    /** A line that cannot be taken. */
    record Bad(long number, String reason) implements Line {}

    /**
     * The next event or bad line, or null at the end.
     *
     * @throws IOException where the input fails
     */
    @Nullable
    Line next() throws IOException;

    /** Good ones so far. */
    long good();

    /** Bad ones so far. */
    long bad();

    /** How often each part of the input was seen that the format leaves alone, by name. */
    Map<String, Long> ignoredKeys();

    @Override
    void close() throws IOException;
}
