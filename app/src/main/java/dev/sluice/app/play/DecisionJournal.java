package dev.sluice.app.play;

import dev.sluice.app.terminal.JsonLines;
import dev.sluice.schemas.Decision;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every decision on disk as it comes and, at the end, sorts them into those in force and those superseded. Memory
 * holds a few numbers for each post. The methods may be called by two threads: one that publishes, one that reads.
 */
final class DecisionJournal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final JsonLines writer = new JsonLines(line);
    private final Map<String, Entry> byPost = new HashMap<>();
    private final List<Place> superseded = new ArrayList<>();
    private long end;

    /** Where a line is in the journal. */
    private record Place(long position, int length) {}

    private static final class Entry {
        private final int order;
        private Place inForce = new Place(0, 0);
        private int revision;
        private String outcome = "";
        private @Nullable String supersedes;

        private Entry(int order) {
            this.order = order;
        }
    }

    DecisionJournal(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Says that this post comes next in the input; the line of its decision will be in this order. */
    synchronized void expect(String post) {
        byPost.computeIfAbsent(post, id -> new Entry(byPost.size()));
    }

    /** Keeps a decision; it replaces the one that was in force for its post, unless that one replaces it. */
    synchronized void add(Decision decision) throws IOException {
        line.reset();
        writer.write(json -> DecisionJson.write(json, decision));
        Place place = new Place(end, line.size());
        ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        expect(decision.getPost());
        Entry entry = byPost.get(decision.getPost());
        if (entry == null) {
            throw new IllegalStateException("expected above");
        }
        if (isOlder(decision, entry)) {
            superseded.add(place);
            return;
        }
        if (entry.inForce.length() > 0) {
            superseded.add(entry.inForce);
        }
        entry.inForce = place;
        entry.revision = decision.getRevision();
        entry.outcome = Tally.id(decision.getOutcome());
        entry.supersedes = decision.getSupersedes();
    }

    /** Decisions of one post may be written by two tasks, so a later one may come first. */
    private static boolean isOlder(Decision decision, Entry inForce) {
        return decision.getRevision() < inForce.revision || decision.getId().equals(inForce.supersedes);
    }

    /** Decisions in force, by outcome. */
    synchronized Map<String, Long> outcomes() {
        Map<String, Long> outcomes = Tally.noOutcomes();
        for (Entry entry : byPost.values()) {
            if (entry.inForce.length() > 0) {
                outcomes.merge(entry.outcome, 1L, Long::sum);
            }
        }
        return outcomes;
    }

    /** Writes both files and ends the journal. */
    synchronized void writeTo(Path inForceFile, Path supersededFile) throws IOException {
        List<Entry> entries = new ArrayList<>(byPost.values());
        entries.sort(Comparator.comparingInt(entry -> entry.order));
        write(inForceFile, entries.stream().map(entry -> entry.inForce).toList());
        List<Place> inOrder = new ArrayList<>(superseded);
        Collections.sort(inOrder, Comparator.comparingLong(Place::position));
        write(supersededFile, inOrder);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    private void write(Path target, List<Place> places) throws IOException {
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            for (Place place : places) {
                ByteBuffer bytes = ByteBuffer.allocate(place.length());
                long position = place.position();
                while (bytes.hasRemaining()) {
                    position += channel.read(bytes, position);
                }
                output.write(bytes.array());
            }
        }
    }
}
