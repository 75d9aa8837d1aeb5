package dev.sluice.escalation.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a whole log, entry by entry: computes its tree anew, compares every tile with it, and tells the roots
 * that the log had at the sizes asked for. Memory does not grow with the log.
 */
public final class LogAudit {
    private final LogStorage storage;
    private final LogReader reader;
    private final Set<Long> sizes;
    private final Report report;
    private final Frontier frontier = new Frontier();
    private final TileEdge edge = new TileEdge();
    private final Map<Long, Hash> roots = new HashMap<>();
    private Iterator<byte[]> bundle = List.<byte[]>of().iterator();
    private boolean cut;

    /** Hears of what is wrong. */
    @FunctionalInterface
    public interface Report {
        /** A name in the log, and what is wrong with it. */
        void problem(String name, String detail);
    }

    /** An audit of this log; the roots at these sizes are wanted. */
    public LogAudit(LogStorage storage, LogReader reader, Set<Long> sizes, Report report) {
        this.storage = storage;
        this.reader = reader;
        this.sizes = Set.copyOf(sizes);
        this.report = report;
        keepRoot();
    }

    /** The next entry; null after the last one that is there. */
    public byte @Nullable [] next() {
        if (cut || frontier.size() == reader.checkpoint().size()) {
            return null;
        }
        if (!bundle.hasNext() && !readBundle()) {
            return null;
        }
        byte[] entry = bundle.next();
        Hash leaf = TreeHash.leaf(entry);
        frontier.append(leaf);
        try {
            edge.append(leaf, this::compare);
        } catch (IOException e) {
            throw new AssertionError("comparing throws nothing", e);
        }
        keepRoot();
        return entry;
    }

    /** The index that the next entry has: how many there have been. */
    public long index() {
        return frontier.size();
    }

    /** The root that the log had at a size asked for; empty where it did not get that far. */
    public Optional<Hash> rootAt(long size) {
        return Optional.ofNullable(roots.get(size));
    }

    /** Compares what is left once there is no next entry: the tiles at the edge, and the checkpoint's root. */
    public void finish() {
        if (cut) {
            return;
        }
        try {
            edge.partial(this::compare);
        } catch (IOException e) {
            throw new AssertionError("comparing throws nothing", e);
        }
        Checkpoint head = reader.checkpoint();
        if (!frontier.root().equals(head.root())) {
            report.problem(
                    LogReader.CHECKPOINT,
                    "has another root than the log's " + head.size() + " leaves: one was changed");
        }
    }

    /**
     * What lies among the tiles and is none of this log's.
     *
     * @param added names that no tile has
     * @param leftovers tiles that are being written, or that a crash left behind; they count for nothing
     */
    public record Strays(List<String> added, List<String> leftovers) {}

    /**
     * Looks for what lies among the tiles without belonging there.
     *
     * @throws IOException where the log cannot be listed
     */
    public Strays strays() throws IOException {
        Strays strays = new Strays(new ArrayList<>(), new ArrayList<>());
        sort(TileName.TOP, strays);
        return strays;
    }

    private void sort(String folder, Strays strays) throws IOException {
        for (String name : storage.list(folder)) {
            String path = folder + name;
            if (path.endsWith("/")) {
                sort(path, strays);
                continue;
            }
            String whole = path.endsWith(".unfinished") ? path.substring(0, path.lastIndexOf('.')) : path;
            Optional<TileName> tile = TileName.parse(whole);
            if (tile.isEmpty()) {
                strays.added().add(path);
            } else if (!whole.equals(path) || !belongs(tile.get())) {
                strays.leftovers().add(path);
            }
        }
    }

    private boolean belongs(TileName tile) {
        long size = reader.checkpoint().size();
        return tile.index() * TileName.FULL < TileName.hashes(tile.level(), size)
                && TileName.of(tile.level(), tile.index(), size).equals(tile);
    }

    private boolean readBundle() {
        long size = reader.checkpoint().size();
        TileName name = TileName.of(TileName.ENTRIES, frontier.size() / TileName.FULL, size);
        try {
            bundle = Bundle.parse(TileReader.read(storage, name), name).iterator();
            return true;
        } catch (LogException e) {
            cut = true;
            report.problem(
                    name.path(),
                    "the log is cut after " + frontier.size() + " of " + size + " leaves: " + e.getMessage());
            return false;
        }
    }

    private void compare(TileName name, byte[] hashes) {
        try {
            byte[] found = TileReader.read(storage, name);
            if (!Arrays.equals(found, 0, Math.min(found.length, hashes.length), hashes, 0, hashes.length)) {
                report.problem(name.path(), "is not the tile of the log's leaves");
            }
        } catch (LogException e) {
            report.problem(name.path(), "is missing or cannot be read");
        }
    }

    private void keepRoot() {
        if (sizes.contains(frontier.size())) {
            roots.put(frontier.size(), frontier.root());
        }
    }
}
