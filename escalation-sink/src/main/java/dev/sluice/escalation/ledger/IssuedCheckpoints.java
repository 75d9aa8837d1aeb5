package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.timestamp.TimestampAuthority;
import dev.sluice.escalation.timestamp.TimestampQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Checkpoints that were issued: kept as they are, each in a folder of its own with what others say about it. An issued
 * checkpoint without an authority's timestamp waits for it, so the queue is what is on disk and nothing else. Newest
 * first, for the log's newest checkpoint covers what all before it do. Thread-safe.
 */
public final class IssuedCheckpoints implements TimestampQueue {
    /** Where they are in the log. */
    static final String TOP = "issued/";
    /** The checkpoint itself. */
    static final String CHECKPOINT = "checkpoint.txt";
    /** The names of authorities that are asked, a line each; beside the log's checkpoint. */
    static final String AUTHORITIES = "authorities.txt";
    /** How a timestamp's name ends, after its authority's. */
    static final String STAMPED = ".tsr";
    /** How the name of a note ends that says why there will be no timestamp. */
    static final String REFUSED = ".refused";
    /** What an acknowledgement's name starts with, before its key's id. */
    static final String ACKNOWLEDGED = "ack-";

    /** An older one that nobody stamped by then is covered by those after it. */
    private static final int MOST_WAITING = 1_000;

    private static final Pattern ITEM = Pattern.compile("[0-9]{12,18}");

    private final LogStorage storage;
    private final Map<String, ConcurrentSkipListSet<String>> waiting = new HashMap<>();

    private IssuedCheckpoints(LogStorage storage) {
        this.storage = storage;
    }

    /** Those of a log; what waits for these authorities is looked up. */
    static IssuedCheckpoints open(LogStorage storage, List<TimestampAuthority> authorities) throws IOException {
        IssuedCheckpoints issued = new IssuedCheckpoints(storage);
        authorities.forEach(authority -> issued.waiting.put(authority.name(), new ConcurrentSkipListSet<>()));
        if (!authorities.isEmpty()) {
            List<String> items = items(storage);
            for (String item : items.subList(Math.max(0, items.size() - MOST_WAITING), items.size())) {
                List<String> present = storage.list(TOP + item + "/");
                issued.waiting.forEach((authority, queue) -> {
                    if (!present.contains(authority + STAMPED) && !present.contains(authority + REFUSED)) {
                        queue.add(item);
                    }
                });
            }
        }
        return issued;
    }

    /** The folders of all that were issued, smallest first. */
    static List<String> items(LogStorage storage) throws IOException {
        List<String> items = new ArrayList<>();
        for (String name : storage.list(TOP)) {
            String item = name.endsWith("/") ? name.substring(0, name.length() - 1) : "";
            if (isItem(item)) {
                items.add(item);
            }
        }
        items.sort(Comparator.comparing(Long::parseLong));
        return items;
    }

    /** Whether a folder is named as that of an issued checkpoint. */
    static boolean isItem(String name) {
        return ITEM.matcher(name).matches() && item(Long.parseLong(name)).equals(name);
    }

    /** The folder of the checkpoint of this size. */
    static String item(long size) {
        return String.format(Locale.ROOT, "%012d", size);
    }

    /** The size of the newest; empty where none was issued. */
    OptionalLong newest() throws IOException {
        List<String> items = items(storage);
        return items.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(items.getLast()));
    }

    /** Issues a checkpoint; doing it again changes nothing. */
    void issue(SignedNote note) throws IOException {
        String item = item(Checkpoint.of(note).size());
        String name = TOP + item + "/" + CHECKPOINT;
        if (storage.read(name) == null) {
            storage.write(name, note.bytes());
        }
        waiting.values().forEach(queue -> {
            queue.add(item);
            if (queue.size() > MOST_WAITING) {
                queue.pollFirst();
            }
        });
    }

    @Override
    public List<String> waiting(String authority, int most) {
        ConcurrentSkipListSet<String> queue = waiting.get(authority);
        return queue == null
                ? List.of()
                : queue.descendingSet().stream().limit(most).toList();
    }

    /** How many wait, by authority. */
    Map<String, Integer> waitingCounts() {
        Map<String, Integer> counts = new HashMap<>();
        waiting.forEach((authority, queue) -> counts.put(authority, queue.size()));
        return counts;
    }

    @Override
    public byte[] content(String item) throws IOException {
        byte[] content = storage.read(TOP + item + "/" + CHECKPOINT);
        if (content == null) {
            throw new LogException(TOP + item + "/" + CHECKPOINT + " is missing");
        }
        return content;
    }

    @Override
    public void stamped(String item, String authority, byte[] response) throws IOException {
        storage.write(TOP + item + "/" + authority + STAMPED, response);
        done(item, authority);
    }

    @Override
    public void refused(String item, String authority, String reason) throws IOException {
        String line = reason.replaceAll("[^\\x20-\\x7e]", "?") + "\n";
        storage.write(TOP + item + "/" + authority + REFUSED, line.getBytes(StandardCharsets.US_ASCII));
        done(item, authority);
    }

    private void done(String item, String authority) {
        ConcurrentSkipListSet<String> queue = waiting.get(authority);
        if (queue != null) {
            queue.remove(item);
        }
    }
}
