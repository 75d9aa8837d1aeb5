package dev.sluice.app.posts;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of posts, one line at a time. Blank lines are passed over, unless each line is to be answered. Not safe for use
 * by several threads.
 *
 * <p>Numbers are told so that nothing gets lost: lines read = good + bad + blank.
 */
public final class PostLines implements EventLines {
    /** The longest line taken, in bytes: a text of 1 MB, every character of it escaped, fits. */
    public static final int MAX_LINE_BYTES = 8 << 20;

    private final BoundedLines lines;
    private final PostLineParser parser;
    private final boolean everyLine;
    private long good;
    private long bad;

    /**
     * Lines of this input, which is unpacked already; see {@link PostInput}.
     *
     * @param start the time of the first line that states none
     */
    public PostLines(InputStream input, Instant start) {
        this(input, start, false, Duration.ZERO);
    }

    private PostLines(InputStream input, Instant start, boolean everyLine, Duration earlier) {
        this.lines = new BoundedLines(input, MAX_LINE_BYTES);
        this.parser = new PostLineParser(MAX_LINE_BYTES, start, earlier);
        this.everyLine = everyLine;
    }

    /** As the constructor, with every event so much earlier than its line says. */
    public static PostLines earlier(InputStream input, Instant start, Duration by) {
        return new PostLines(input, start, false, by);
    }

    /** As the constructor, but a blank line is bad, for readers that owe an answer to every line. */
    public static PostLines everyLine(InputStream input, Instant start) {
        return new PostLines(input, start, true, Duration.ZERO);
    }

    /** When the last event of an input happened; null where it has no good line. Closes the input. */
    public static @Nullable Instant latest(InputStream input, Instant start) throws IOException {
        Instant latest = null;
        try (PostLines lines = new PostLines(input, start)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof Good good
                        && (latest == null || good.value().createdAt().isAfter(latest))) {
                    latest = good.value().createdAt();
                }
            }
        }
        return latest;
    }

    /**
     * The next line that is not passed over, or null at the end.
     *
     * @throws IOException where the input fails
     */
    @Override
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
                if (everyLine) {
                    throw new BadLineException("is blank; allowed: one object a line");
                }
            } catch (BadLineException e) {
                bad++;
                return new Bad(lines.number(), e.reason());
            }
        }
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long bad() {
        return bad;
    }

    @Override
    public Map<String, Long> ignoredKeys() {
        return parser.ignoredKeys();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
