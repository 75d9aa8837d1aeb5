package dev.sluice.app.posts;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of posts, one line at a time. Blank lines are passed over. Not safe for use by several threads.
 *
 * <p>Numbers are told so that nothing gets lost: lines read = good + bad + blank.
 */
public final class PostLines implements AutoCloseable {
    /** The longest line taken, in bytes: a text of 1 MB, every character of it escaped, fits. */
    public static final int MAX_LINE_BYTES = 8 << 20;

    private final BoundedLines lines;
    private final PostLineParser parser;
    private long good;
    private long bad;

    /**
     * Lines of this input, which is unpacked already; see {@link PostInput}.
     *
     * @param start the time of the first line that states none
     */
    public PostLines(InputStream input, Instant start) {
        this.lines = new BoundedLines(input, MAX_LINE_BYTES);
        this.parser = new PostLineParser(MAX_LINE_BYTES, start);
    }

    /** One line that was read: good, or bad with the reason. */
    public sealed interface Line {
        /** The line's number in the file, from 1. */
        long number();
    }

    /** A line that stands for an event. */
    public record Good(long number, PostLine value) implements Line {}

    /** A line that cannot be taken. */
    public record Bad(long number, String reason) implements Line {}

    /**
     * The next line that is not blank, or null at the end.
     *
     * @throws IOException where the input fails
     */
    public @Nullable Line next() throws IOException {
        while (true) {
            try {
                String line = lines.next();
                if (line == null) {
                    return null;
                }
                if (!line.isBlank()) {
                    PostLine value = parser.parse(line);
                    good++;
                    return new Good(lines.number(), value);
                }
            } catch (BadLineException e) {
                bad++;
                return new Bad(lines.number(), e.reason());
            }
        }
    }

    /** Good lines so far. */
    public long good() {
        return good;
    }

    /** Bad lines so far. */
    public long bad() {
        return bad;
    }

    /** How often each key that is not part of the format was seen, by key. */
    public Map<String, Long> ignoredKeys() {
        return parser.ignoredKeys();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
