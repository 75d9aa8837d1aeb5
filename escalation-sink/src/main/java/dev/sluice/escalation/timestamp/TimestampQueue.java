package dev.sluice.escalation.timestamp;

import java.io.IOException;
import java.util.List;

/** What still waits for timestamps, on disk: it outlives the process and the authority's bad days. */
public interface TimestampQueue {
    /** What waits for this authority's timestamp, what matters most first, up to a number. */
    List<String> waiting(String authority, int most) throws IOException;

    /** The bytes to be stamped. */
    byte[] content(String item) throws IOException;

    /** Keeps a timestamp; the item waits no longer for this authority. */
    void stamped(String item, String authority, byte[] response) throws IOException;

    /** Gives up on this authority for an item, which waits no longer for it. */
    void refused(String item, String authority, String reason) throws IOException;
}
