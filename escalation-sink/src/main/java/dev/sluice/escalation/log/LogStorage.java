package dev.sluice.escalation.log;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /**
     * Writes contents under their names, in place of what was there; each whole, and all of them durable once this
     * returns. Where it fails some may have been written.
     */
    void write(SortedMap<String, byte[]> contents) throws IOException;

    /** Writes one content under a name. */
    default void write(String name, byte[] content) throws IOException {
        write(new TreeMap<>(Map.of(name, content)));
    }

    /** Removes a name; does nothing where it is not there. */
    void delete(String name) throws IOException;

    /** What is right below a name that ends in a slash, or at the top for none, sorted; folders end in a slash. */
    List<String> list(String prefix) throws IOException;
}
