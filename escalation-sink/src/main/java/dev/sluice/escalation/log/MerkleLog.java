package dev.sluice.escalation.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The one writer of a log. Entries count once {@link #commit} has returned, which signs the checkpoint that has them: its
 * write is the one step that makes them count, and what a crash left of others is written over. Appending costs the
 * logarithm of the size, memory is some tiles at the right edge. Not thread-safe.
 */
public final class MerkleLog {
    /** Full tiles are written together, for a device takes many files in hardly more time than one. */
    private static final int MOST_UNWRITTEN = 32;

    private final LogStorage storage;
    private final NoteSigner signer;
    private final Frontier frontier;
    private final TileEdge edge;
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    private final SortedMap<String, byte[]> unwritten = new TreeMap<>();
    private SignedNote note;
    private long committed;
    private Set<String> partials;
    private boolean broken;

    private MerkleLog(LogStorage storage, NoteSigner signer, LogReader reader) {
        this.storage = storage;
        this.signer = signer;
        this.note = reader.note();
        this.committed = reader.checkpoint().size();
        this.frontier = Frontier.of(committed, reader.tiles());
        this.edge = TileEdge.of(committed, reader.tiles());
        long bundled = committed - committed % TileName.FULL;
        reader.entries(bundled, (index, entry) -> {
            Bundle.add(bundle, entry);
            return true;
        });
        this.partials = partials(committed);
    }

    /**
     * Opens a log for writing; makes an empty one where there is none.
     *
     * @throws LogException where the log does not hold: no checkpoint although there are tiles, a signature of none of
     *     its keys, another origin, or tiles that have another root
     * @throws IOException where it cannot be read or written
     */
    public static MerkleLog open(LogStorage storage, NoteSigner signer) throws IOException {
        if (storage.read(LogReader.CHECKPOINT) == null) {
            requireEmpty(storage);
            storage.write(LogReader.KEYS, line(signer.key()));
            storage.write(
                    LogReader.CHECKPOINT,
                    new Checkpoint(signer.key().name(), 0, TreeHash.EMPTY)
                            .sign(signer)
                            .bytes());
        }
        LogReader reader = LogReader.open(storage);
        requireSound(reader, LogReader.keys(storage), signer);
        addKey(storage, signer.key());
        MerkleLog log = new MerkleLog(storage, signer, reader);
        log.removeLeftovers();
        return log;
    }

    private static void requireEmpty(LogStorage storage) throws IOException {
        if (!storage.list(TileName.TOP).isEmpty()) {
            throw new LogException("the log has tiles and no checkpoint; allowed: the checkpoint put back, or no log");
        }
    }

    private static void requireSound(LogReader reader, List<NoteKey> keys, NoteSigner signer) {
        Checkpoint checkpoint = reader.checkpoint();
        if (!checkpoint.origin().equals(signer.key().name())) {
            throw new LogException("the log's origin is '" + checkpoint.origin() + "', not '"
                    + signer.key().name() + "'; allowed: the origin that it began with");
        }
        if (keys.stream().noneMatch(reader.note()::signedBy)) {
            throw new LogException("the log's checkpoint is signed by none of its keys; allowed: a log as it was left");
        }
        if (!reader.rootAt(checkpoint.size()).equals(checkpoint.root())) {
            throw new LogException("the log's tiles do not have the root of its checkpoint of " + checkpoint.size()
                    + " leaves; allowed: a log as it was left");
        }
    }

    private static void addKey(LogStorage storage, NoteKey key) throws IOException {
        List<NoteKey> keys = LogReader.keys(storage);
        if (!keys.contains(key)) {
            byte[] lines = (keys.stream().map(known -> known.text() + "\n").collect(Collectors.joining()) + key.text()
                            + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            storage.write(LogReader.KEYS, lines);
        }
    }

    private static byte[] line(NoteKey key) {
        return (key.text() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The last checkpoint that was signed. */
    public SignedNote note() {
        return note;
    }

    /** How many entries have been appended, those that are not committed yet included. */
    public long size() {
        return frontier.size();
    }

    /**
     * Adds an entry, which counts once it is committed.
     *
     * @return its index
     * @throws LogException where it is too long, or writing failed before
     * @throws IOException where a tile cannot be written; the log then has to be opened again
     */
    public long append(byte[] entry) throws IOException {
        requireWhole();
        long index = frontier.size();
        Bundle.add(bundle, entry);
        Hash leaf = TreeHash.leaf(entry);
        broken = true;
        frontier.append(leaf);
        edge.append(leaf, (name, hashes) -> unwritten.put(name.path(), hashes));
        if (frontier.size() % TileName.FULL == 0) {
            TileName full = new TileName(TileName.ENTRIES, index / TileName.FULL, TileName.FULL);
            unwritten.put(full.path(), bundle.toByteArray());
            bundle.reset();
        }
        if (unwritten.size() >= MOST_UNWRITTEN) {
            write();
        }
        broken = false;
        return index;
    }

    /**
     * Makes all that was appended count, and signs the checkpoint that has it.
     *
     * @return the checkpoint; the last one where nothing was appended
     * @throws IOException where something cannot be written; the log then has to be opened again
     */
    public SignedNote commit() throws IOException {
        requireWhole();
        if (frontier.size() == committed) {
            return note;
        }
        broken = true;
        Set<String> now = partials(frontier.size());
        edge.partial((name, hashes) -> unwritten.put(name.path(), hashes));
        if (bundle.size() > 0) {
            TileName name = TileName.of(TileName.ENTRIES, frontier.size() / TileName.FULL, frontier.size());
            unwritten.put(name.path(), bundle.toByteArray());
        }
        unwritten.keySet().removeAll(partials);
        write();
        SignedNote next = new Checkpoint(signer.key().name(), frontier.size(), frontier.root()).sign(signer);
        storage.write(LogReader.CHECKPOINT, next.bytes());
        Set<String> superseded = new TreeSet<>(partials);
        superseded.removeAll(now);
        note = next;
        committed = frontier.size();
        partials = now;
        for (String name : superseded) {
            storage.delete(name);
        }
        broken = false;
        return note;
    }

    private void write() throws IOException {
        storage.write(unwritten);
        unwritten.clear();
    }

    private void requireWhole() {
        if (broken) {
            throw new LogException("the log could not be written before; open it again, which continues it");
        }
    }

    /** The names of all tiles and bundles that are not full at a size. */
    private static Set<String> partials(long size) {
        Set<String> names = new HashSet<>();
        for (int level = TileName.ENTRIES; TileName.hashes(level, size) > 0; level++) {
            long hashes = TileName.hashes(level, size);
            if (hashes % TileName.FULL > 0) {
                names.add(TileName.of(level, hashes / TileName.FULL, size).path());
            }
        }
        return names;
    }

    /** Partial tiles that a crash left beside those that count. */
    private void removeLeftovers() throws IOException {
        // One level more than there is, for a crash may have begun it.
        for (int level = TileName.ENTRIES; level <= 0 || TileName.hashes(level - 1, committed) > 0; level++) {
            String full = new TileName(level, TileName.hashes(level, committed) / TileName.FULL, TileName.FULL).path();
            String folder = full.substring(0, full.lastIndexOf('/') + 1);
            for (String partial : storage.list(folder)) {
                if (partial.endsWith(".p/")) {
                    removeAllBut(partials, folder + partial);
                }
            }
        }
    }

    private void removeAllBut(Set<String> counting, String folder) throws IOException {
        for (String name : new ArrayList<>(storage.list(folder))) {
            if (!counting.contains(folder + name)) {
                storage.delete(folder + name);
            }
        }
    }
}
