package dev.sluice.escalation.log;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a log's bytes lie: names with slashes, each with some content. A folder does, and so does an object store; no
 * more is asked of it than that a write is whole or not there, and stays once it has returned. One writer at a time for
 * each name.
 */
public interface LogStorage {
    /** The largest content that is read, in bytes: a full bundle of the longest entries. */
    int LARGEST_BYTES = 256 * (2 + 0xffff);

    /**
     * The content under a name; null where there is none.
     *
     * @throws IOException where it cannot be read, or is larger than {@link #LARGEST_BYTES}
     */
    byte @Nullable [] read(String name) throws IOException;

    /** Writes a content under a name, in place of what was there; whole and durable once this returns. */
    void write(String name, byte[] content) throws IOException;

    /** Removes a name; does nothing where it is not there. */
    void delete(String name) throws IOException;

    /** What is right below a name that ends in a slash, or at the top for none, sorted; folders end in a slash. */
    List<String> list(String prefix) throws IOException;
}
